'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { trailHref } from '@/components/sessions/story-list';
import { useSessionWords } from '@/components/sessions/words';
import { HeadCells } from '@/components/ui/head-cells';
import { ScrollRegion } from '@/components/ui/scroll-region';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import type { Evidence, HabitKind } from '@/lib/devices/shapes';
import type { DeviceReads } from './actions';
import { useDeviceWords } from './words';

/** The evidence for a habit: its sessions, and the removed messages with how long they had been on the server. */
export function EvidenceTable({
  deviceId,
  kind,
  read,
}: {
  deviceId: string;
  kind: HabitKind;
  read: DeviceReads['evidence'];
}) {
  const { t, duration } = useDeviceWords();
  const words = useSessionWords();
  const [evidence, setEvidence] = useState<Evidence | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let over = false;
    read({ deviceId, kind }).then((answer) => {
      if (over) return;
      if (answer.ok) setEvidence(answer.data);
      else setFailed(true);
    });
    return () => {
      over = true;
    };
  }, [deviceId, kind, read]);
  if (failed) {
    return (
      <p role="alert" className="px-3 pb-3 text-bad">
        {t('evidence.failed')}
      </p>
    );
  }
  if (!evidence) return <SkeletonRows rows={3} />;
  return (
    <div className="border-line border-t px-3 py-2">
      {evidence.removals.length > 0 && (
        <>
          <p className="mb-1 font-medium text-xs">{t('evidence.messages', { count: evidence.removals.length })}</p>
          <ul className="mb-3 max-h-48 overflow-y-auto text-xs">
            {evidence.removals.map((message) => (
              <li key={message.id} className="flex gap-2 py-0.5">
                <span className="min-w-0 flex-1 truncate">
                  {message.messageId ? (
                    <Link
                      className="text-accent hover:underline"
                      href={trailHref(message.messageId, evidence.device.mailboxId)}
                    >
                      {message.subject || t('day.noSubject')}
                    </Link>
                  ) : (
                    message.subject || t('day.noSubject')
                  )}
                </span>
                <span className="shrink-0 text-ink-2">
                  {message.keptDays === null
                    ? t('evidence.keptUnknown')
                    : t('evidence.kept', { duration: duration(message.keptDays * 86_400) })}
                </span>
                <Time value={message.at} className="shrink-0 text-ink-3" />
              </li>
            ))}
          </ul>
        </>
      )}
      <ScrollRegion
        label={t('evidence.sessions', { count: evidence.sessions.length })}
        className="max-h-72 overflow-auto"
      >
        <table className="w-full text-left text-xs">
          <caption className="pb-1 text-left font-medium">
            {t('evidence.sessions', { count: evidence.sessions.length })}
          </caption>
          <thead className="text-ink-3">
            <tr>
              <HeadCells
                columns={['when', 'gap', 'lasted', 'fetched', 'removed', 'from', 'how']}
                label={(column) => t(`evidence.column.${column}`)}
                className="whitespace-nowrap py-1 pr-3 font-medium"
              />
            </tr>
          </thead>
          <tbody className="tabular-nums">
            {evidence.sessions.map((session) => (
              <tr key={session.id} className="border-line border-t">
                <td className="whitespace-nowrap py-1 pr-3">
                  <Time value={session.startedAt} />
                </td>
                <td className="whitespace-nowrap py-1 pr-3">
                  {session.gapSeconds === null ? '–' : duration(session.gapSeconds)}
                </td>
                <td className="whitespace-nowrap py-1 pr-3">
                  {session.endedAt
                    ? duration((Date.parse(session.endedAt) - Date.parse(session.startedAt)) / 1000)
                    : t('day.stillOpen')}
                </td>
                <td className="py-1 pr-3">{session.fetched ?? t('notRecorded')}</td>
                <td className="py-1 pr-3">{session.removed}</td>
                <td className="mono py-1 pr-3">{session.remoteIp}</td>
                <td className="whitespace-nowrap py-1">{words.transport(session)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}
