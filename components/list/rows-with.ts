/** The rows in which one of the texts contains the search, ignoring case. */
export function rowsWith<Row>(rows: Row[], search: string, textsOf: (row: Row) => (string | null)[]): Row[] {
  const wanted = search.trim().toLowerCase();
  if (!wanted) return rows;
  return rows.filter((row) => textsOf(row).some((text) => text?.toLowerCase().includes(wanted)));
}
