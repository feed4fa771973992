'use client';

import { Inbox } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import { restoreActions } from '@/app/restore-actions';
import { useDeviceWords } from '@/components/devices/words';
import { RestoreDialog } from '@/components/restore/restore-dialog';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { Taker } from '@/lib/devices/shapes';
import { readTakersAction } from '../actions';

/** The list is empty before the log has told who emptied it. */
const readAfterMs = [0, 3_000, 15_000];

/** An empty Inbox says who emptied it, if that was a program, and offers to restore what it took. */
export function EmptyInbox() {
  const t = useTranslations('mail.list');
  const [takers, setTakers] = useState<Taker[]>([]);
  const [restoring, setRestoring] = useState(false);
  const read = useCallback(async () => {
    const answer = await readTakersAction(undefined).catch(() => null);
    return answer?.ok ? answer.data : [];
  }, []);
  useEffect(() => {
    let over = false;
    const timers = readAfterMs.map((after) =>
      setTimeout(async () => {
        const found = await read();
        if (!over) setTakers(found);
      }, after),
    );
    return () => {
      over = true;
      for (const timer of timers) clearTimeout(timer);
    };
  }, [read]);
  const [first] = takers;
  if (!first) {
    return (
      <EmptyState icon={<Inbox />} title={t('emptyTitle')}>
        {t('emptyInbox')}
      </EmptyState>
    );
  }
  return (
    <>
      <EmptyState
        icon={<Inbox />}
        title={t('emptyTitle')}
        action={<Button onClick={() => setRestoring(true)}>{t('taken.restore')}</Button>}
      >
        {takers.map((taker) => (
          <span key={`${taker.deviceId} ${taker.protocol}`} className="block">
            <TakenBy taker={taker} />
          </span>
        ))}
        <span className="mt-1 block">{t('emptyInbox')}</span>
      </EmptyState>
      {restoring && (
        <RestoreDialog
          mailboxId={first.mailboxId}
          deviceIds={takers.map(({ deviceId }) => deviceId)}
          title={t('taken.title')}
          actions={restoreActions}
          onClose={() => {
            setRestoring(false);
            void read().then(setTakers);
          }}
        />
      )}
    </>
  );
}

/** "Outlook on 203.0.113.7 removed 12 messages by POP3 since Monday." */
function TakenBy({ taker }: { taker: Taker }) {
  const t = useTranslations('mail.list');
  const { name, t: devices } = useDeviceWords();
  const format = useFormatter();
  const since = new Date(taker.since);
  const today = since.toDateString() === new Date().toDateString();
  return t(taker.remoteIp ? 'taken.by' : 'taken.byUnknown', {
    device: name(taker),
    ip: taker.remoteIp ?? '',
    count: taker.count,
    protocol: devices(`protocol.${taker.protocol}`),
    since: today
      ? format.dateTime(since, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
      : format.dateTime(since, { weekday: 'long' }),
  });
}
