'use client';

import type { ReactNode } from 'react';
import { type Crumb, PageHeader } from '../ui/page-header';
import { List, type ListProps } from './list';

interface ListPageProps<Row> extends Omit<ListProps<Row>, 'label'> {
  title: string;
  description?: ReactNode;
  /** The total count. */
  count?: number;
  actions?: ReactNode;
  crumbs?: Crumb[];
  /** The table's name for screen readers; by default the title. */
  label?: string;
  /** Shown between the heading and the table. */
  children?: ReactNode;
}

/** A page with one list. */
export function ListPage<Row>({ title, description, count, actions, crumbs, children, ...list }: ListPageProps<Row>) {
  return (
    <>
      <PageHeader title={title} count={count} description={description} actions={actions} crumbs={crumbs} />
      {children}
      <List label={title} {...list} />
    </>
  );
}
