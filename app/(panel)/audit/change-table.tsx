'use client';

import { useLocale, useTranslations } from 'next-intl';
import { formatBytes } from '@/components/ui/format-bytes';
import { Time } from '@/components/ui/time';

type Fields = Record<string, unknown>;

/** The recorded fields of an entry's object, before and after where both are known. */
export function ChangeTable({ before, after }: { before: unknown; after: unknown }) {
  const t = useTranslations('audit');
  const was = fields(before);
  const is = fields(after);
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  if (names.length === 0) return <p className="mt-6 text-ink-3">{t('sheet.none')}</p>;
  const both = Object.keys(was).length > 0 && Object.keys(is).length > 0;
  return (
    <table className="mt-6 w-full table-fixed border-collapse text-left text-sm">
      <caption className="mb-2 text-left font-semibold">{both ? t('sheet.changes') : t('sheet.details')}</caption>
      <thead>
        <tr className="border-line border-b text-ink-3 text-xs">
          <th scope="col" className="py-1.5 pr-3 font-medium">
            {t('sheet.field')}
          </th>
          {Object.keys(was).length > 0 ? (
            <th scope="col" className="py-1.5 pr-3 font-medium">
              {t('sheet.before')}
            </th>
          ) : null}
          {Object.keys(is).length > 0 ? (
            <th scope="col" className="py-1.5 font-medium">
              {t('sheet.after')}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name} className="border-line border-b align-top last:border-0">
            <th scope="row" className="break-words py-1.5 pr-3 font-normal text-ink-2">
              {/^[a-zA-Z]+$/.test(name) && t.has(`field.${name}`) ? t(`field.${name}`) : name}
            </th>
            {Object.keys(was).length > 0 ? (
              <td className="break-words py-1.5 pr-3 text-ink-2">
                <Value name={name} value={was[name]} />
              </td>
            ) : null}
            {Object.keys(is).length > 0 ? (
              <td className="break-words py-1.5">
                <Value name={name} value={is[name]} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ name, value }: { name: string; value: unknown }) {
  const t = useTranslations('audit');
  const locale = useLocale();
  if (value === undefined || value === null || value === '') return '–';
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  if (/bytes$/i.test(name) && Number.isFinite(Number(value))) return formatBytes(Number(value), locale);
  if (typeof value === 'number') return value.toLocaleString(locale);
  if (typeof value === 'string') {
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? <Time value={value} exact /> : value;
  }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ');
  return <code className="mono break-all">{JSON.stringify(value)}</code>;
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
