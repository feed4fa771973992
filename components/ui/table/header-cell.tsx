// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are positioned, which table elements cannot be
import { ArrowDown, ArrowUp } from 'lucide-react';
import { cn } from '../cn';
import type { Column } from './types';

export function HeaderCell<T>({
  column,
  direction,
  onSort,
}: {
  column: Column<T>;
  direction: { desc: boolean } | undefined;
  /** Null when the table cannot sort by it. */
  onSort: (() => void) | null;
}) {
  const classes = 'flex h-full w-full min-w-0 items-center gap-1 px-3 font-medium text-ink-3 text-xs';
  const Arrow = direction?.desc ? ArrowDown : ArrowUp;
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      aria-sort={direction ? (direction.desc ? 'descending' : 'ascending') : onSort ? 'none' : undefined}
      className="min-w-0"
    >
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className={cn(classes, '-outline-offset-2 hover:text-ink', column.align === 'right' && 'flex-row-reverse')}
        >
          <span className="truncate">{column.header}</span>
          {direction ? <Arrow aria-hidden className="size-3 shrink-0 text-accent" /> : null}
        </button>
      ) : (
        <span className={cn(classes, column.align === 'right' && 'justify-end')}>
          <span className="truncate">{column.header}</span>
        </span>
      )}
    </div>
  );
}
