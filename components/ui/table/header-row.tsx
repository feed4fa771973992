// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are positioned, which table elements cannot be
import { useTranslations } from 'next-intl';
import { Checkbox } from '../field';
import { HeaderCell } from './header-cell';
import { headerHeight } from './layout';
import type { Column, Sort } from './types';
import type { RowSelection } from './use-row-selection';

interface Props<T> {
  columns: Column<T>[];
  /** Null on a phone, where only screen readers get the headers. */
  template: string | null;
  selection: RowSelection;
  sorting: Sort[];
  canSort: (column: Column<T>) => boolean;
  sortBy: (id: string) => void;
}

export function HeaderRow<T>({ columns, template, selection, sorting, canSort, sortBy }: Props<T>) {
  const t = useTranslations('table');
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={1}
      className={template ? 'sticky top-0 z-10 grid border-line border-b bg-sunken' : 'sr-only'}
      style={template ? { gridTemplateColumns: template, height: headerHeight } : undefined}
    >
      {selection.enabled ? (
        <div role="columnheader" tabIndex={-1} className="grid place-items-center">
          <Checkbox
            aria-label={t('selectAll')}
            checked={selection.checked}
            onCheckedChange={(all) => (all ? selection.selectAll() : selection.clear())}
          />
        </div>
      ) : null}
      {columns.map((column) => (
        <HeaderCell
          key={column.id}
          column={column}
          direction={sorting.find((sort) => sort.id === column.id)}
          onSort={canSort(column) ? () => sortBy(column.id) : null}
        />
      ))}
    </div>
  );
}
