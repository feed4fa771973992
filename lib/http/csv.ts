export type CsvValue = string | number | null;

/**
 * Formats one cell. A spreadsheet interprets text that starts with = + - @ (or a tab or return before them) as a
 * formula. Cells contain untrusted text, so such text is prefixed with an apostrophe. OWASP, "CSV Injection".
 */
export function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[\s\0]*[=+\-@＝＋－＠]/.test(value) || /^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",;\r\n\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Formats one line with its line end (RFC 4180). */
export function csvLine(cells: CsvValue[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** The start of a file: the byte order mark, without which Excel does not detect UTF-8, and the headings. */
export function headOfCsv(header: string[]): string {
  return `\uFEFF${csvLine(header)}`;
}

/** A whole file. */
export function toCsv(header: string[], rows: CsvValue[][]): string {
  return headOfCsv(header) + rows.map(csvLine).join('');
}
