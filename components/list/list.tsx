'use client';

import { useRouter } from 'next/navigation';
import { isValidElement, type ReactElement, type ReactNode } from 'react';
import { SearchField } from '../search-field';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { DataTable, type DataTableProps } from '../ui/table';

interface EmptyWords {
  icon: ReactNode;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
}

export interface ListProps<Row> extends Omit<DataTableProps<Row>, 'toolbar' | 'empty' | 'footer'> {
  /** The link of a row. Without it, rows do nothing when clicked unless `onRowClick` is set. */
  href?: (row: Row) => string | null;
  search?: { value: string; onChange: (value: string) => void; label: string; placeholder?: string };
  /** Shown beside the search, e.g. chips. */
  filters?: ReactNode;
  /** Shown instead of the rows when there are none. */
  empty?: EmptyWords | ReactElement | undefined;
  /** The "load more" button; null at the end. */
  more?: { label: string; loading?: boolean; onMore: () => void; variant?: 'ghost' } | null;
  footer?: ReactNode;
}

/** A table with its search, filters, empty state and "load more" button. */
export function List<Row>({ href, search, filters, empty, more, footer, ...table }: ListProps<Row>) {
  const router = useRouter();
  const open = (row: Row) => {
    const to = href?.(row);
    if (to) router.push(to as never);
  };
  return (
    <DataTable
      {...(href ? { onRowClick: open } : {})}
      {...table}
      toolbar={
        <>
          {search ? <SearchField {...search} placeholder={search.placeholder ?? search.label} /> : null}
          {filters}
        </>
      }
      empty={isValidElement(empty) ? empty : empty ? <Empty {...empty} /> : undefined}
      footer={
        more ? (
          <Button size="sm" variant={more.variant} pending={more.loading} onClick={more.onMore}>
            {more.label}
          </Button>
        ) : (
          footer
        )
      }
    />
  );
}

function Empty({ icon, title, text, action }: EmptyWords) {
  return (
    <EmptyState icon={icon} title={title} action={action}>
      {text}
    </EmptyState>
  );
}
