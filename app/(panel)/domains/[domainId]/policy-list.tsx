'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { PolicyRow } from '@/lib/retention/shapes';

/** The retention policies of a domain. */
export function PolicyList({ domainId, policies }: { domainId: string; policies: PolicyRow[] }) {
  const t = useTranslations('domains');
  const retention = useTranslations('retention');
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-2 text-sm">{t('retentionText')}</p>
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line empty:hidden">
        {policies.map((policy) => (
          <li key={policy.id} className="px-3 py-2">
            <Link href={`/retention/${policy.id}`} className="font-medium text-accent hover:underline">
              {policy.name}
            </Link>
            <span className="ml-3 text-ink-2 text-sm">
              {retention('rule', { folder: policy.folder, days: policy.olderThanDays })}
            </span>
          </li>
        ))}
      </ul>
      <div>
        <Button asChild>
          <Link href={`/retention?domain=${domainId}`}>{t('toRetention')}</Link>
        </Button>
      </div>
    </div>
  );
}
