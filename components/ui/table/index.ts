export { DataTable } from './data-table';
export type { Column, DataTableProps } from './types';
