import { expect, it } from 'vitest';
import { mailboxSnapshot } from './snapshot';

const row = {
  localPart: 'anna',
  passwordHash: '{ARGON2ID}x',
  quotaBytes: '1000',
  usedMessages: 3,
  mainPassword: false,
  pop3KeepDays: 14,
  suspendedAt: null,
  suspendReason: null,
  locale: 'fr',
  node: 'mx1',
  createdAt: '2026-01-02T03:04:05.000Z',
};

it('restores the protocols that a removed mailbox had', () => {
  expect(mailboxSnapshot.parse({ ...row, protocols: ['imap', 'sieve'] })).toEqual({
    ...row,
    protocols: ['imap', 'sieve'],
  });
  expect(mailboxSnapshot.parse({ ...row, protocols: [] })).toEqual({ ...row, protocols: [] });
});

it('reads an earlier snapshot with a column for each protocol', () => {
  const earlier = { imap: true, pop3: false, webmail: true, submission: false, sieve: true };
  expect(mailboxSnapshot.parse({ ...row, ...earlier })).toEqual({ ...row, protocols: ['imap', 'webmail', 'sieve'] });
});

it('refuses anything else', () => {
  expect(mailboxSnapshot.safeParse(undefined).success).toBe(false);
  expect(mailboxSnapshot.safeParse({ ...row, protocols: ['gopher'] }).success).toBe(false);
});
