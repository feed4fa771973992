import { expect, it } from 'vitest';
import { noDays, readDays, writeDays } from './day-range';

const read = (text: string) => readDays(new URLSearchParams(text));

it('is what was written', () => {
  const days = { from: '2026-11-01', to: '2026-11-28', zone: 'Europe/Vienna' };
  const params = new URLSearchParams();
  writeDays(params, days);
  expect(readDays(params)).toEqual(days);
  writeDays(params, noDays);
  expect(read('')).toEqual({ from: null, to: null, zone: 'UTC' });
});

it('is no filter if a day or the zone does not exist', () => {
  for (const text of [
    'from=2026-02-30',
    'from=yesterday',
    'to=1',
    'from=2026-01-01&zone=Mars/Base',
    'to=2026-01-01&zone=',
  ])
    expect(read(text), text).toEqual(noDays);
});
