import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { noticeKinds, signInKinds } from './shapes';

const messages = path.join(import.meta.dirname, '../i18n/messages');

test.each(readdirSync(messages))('%s has a subject and a sentence for every kind and for no other', (catalogue) => {
  const { notices } = JSON.parse(readFileSync(path.join(messages, catalogue), 'utf8')) as {
    notices: { kind: Record<string, Record<string, string>> };
  };
  expect(Object.keys(notices.kind).sort()).toEqual([...noticeKinds].sort());
  for (const [kind, words] of Object.entries(notices.kind)) {
    expect(Object.keys(words).sort(), kind).toEqual(['subject', 'text']);
    expect(words.subject, kind).toContain('{account}');
    expect(words.text, kind).toMatch(/\.$|\}$/);
  }
});

test('a kind is declared once', () => {
  expect(new Set(noticeKinds).size).toBe(noticeKinds.length);
  expect(signInKinds.filter((kind) => !noticeKinds.includes(kind))).toEqual([]);
});
