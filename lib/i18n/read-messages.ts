import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AbstractIntlMessages } from 'next-intl';
import type { Locale } from './locale';

const cache = new Map<Locale, Promise<AbstractIntlMessages>>();

/** The catalogue of one language. It is cached, except in development. */
export function readMessages(locale: Locale): Promise<AbstractIntlMessages> {
  const known = cache.get(locale);
  if (known && process.env.NODE_ENV !== 'development') return known;
  const read = readCatalogue(locale);
  cache.set(locale, read);
  return read;
}

async function readCatalogue(locale: Locale): Promise<AbstractIntlMessages> {
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/i18n/messages', `${locale}.json`);
  return JSON.parse(await readFile(file, 'utf8')) as AbstractIntlMessages;
}
