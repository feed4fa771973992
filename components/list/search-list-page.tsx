'use client';

import { useTranslations } from 'next-intl';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { Column } from '../ui/table';
import { CreateButton } from './create-button';
import { ListPage } from './list-page';
import { useSearchList } from './use-search-list';

interface Search {
  search: string;
}
type Asked<Row, Sort extends string> = Parameters<typeof useSearchList<Row, Search, Search, Sort, number>>[0];

interface SearchListPageProps<Row, Sort extends string> extends Omit<Asked<Row, Sort>, 'rowsBy'> {
  /** The area of the catalogue, and the name of the table in the export. */
  area: string;
  columns: Column<Row>[];
  /** Stands in the place of the rows when there are none. */
  icon: ReactElement;
  /** The dialog that adds to the list; null for who may not. */
  create: ((dialog: CreateDialog) => ReactNode) | null;
  children?: ReactNode;
}

interface CreateDialog {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Reads the list again. */
  reload: () => void;
}

/** A page that is one list with a search and a page for each row. */
export function SearchListPage<Row extends { id: string }, Sort extends string>({
  area,
  columns,
  icon,
  create,
  children,
  ...asked
}: SearchListPageProps<Row, Sort>) {
  const t = useTranslations(area);
  const [creating, setCreating] = useState(false);
  const { filter, setFilter, rows, feed, counts, reload } = useSearchList({ ...asked, rowsBy: (filter) => filter });
  const { search } = filter;
  const add = create ? <CreateButton label={t('create')} onClick={() => setCreating(true)} /> : undefined;
  return (
    <>
      <ListPage
        title={t('title')}
        count={counts}
        description={t('description')}
        actions={add}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        href={(row) => `${asked.address.path}/${row.id}`}
        feed={feed}
        search={{ value: search, onChange: (text) => setFilter({ search: text }), label: t('search') }}
        exportName={area}
        exportHref={`/api/export/${area}?${new URLSearchParams({ search })}`}
        empty={
          search
            ? { icon, title: t('noMatch'), text: t('noMatchText') }
            : { icon, title: t('empty'), text: t('emptyText'), action: add }
        }
      >
        {children ? <section className="mb-5">{children}</section> : null}
      </ListPage>
      {create?.({ open: creating, onOpenChange: setCreating, reload })}
    </>
  );
}
