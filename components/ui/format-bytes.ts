const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

/** Units of 1024, as Dovecot counts quotas. */
export function formatBytes(value: number, locale: string): string {
  let amount = value;
  let unit = 0;
  while (Math.abs(amount) >= 1000 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  const text = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[unit] ?? 'byte',
    unitDisplay: unit === 0 ? 'narrow' : 'short',
    maximumFractionDigits: unit === 0 || Math.abs(amount) >= 100 ? 0 : 1,
  }).format(amount);
  // Only the narrow style says "B" instead of "byte". In some languages it omits the space that other units have.
  return text.replace(/(\d)(\p{L}+)$/u, '$1\u00a0$2');
}
