import { Columns3 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../button';
import { Menu, type MenuItem } from '../menu';
import type { Column } from './types';
import { type Visibility, withColumnToggled } from './use-column-choice';

interface Props<T> {
  columns: Column<T>[];
  visibility: Visibility;
  onVisibility: (visibility: Visibility) => void;
  /** Columns to sort by, for phones, which show no headers. */
  sortable: Column<T>[];
  sortedBy: string | undefined;
  onSort: (id: string) => void;
}

/** Chooses the visible columns and, on a phone, the sort column. */
export function ColumnsMenu<T>({ columns, visibility, onVisibility, sortable, sortedBy, onSort }: Props<T>) {
  const t = useTranslations('table');
  const isShown = ({ id }: Column<T>) => visibility[id] !== false;
  const shownCount = columns.filter(isShown).length;
  const sortItems = sortable.map((column) => ({
    label: column.header,
    checked: sortedBy === column.id,
    onSelect: () => onSort(column.id),
  }));
  const columnItems = columns.map((column) => ({
    label: column.header,
    checked: isShown(column),
    disabled: shownCount === 1 && isShown(column),
    onSelect: () => onVisibility(withColumnToggled(visibility, column.id)),
  }));
  const items: MenuItem[] = [{ heading: t('columns') }, ...columnItems];
  if (sortItems.length > 0) items.unshift({ heading: t('sortBy') }, ...sortItems);
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t('columns')} title={t('columns')}>
          <Columns3 aria-hidden />
        </Button>
      }
      items={items}
    />
  );
}
