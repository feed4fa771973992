import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from './badge';
import { cn } from './cn';

const looks: Record<Tone, { icon: typeof Info; className: string }> = {
  neutral: { icon: Info, className: 'bg-sunken text-ink-2 border-line' },
  accent: { icon: Info, className: 'bg-accent-soft text-accent border-accent/25' },
  good: { icon: CircleCheck, className: 'bg-good-soft text-good border-good/25' },
  warn: { icon: TriangleAlert, className: 'bg-warn-soft text-warn border-warn/30' },
  bad: { icon: CircleAlert, className: 'bg-bad-soft text-bad border-bad/30' },
};

/** A message inside the page that must not be overlooked. */
export function Notice({
  tone = 'neutral',
  action,
  className,
  children,
}: {
  tone?: Tone;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const { icon: Icon, className: look } = looks[tone];
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={cn('flex items-start gap-2.5 rounded-md border px-3 py-2 text-sm', look, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 break-words">{children}</div>
      {action}
    </div>
  );
}
