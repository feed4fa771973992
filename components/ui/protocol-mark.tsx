import { useTranslations } from 'next-intl';
import { protocolLooks } from '@/components/protocols';
import type { Protocol } from '@/lib/protocols/values';
import { cn } from './cn';

/** `label` adds the name. `plain` is for places where the name is already shown. */
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
  const { tone, outline, glyph } = protocolLooks[protocol];
  const mark = (
    <span
      className={cn('inline-grid size-5 shrink-0 place-items-center', tone, outline)}
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
        <path d={glyph} strokeLinecap="round" strokeLinejoin="round" />
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
