'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Checkbox } from '@/components/ui/field';
import { ScrollRegion } from '@/components/ui/scroll-region';
import type { RemovedMessages } from '@/lib/trail/shapes';
import { chosenOf, withChosen } from './choice';

type Rows = RemovedMessages['rows'];

/** The removed messages by day. Each, a day, or all can be left where they are. */
export function RemovedChoice({
  rows,
  left,
  onLeft,
}: {
  rows: Rows;
  left: ReadonlySet<string>;
  onLeft: (left: ReadonlySet<string>) => void;
}) {
  const t = useTranslations('restore');
  const format = useFormatter();
  const days = useMemo(
    () => [...Map.groupBy(rows, ({ at }) => format.dateTime(new Date(at), { dateStyle: 'full' }))],
    [rows, format],
  );
  const toggle = (some: Rows) => (on: boolean) => onLeft(withChosen(left, some, on));
  return (
    <>
      <Checkbox
        label={t('all', { count: rows.length })}
        checked={chosenOf(left, rows)}
        onCheckedChange={toggle(rows)}
      />
      <ScrollRegion label={t('list')} className="max-h-80 overflow-y-auto rounded-md border border-line">
        {days.map(([day, ofDay]) => (
          <section key={day}>
            <div className="sticky top-0 border-line border-b bg-sunken px-3 py-1.5">
              <Checkbox
                label={t('ofDay', { day, count: ofDay.length })}
                checked={chosenOf(left, ofDay)}
                onCheckedChange={toggle(ofDay)}
              />
            </div>
            <ul>
              {ofDay.map((row) => (
                <li key={row.id} className="border-line border-b px-3 py-1.5 last:border-b-0">
                  <Checkbox
                    checked={!left.has(row.id)}
                    onCheckedChange={toggle([row])}
                    label={
                      <>
                        <span className="block break-words">{row.subject || t('noSubject')}</span>
                        <span className="block break-words text-ink-3 text-xs">
                          {[
                            row.sender,
                            t('removedAt', {
                              at: format.dateTime(new Date(row.at), {
                                hour: '2-digit',
                                minute: '2-digit',
                                hourCycle: 'h23',
                              }),
                            }),
                          ]
                            .filter(Boolean)
                            .join(' · ')}
                        </span>
                      </>
                    }
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </ScrollRegion>
    </>
  );
}
