import { describe, expect, it } from 'vitest';
import { isMeant } from './disconnect-clients';

const imap = { protocol: 'imap' as const, credential: 'ap1' };
const webmail = { protocol: 'webmail' as const, credential: 'web1' };

describe('a protocol that was switched off', () => {
  it.each([
    [['pop3'] as const, 'pop3', undefined, true],
    [['pop3'] as const, 'imap', undefined, false],
    [['sieve'] as const, 'managesieve', undefined, true],
    [['webmail'] as const, 'imap', imap, false],
    [['webmail'] as const, 'imap', webmail, true],
    // The log does not show yet which of the two it is.
    [['webmail'] as const, 'imap', undefined, true],
    [['imap'] as const, 'imap', webmail, false],
    [['imap', 'pop3'] as const, 'doveadm', undefined, false],
  ])('%j and a connection of %s known as %o: %s', (protocols, service, known, meant) => {
    expect(isMeant({ protocols: [...protocols] }, service, known)).toBe(meant);
  });
});

describe('an app password that was revoked', () => {
  it.each([
    ['imap', imap, true],
    ['imap', { ...imap, credential: 'main' }, false],
    ['imap', { ...imap, credential: null }, true],
    ['pop3', undefined, true],
    ['lmtp', undefined, false],
  ])('a connection of %s known as %o: %s', (service, known, meant) => {
    expect(isMeant({ credential: 'ap1' }, service, known)).toBe(meant);
  });
});
