import { Send } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import type { SentRow } from '@/lib/activity/shapes';
import { sentHref } from './filter';

/** How a message went out, above what happened to it in the mailboxes here. */
export function SentLinks({ rows }: { rows: SentRow[] }) {
  const t = useTranslations('trail.outgoing');
  if (rows.length === 0) return null;
  return (
    <ul className="mb-6 flex max-w-3xl flex-col gap-1.5">
      {rows.map((row) => (
        <li key={row.id} className="flex items-center gap-2">
          <Send size={14} aria-hidden className="text-ink-3" />
          <Link href={sentHref(row.id)} className="text-accent hover:underline">
            {row.account ? t('sentOn', { account: row.account }) : t('sentByHost')}
          </Link>
          <Time value={row.at} className="text-ink-3" />
        </li>
      ))}
    </ul>
  );
}
