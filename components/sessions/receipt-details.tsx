'use client';

import { CircleCheck, CircleX, Hourglass, ShieldBan } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { Time } from '@/components/ui/time';
import type { DisconnectReceipt, ReceiptLine } from '@/lib/sessions/shapes';
import type { DisconnectActions, Receipt } from './disconnect-actions';
import { LineReturn } from './line-return';
import { useSessionWords } from './words';

/** The result of a disconnect: how many ended, what was revoked, whether any reconnected, and each connection. */
export function ReceiptDetails({
  receipt: { receipt, lines },
  revokeReturned,
}: {
  receipt: Receipt;
  /** Absent for those who may not disconnect. */
  revokeReturned?: DisconnectActions['revokeReturned'];
}) {
  const t = useTranslations('sessions.receipt');
  const { total, done, disconnected, finishedAt, checkedAt, returned } = receipt;
  const all = disconnected === total;
  return (
    <div className="flex flex-col gap-3 text-sm">
      {finishedAt ? (
        <Notice tone={all ? 'good' : disconnected === 0 ? 'bad' : 'warn'}>
          {all
            ? t('done', { count: total })
            : t('partly', { count: total, ended: disconnected, failed: total - disconnected })}{' '}
          {checkedAt ? (
            t.rich('checked', { time: () => <Time value={checkedAt} exact /> })
          ) : (
            <span>{t('unchecked')}</span>
          )}
        </Notice>
      ) : (
        <Progress value={done} max={total} label={t('working', { done, count: total })} />
      )}
      {finishedAt && returned > 0 && <Notice tone="warn">{t('reconnected', { count: returned })}</Notice>}
      <RevokedList revoked={receipt.revoked} />
      <ul className="divide-y divide-line overflow-hidden rounded-md border border-line">
        {lines.map((line) => (
          <Line key={line.number} line={line}>
            {line.back && (
              <LineReturn disconnectId={receipt.id} number={line.number} back={line.back} revoke={revokeReturned} />
            )}
          </Line>
        ))}
      </ul>
    </div>
  );
}

function RevokedList({ revoked }: { revoked: DisconnectReceipt['revoked'] }) {
  const t = useTranslations('sessions.receipt');
  const refusal = useTranslations('refusal');
  if (revoked.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5">
      {revoked.map((one) => (
        <li key={`${one.kind} ${one.label} ${one.address}`} className="flex items-start gap-2">
          <ShieldBan aria-hidden className={`mt-0.5 size-4 shrink-0 ${one.at ? 'text-good' : 'text-bad'}`} />
          <span className="min-w-0">
            {one.at
              ? t(`revoked.${one.kind}`, { label: one.label, address: one.address ?? '' })
              : t('revoked.failed', { label: one.label, why: one.why && refusal.has(one.why) ? refusal(one.why) : '' })}
            {one.at && (
              <span className="block text-ink-2 text-xs">
                {one.checkedAt
                  ? t.rich('revoked.checked', { time: () => <Time value={one.checkedAt ?? ''} exact /> })
                  : t('revoked.unchecked')}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Line({ line, children }: { line: ReceiptLine; children: ReactNode }) {
  const t = useTranslations('sessions');
  const words = useSessionWords();
  const { outcome, endedAt } = line;
  const Icon = outcome === null ? Hourglass : endedAt ? CircleCheck : CircleX;
  const tone = outcome === null ? 'text-ink-3' : endedAt ? 'text-good' : 'text-bad';
  const why = outcome && t.has(`why.${outcome}`) ? t(`why.${outcome}`) : outcome;
  return (
    <li className="flex items-center gap-2 px-3 py-1.5">
      <ProtocolMark protocol={line.protocol} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-mono text-[12.5px]">{line.address}</span>
        <span className="block text-ink-2 text-xs">
          {[words.client(line), line.remoteIp, words.credential(line)].filter(Boolean).join(' · ')}
        </span>
        <span className={`flex items-center gap-1 text-xs ${tone}`}>
          <Icon size={14} aria-hidden="true" />
          {outcome === null
            ? t('receipt.waiting')
            : outcome === 'ended'
              ? t('disconnectDialog.rowDisconnected')
              : t(endedAt ? 'receipt.rowGone' : 'disconnectDialog.rowFailed', { why: why ?? '' })}
        </span>
        {children}
      </span>
      {endedAt && <Time value={endedAt} exact className="shrink-0 text-ink-3 text-xs" />}
    </li>
  );
}
