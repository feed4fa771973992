import type { Column } from './types';

type Placed = Pick<Column<unknown>, 'phone'>;

/** Columns shown on a phone when the table names none. */
const defaultColumns = 4;

/** Which columns go where in the two-line row of a phone. */
export function phoneLayout<C extends Placed>(columns: C[]): { title: C[]; aside: C[]; detail: C[] } {
  const chosen = columns.some(({ phone }) => phone === 'title');
  const title = columns.filter(({ phone }, index) => (chosen ? phone === 'title' : index === 0));
  const aside = columns.filter(({ phone }) => phone === 'aside');
  const isDetail = ({ phone }: Placed, index: number) =>
    phone === 'detail' || (phone === undefined && !chosen && index < defaultColumns);
  return {
    title,
    aside,
    detail: columns.filter((column, index) => !title.includes(column) && isDetail(column, index)),
  };
}
