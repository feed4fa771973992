export { DataTable } from './data-table';
export type { Column } from './types';
