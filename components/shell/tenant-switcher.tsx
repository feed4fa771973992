'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Menu } from '../ui/menu';
import type { ShellPerson } from './shell';

/** Shows the current platform, reseller and customer. People with several roles switch between them here. */
export function TenantSwitcher({
  person,
  onMembership,
}: {
  person: ShellPerson;
  onMembership: (membershipId: string) => Promise<unknown>;
}) {
  const t = useTranslations('nav');
  const tRoles = useTranslations('roles');
  const router = useRouter();
  const present = person.memberships.find((membership) => membership.id === person.membershipId);
  if (!present) return <p className="mono min-w-0 truncate text-ink-2 text-sm">{person.email}</p>;
  const path = <TenantPath path={present.path} />;
  if (person.memberships.length < 2) return path;
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="-ml-2 flex h-8 min-w-0 items-center gap-1.5 rounded-md px-2 hover:bg-hover">
          <span className="sr-only">{t('switchTenant')}</span>
          {path}
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        </button>
      }
      items={[
        { heading: t('switchTenant') },
        ...person.memberships.map((membership) => ({
          label: membership.path.join(' / '),
          detail: tRoles(membership.role),
          checked: membership.id === person.membershipId,
          onSelect: async () => {
            await onMembership(membership.id);
            router.push('/');
            router.refresh();
          },
        })),
      ]}
    />
  );
}

function TenantPath({ path }: { path: string[] }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-sm">
      {path.map((name, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a path has an order and no other identity
        <span key={index} className="flex min-w-0 items-center gap-1.5">
          {index > 0 ? (
            <span aria-hidden className="hidden text-ink-3 md:block">
              /
            </span>
          ) : null}
          <span className={index === path.length - 1 ? 'truncate font-medium' : 'hidden truncate text-ink-2 md:block'}>
            {name}
          </span>
        </span>
      ))}
    </span>
  );
}
