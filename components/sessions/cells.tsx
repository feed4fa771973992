'use client';

import { Eye, KeyRound, LockKeyhole, LockKeyholeOpen, Scissors } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Bytes } from '@/components/ui/bytes';
import { Tooltip } from '@/components/ui/tooltip';
import type { SessionRow } from '@/lib/activity/shapes';
import { hasFlag, removals } from './filter';
import { useSessionWords } from './words';

/** The client program, or that it sent no ID. Never guessed. */
export function ClientName({ row }: { row: Pick<SessionRow, 'protocol' | 'clientName' | 'clientVersion'> }) {
  const t = useTranslations('sessions');
  const words = useSessionWords();
  if (row.clientName || row.protocol === 'webmail') {
    return (
      <span className="truncate" title={words.client(row)}>
        {row.protocol === 'webmail' ? (
          words.client(row)
        ) : (
          <>
            {row.clientName} <span className="text-ink-2">{row.clientVersion}</span>
          </>
        )}
      </span>
    );
  }
  const absent = <span className="truncate text-ink-3 italic">{t('client.notSent')}</span>;
  return row.protocol === 'pop3' ? <Tooltip content={t('client.notSentPop3')}>{absent}</Tooltip> : absent;
}

/** How the connection is protected; protocol and cipher on hover. */
export function Transport({
  row,
  short = false,
}: {
  row: Pick<SessionRow, 'transport' | 'tlsProtocol' | 'tlsCipher'>;
  /** For columns whose header already says TLS. */
  short?: boolean;
}) {
  const t = useTranslations('sessions');
  const words = useSessionWords();
  const text = words.transport(row);
  if (row.transport === 'clear') {
    return (
      <Tooltip content={t('flag.clearHint')}>
        <span className="inline-flex items-center gap-1 text-bad">
          <LockKeyholeOpen size={13} aria-hidden="true" />
          {short ? t('transport.clearShort') : text}
        </span>
      </Tooltip>
    );
  }
  const hint =
    row.transport === 'secured'
      ? t('transport.securedHint')
      : t('transport.tlsHint', { protocol: text, cipher: row.tlsCipher ?? t('transport.unknown') });
  return (
    <Tooltip content={hint}>
      <span className="inline-flex items-center gap-1 text-ink-2">
        {row.transport === 'tls' && <LockKeyhole size={13} aria-hidden="true" />}
        {short && row.transport === 'tls' ? text.replace(/^TLS (?=.)/, '') : text}
      </span>
    </Tooltip>
  );
}

/** The credential of the sign-in; an app password by its name. */
export function Credential({ row }: { row: Pick<SessionRow, 'credential' | 'credentialLabel'> }) {
  const t = useTranslations('sessions.credential');
  const words = useSessionWords();
  const text = words.credential(row);
  return (
    <span className={row.credential ? '' : 'text-ink-3'} title={text}>
      {row.credentialLabel ? (
        <>
          <span className="text-ink-3">{t('appShort')}</span> {row.credentialLabel}
        </>
      ) : (
        text
      )}
    </span>
  );
}

/** Warnings: clear text, the main password, mail removed from the server. */
export function Flags({ row }: { row: SessionRow }) {
  const t = useTranslations('sessions');
  const removed = removals(row);
  return (
    <span className="inline-flex items-center gap-2">
      {hasFlag(row, 'clear') && (
        <Mark label={t('flag.clear')} hint={t('flag.clearHint')} tone="text-bad">
          <LockKeyholeOpen size={14} aria-hidden="true" />
        </Mark>
      )}
      {hasFlag(row, 'main') && (
        <Mark label={t('flag.main')} hint={t('flag.mainHint')} tone="text-warn">
          <KeyRound size={14} aria-hidden="true" />
        </Mark>
      )}
      {hasFlag(row, 'takes') && (
        <Mark label={t('flag.takes')} hint={t('flag.takesHint', { count: removed })} tone="text-bad">
          <Scissors size={14} aria-hidden="true" />
          <span className="tabular-nums">{t('flag.removed', { count: removed })}</span>
        </Mark>
      )}
      {row.seenBy === 'who' && (
        <Mark label={t('story.adopted')} hint={t('flag.adoptedHint')} tone="text-ink-2">
          <Eye size={14} aria-hidden="true" />
        </Mark>
      )}
    </span>
  );
}

function Mark({
  label,
  hint,
  tone,
  children,
}: {
  label: string;
  hint: string;
  tone: string;
  children: React.ReactNode;
}) {
  return (
    <Tooltip content={hint}>
      <span role="img" aria-label={label} className={`inline-flex items-center gap-1 text-xs ${tone}`}>
        {children}
      </span>
    </Tooltip>
  );
}

/** Bytes in both directions, which Dovecot reports at the end of a session. */
export function Traffic({ row }: { row: Pick<SessionRow, 'bytesIn' | 'bytesOut' | 'endedAt'> }) {
  const t = useTranslations('sessions');
  if (row.bytesIn === null && row.bytesOut === null) {
    return (
      <Tooltip content={row.endedAt ? t('unknown') : t('traffic.atEnd')}>
        <span className="text-ink-3">–</span>
      </Tooltip>
    );
  }
  return (
    <span className="whitespace-nowrap tabular-nums">
      <span className="text-ink-3">↑</span> <Bytes value={row.bytesIn ?? 0} /> <span className="text-ink-3">↓</span>{' '}
      <Bytes value={row.bytesOut ?? 0} />
    </span>
  );
}
