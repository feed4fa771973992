// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are positioned, which table elements cannot be
import { phoneLayout } from './phone-layout';
import type { Column } from './types';

/** Two lines: the title with the column beside it, then the details. */
export function PhoneCells<T>({ columns, row }: { columns: Column<T>[]; row: T }) {
  const { title, aside, detail } = phoneLayout(columns);
  return (
    <div role="gridcell" tabIndex={-1} className="min-w-0 flex-1">
      <div className="flex items-center justify-between gap-3">
        <div className="flex min-w-0 items-center gap-2 truncate font-medium">
          {title.map((column) => (
            <span key={column.id} className="min-w-0 truncate">
              {column.cell(row)}
            </span>
          ))}
        </div>
        {aside.map((column) => (
          <div key={column.id} className="shrink-0 text-ink-3 text-xs">
            {column.cell(row)}
          </div>
        ))}
      </div>
      <div className="flex h-5 min-w-0 items-center gap-3 overflow-hidden text-ink-2 text-xs">
        {detail.map((column) => (
          <span key={column.id} className="min-w-0 shrink truncate first:shrink-0 first:max-w-[60%]">
            {column.cell(row)}
          </span>
        ))}
      </div>
    </div>
  );
}
