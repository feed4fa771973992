'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { ConfirmDialog } from '@/components/ui/dialog';
import type { MenuItem } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { type PersonRow, rolesOf } from '@/lib/people/shapes';
import {
  changeRoleAction,
  removePersonAction,
  removePersonsFactorsAction,
  resumePersonAction,
  suspendPersonAction,
} from './actions';

type Act = 'suspend' | 'remove' | 'removeFactors';

/** The menu of a person, and the actions that need confirmation. */
export function usePersonActions({ mayWrite, onView }: { mayWrite: boolean; onView: (row: PersonRow) => void }) {
  const t = useTranslations('people');
  const tRoles = useTranslations('roles');
  const router = useRouter();
  const [asked, setAsked] = useState<{ act: Act; row: PersonRow } | null>(null);
  const done = (act: Act, name: string) => {
    setAsked(null);
    toast.success(t(`done.${act}`, { name }));
    router.refresh();
  };
  const name = asked?.row.name ?? '';
  const acts = {
    suspend: useAction(suspendPersonAction, { onDone: () => done('suspend', name) }),
    remove: useAction(removePersonAction, { onDone: () => done('remove', name) }),
    removeFactors: useAction(removePersonsFactorsAction, { onDone: () => done('removeFactors', name) }),
  };
  const { run: resume } = useAction(resumePersonAction, { onDone: () => router.refresh() });
  const { run: changeRole } = useAction(changeRoleAction, { onDone: () => router.refresh() });

  const itemsOf = useCallback(
    (row: PersonRow): MenuItem[] => {
      const { membershipId } = row;
      const view: MenuItem[] = row.viewable ? [{ label: t('viewAs'), onSelect: () => onView(row) }] : [];
      if (!mayWrite || row.self) return view;
      const others = rolesOf[row.tenantKind].filter((role) => role !== row.role);
      return [
        ...view,
        ...others.map((role) => ({
          label: t('changeRole', { role: tRoles(role) }),
          onSelect: () => changeRole({ membershipId, role }),
        })),
        ...(row.secondFactor
          ? [{ label: t('removeFactors'), onSelect: () => setAsked({ act: 'removeFactors', row }) }]
          : []),
        row.suspendedAt
          ? { label: t('resume'), onSelect: () => resume({ membershipId }) }
          : { label: t('suspend'), onSelect: () => setAsked({ act: 'suspend' as const, row }) },
        { label: t('remove'), danger: true, onSelect: () => setAsked({ act: 'remove', row }) },
      ];
    },
    [t, tRoles, mayWrite, onView, changeRole, resume],
  );
  return { asked, acts, itemsOf, onClose: () => setAsked(null) };
}

export function PersonDialogs({ asked, acts, onClose }: ReturnType<typeof usePersonActions>) {
  const t = useTranslations('people');
  if (!asked) return null;
  const { act, row } = asked;
  const words = { name: row.name, tenant: row.tenantName };
  const { run, pending } = acts[act];
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={t(`${act}Title`, words)}
      confirmLabel={t(act).replace('…', '')}
      danger
      pending={pending}
      onConfirm={() => run({ membershipId: row.membershipId })}
    >
      {t(`${act}Text`, words)}
    </ConfirmDialog>
  );
}
