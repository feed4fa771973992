'use client';

import type { ReactNode } from 'react';
import { type Crumb, PageHeader } from '../ui/page-header';
import { List, type ListProps } from './list';

interface ListPageProps<Row> extends Omit<ListProps<Row>, 'label'> {
  title: string;
  description?: ReactNode;
  /** How many there are of all. */
  count?: number;
  actions?: ReactNode;
  crumbs?: Crumb[];
  /** The name of the table for a screen reader, where it is not the title. */
  label?: string;
  /** What stands between the heading and the table. */
  children?: ReactNode;
}

/** A page that is one list. */
export function ListPage<Row>({ title, description, count, actions, crumbs, children, ...list }: ListPageProps<Row>) {
  return (
    <>
      <PageHeader title={title} count={count} description={description} actions={actions} crumbs={crumbs} />
      {children}
      <List label={title} {...list} />
    </>
  );
}
