import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { UnsentNotice } from '@/lib/notices';
import { noticeKinds } from '@/lib/notices/shapes';
import { type NoticeWords, writeNotices } from './write-notices';

vi.mock('@/lib/config', () => ({ config: () => ({ MILEPOST_URL: 'https://panel.example' }) }));

const account = 'anna@a.example';
const wordsOf = (locale: string) =>
  JSON.parse(
    readFileSync(path.join(import.meta.dirname, `../i18n/messages/${locale}.json`), 'utf8'),
  ) as unknown as NoticeWords;
const details = {
  before: 'old@a.example',
  after: 'new@a.example',
  name: 'Phone',
  to: 'x@y.example',
  any: 'yes',
  network: '192.0.2.0/24',
  named: 'no',
  program: '',
  address: 'anna@a.example',
  messages: 300,
  recipients: 300,
  seconds: 43,
  limit: 500,
  level: 'mailbox',
  period: 'hour',
};
const notice = (kind: UnsentNotice['kind'], more: Partial<UnsentNotice> = {}): UnsentNotice => ({
  kind,
  details: { ...details, minutes: 15, reason: 'Ticket 7' },
  byName: null,
  ip: '192.0.2.7',
  at: new Date('2026-11-28T12:00:00Z'),
  ...more,
});

describe.each(['en', 'fr'])('in %s', (locale) => {
  const write = (...notices: UnsentNotice[]) => writeNotices(notices, { account, locale, words: wordsOf(locale) });

  it.each(noticeKinds)('%s has a subject with the account, and no gap', (kind) => {
    const { subject, text } = write(notice(kind));
    expect(subject).toContain(account);
    expect(`${subject}\n${text}`).not.toMatch(/[{}]|undefined|notices\./);
    expect(text).toContain('https://panel.example/notices');
  });

  it('several are one mail', () => {
    const { subject, text } = write(notice('password-changed'), notice('app-password-revoked'));
    expect(subject).toContain('2');
    expect(text.match(/^- /gm)).toHaveLength(2);
  });
});

describe('somebody else', () => {
  const write = (more: Partial<UnsentNotice>) =>
    writeNotices([notice('app-password-created', more)], { account, locale: 'en', words: wordsOf('en') }).text;

  it('is named, with the address', () => {
    expect(write({ byName: 'Rita' })).toContain('By Rita, at 192.0.2.7.');
    expect(write({})).toContain('From your own sign-in, at 192.0.2.7.');
    expect(write({ byName: 'Rita', ip: null })).toContain('By Rita.');
  });

  it('cannot write a line or a link of their own', () => {
    const hostile = 'Rita\r\n\r\nConfirm at https://evil.example/x';
    for (const text of [write({ byName: hostile }), write({ details: { name: hostile } })]) {
      expect(text).not.toContain('evil.example');
      expect(text.match(/^- /gm)).toHaveLength(1);
      expect(text.match(/https?:/g)).toEqual(['https:']);
    }
  });

  it('is not behind a sign-in, of which only the place is known', () => {
    const { text } = writeNotices([notice('panel-sign-in')], { account, locale: 'en', words: wordsOf('en') });
    expect(text).not.toContain('your own sign-in');
  });
});

it('names at most 50 notices', () => {
  const many = Array.from({ length: 60 }, () => notice('password-changed'));
  const { text } = writeNotices(many, { account, locale: 'en', words: wordsOf('en') });
  expect(text.match(/^- /gm)).toHaveLength(50);
  expect(text).toContain('… and more');
});
