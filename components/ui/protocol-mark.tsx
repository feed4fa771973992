import { useTranslations } from 'next-intl';
import { cn } from './cn';

export type Protocol = 'imap' | 'pop3' | 'webmail' | 'submission' | 'sieve';

/*
 * Five glyphs that differ by shape first and by colour second. What the protocol does is what is drawn: IMAP looks both
 * ways, POP3 takes mail down and away, webmail is a window, submission sends upwards, ManageSieve filters.
 */
const glyphs: Record<Protocol, string> = {
  imap: 'M2.5 5.5h9M8.75 2.75 11.5 5.5 8.75 8.25M13.5 10.5h-9M7.25 7.75 4.5 10.5l2.75 2.75',
  pop3: 'M8 2v7.5M4.75 6.5 8 9.75 11.25 6.5M2.75 13.25h10.5',
  webmail: 'M2.5 3.5h11v9h-11zM2.5 6.25h11M4.75 9.25h3.5',
  submission: 'M13.5 2.5 7.25 8.75M13.5 2.5 9.75 13.5l-2.5-4.75L2.5 6.25z',
  sieve: 'M2.5 3h11L9.5 8v4.75l-3-1.5V8z',
};

const tones: Record<Protocol, string> = {
  imap: 'bg-imap-soft text-imap',
  pop3: 'bg-pop3-soft text-pop3',
  webmail: 'bg-webmail-soft text-webmail',
  submission: 'bg-submission-soft text-submission',
  sieve: 'bg-sieve-soft text-sieve',
};

const shapes: Record<Protocol, string> = {
  imap: 'rounded-sm',
  pop3: 'rounded-b-lg rounded-t-sm',
  webmail: 'rounded-none',
  submission: 'rounded-full',
  sieve: 'rounded-t-lg rounded-b-sm',
};

/** With `label` the name stands beside it; a `plain` mark is for where the name stands beside it already. */
export function ProtocolMark({
  protocol,
  label = false,
  plain = false,
  className,
}: {
  protocol: Protocol;
  label?: boolean;
  plain?: boolean;
  className?: string;
}) {
  const t = useTranslations('protocols');
  const mark = (
    <span
      className={cn('inline-grid size-5 shrink-0 place-items-center', tones[protocol], shapes[protocol])}
      {...(label || plain ? { 'aria-hidden': true } : { role: 'img', 'aria-label': t(protocol), title: t(protocol) })}
    >
      <svg
        viewBox="0 0 16 16"
        className="size-3.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden="true"
      >
        <path d={glyphs[protocol]} strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </span>
  );
  if (!label) return mark;
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap', className)}>
      {mark}
      {t(protocol)}
    </span>
  );
}
