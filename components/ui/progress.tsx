import { cn } from './cn';

/** A progress bar. With `alarm` it turns amber at 80 % and red at 95 %. */
export function Progress({
  value,
  max,
  label,
  alarm = false,
  className,
}: {
  value: number;
  max: number;
  label: string;
  alarm?: boolean;
  className?: string;
}) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  const tone = alarm && share >= 0.95 ? 'bg-bad' : alarm && share >= 0.8 ? 'bg-warn' : 'bg-accent';
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      className={cn('h-1.5 w-full min-w-10 overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={cn('h-full rounded-full transition-[width] duration-slow', tone)}
        // A value above zero always shows at least a sliver.
        style={{ width: share > 0 ? `max(2px, ${(share * 100).toFixed(2)}%)` : 0 }}
      />
    </div>
  );
}
