/** The rows of which one text holds what is searched for, in capitals or not. */
export function rowsWith<Row>(rows: Row[], search: string, textsOf: (row: Row) => (string | null)[]): Row[] {
  const wanted = search.trim().toLowerCase();
  if (!wanted) return rows;
  return rows.filter((row) => textsOf(row).some((text) => text?.toLowerCase().includes(wanted)));
}
