import type { Column } from './types';

export const headerHeight = 32;
const rowHeight = 32;
const phoneRowHeight = 56;
const checkboxWidth = 36;
const defaultWidth = 120;

export interface Layout {
  rowHeight: number;
  /** The CSS grid of a row; null on a phone. */
  template: string | null;
  minWidth: number | undefined;
}

export function tableLayout<C extends Pick<Column<unknown>, 'width'>>(
  columns: C[],
  { narrow, selectable }: { narrow: boolean; selectable: boolean },
): Layout {
  if (narrow) return { rowHeight: phoneRowHeight, template: null, minWidth: undefined };
  const widths = columns.map(({ width }) => width ?? defaultWidth);
  const tracks = widths.map((width) => `minmax(${width}px, ${width}fr)`);
  const checkbox = selectable ? checkboxWidth : 0;
  return {
    rowHeight,
    template: (selectable ? [`${checkboxWidth}px`, ...tracks] : tracks).join(' '),
    minWidth: widths.reduce((sum, width) => sum + width, checkbox),
  };
}
