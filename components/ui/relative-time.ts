const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const formats = new Map<string, Intl.RelativeTimeFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** "now", "12 s ago", "5 min ago", "yesterday", "12 Mar", "12 Mar 2024": short, without false precision. */
export function relativeTime(at: number, now: number, locale: string): string {
  if (Number.isNaN(at)) return '';
  const seconds = Math.round((at - now) / 1000);
  const distance = Math.abs(seconds);
  // The server's clock may be slightly ahead of the browser's.
  if (distance < 2) return relative(locale).format(0, 'second');
  if (distance < minute) return relative(locale).format(seconds, 'second');
  if (distance < hour) return relative(locale).format(Math.trunc(seconds / minute), 'minute');
  if (distance < day) return relative(locale).format(Math.trunc(seconds / hour), 'hour');
  if (distance < 7 * day) return relative(locale).format(Math.trunc(seconds / day), 'day');
  return date(locale, new Date(at).getFullYear() !== new Date(now).getFullYear()).format(at);
}

function relative(locale: string): Intl.RelativeTimeFormat {
  let format = formats.get(locale);
  if (!format) {
    format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
    formats.set(locale, format);
  }
  return format;
}

function date(locale: string, withYear: boolean): Intl.DateTimeFormat {
  const key = `${locale}${withYear}`;
  let format = dates.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      ...(withYear ? { year: 'numeric' } : {}),
    });
    dates.set(key, format);
  }
  return format;
}
