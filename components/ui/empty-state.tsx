import type { ReactNode } from 'react';

/** Shown instead of an empty list: what would be here, and how to add it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center justify-center gap-2 px-6 py-14 text-center">
      {icon ? (
        <div
          aria-hidden
          className="mb-1 grid size-10 place-items-center rounded-lg border border-line bg-sunken text-ink-3 [&_svg]:size-5"
        >
          {icon}
        </div>
      ) : null}
      <p className="font-medium text-base text-ink">{title}</p>
      {children ? <div className="max-w-[52ch] text-pretty text-ink-2 text-sm">{children}</div> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}
