export type CsvValue = string | number | null;

/**
 * One cell. A spreadsheet takes text that begins with = + - @ (or a tab or return before them) for a formula, and our
 * cells hold what strangers wrote: such text gets an apostrophe in front. OWASP, "CSV Injection".
 */
export function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[\s\0]*[=+\-@＝＋－＠]/.test(value) || /^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",;\r\n\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line, as RFC 4180 ends it. */
export function csvLine(cells: CsvValue[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** The start of a file: the byte order mark, without which Excel takes UTF-8 for something else, and the headings. */
export function headOfCsv(header: string[]): string {
  return `\uFEFF${csvLine(header)}`;
}

/** A whole file. */
export function toCsv(header: string[], rows: CsvValue[][]): string {
  return headOfCsv(header) + rows.map(csvLine).join('');
}
