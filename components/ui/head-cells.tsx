/** The header cells of a plain table. */
export function HeadCells<Name extends string>({
  columns,
  label,
  className = 'px-3 py-1.5 font-medium',
}: {
  columns: readonly Name[];
  label: (column: Name) => string;
  className?: string;
}) {
  return columns.map((column) => (
    <th key={column} scope="col" className={className}>
      {label(column)}
    </th>
  ));
}
