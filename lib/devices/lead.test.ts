import { describe, expect, it } from 'vitest';
import { leadsOf, type PartFacts } from './lead';

const device = (id: string, protocol: string, more: Partial<PartFacts> = {}): PartFacts => ({
  id,
  mailboxId: 'anna',
  protocol,
  credential: 'ap1',
  remoteIp: '203.0.113.7',
  mergedIntoId: null,
  separate: false,
  partOfId: null,
  ...more,
});
const leads = (...devices: PartFacts[]) => Object.fromEntries(leadsOf(devices));

describe('leadsOf', () => {
  it('shows what sends and filters as part of the program that reads with the same app password', () => {
    expect(
      leads(
        device('thunderbird', 'imap'),
        device('sends', 'submission', { remoteIp: '198.51.100.1' }),
        device('filters', 'sieve'),
        device('other', 'submission', { credential: 'ap2' }),
      ),
    ).toEqual({ thunderbird: 'thunderbird', sends: 'thunderbird', filters: 'thunderbird', other: 'other' });
  });

  it('uses the address for the main password, where an IPv6 host changes its own daily', () => {
    const main = { credential: 'main' };
    expect(
      leads(
        device('reads', 'pop3', { ...main, remoteIp: '2001:db8:1:2::1' }),
        device('sends', 'submission', { ...main, remoteIp: '2001:db8:1:2::99' }),
        device('far', 'submission', { ...main, remoteIp: '203.0.113.8' }),
        device('nowhere', 'submission', { ...main, remoteIp: null }),
      ),
    ).toEqual({ reads: 'reads', sends: 'reads', far: 'far', nowhere: 'nowhere' });
  });

  it('keeps mailboxes apart that are read from one office', () => {
    const main = { credential: 'main' };
    const ofBen = device('sends', 'submission', { ...main, mailboxId: 'ben' });
    expect(leads(device('reads', 'imap', main), ofBen)).toEqual({ reads: 'reads', sends: 'sends' });
  });

  it('keeps what it knew when addresses are shortened, and learns nothing from them', () => {
    const cut = { credential: 'main', remoteIp: '203.0.113.0/24' };
    expect(
      leads(
        device('reads', 'imap', cut),
        device('known', 'submission', { ...cut, partOfId: 'reads' }),
        device('unknown', 'submission', cut),
        device('forgotten', 'submission', { ...cut, partOfId: 'gone' }),
      ),
    ).toEqual({ reads: 'reads', known: 'reads', unknown: 'unknown', forgotten: 'forgotten' });
  });

  it('does not guess between two programs, unless they are merged', () => {
    const two = [device('imap', 'imap'), device('pop', 'pop3'), device('sends', 'submission')];
    expect(leads(...two)).toEqual({ imap: 'imap', pop: 'pop', sends: 'sends' });
    const merged = two.map((one) => (one.id === 'pop' ? { ...one, mergedIntoId: 'imap' } : one));
    expect(leads(...merged)).toEqual({ imap: 'imap', pop: 'imap', sends: 'imap' });
  });

  it('leaves webmail and whatever its sign-in does alone', () => {
    const web = { credential: 'web' };
    expect(leads(device('webmail', 'webmail', web), device('sent', 'submission', web))).toEqual({
      webmail: 'webmail',
      sent: 'sent',
    });
  });

  it('follows the owner: separated stays separate, merged goes where it was merged', () => {
    const phone = device('phone', 'imap', { credential: 'ap2' });
    const reader = device('reader', 'imap');
    expect(leads(reader, device('sends', 'submission', { separate: true }))).toMatchObject({ sends: 'sends' });
    expect(leads(reader, phone, device('sends', 'submission', { mergedIntoId: 'phone' }))).toMatchObject({
      sends: 'phone',
    });
    // The device that it was merged into is forgotten.
    expect(leads(reader, device('sends', 'submission', { mergedIntoId: 'gone' }))).toMatchObject({ sends: 'sends' });
  });

  it('takes along what was merged into a part', () => {
    expect(
      leads(
        device('reads', 'imap'),
        device('sends', 'submission'),
        device('scan', 'submission', { credential: 'ap3', mergedIntoId: 'sends' }),
      ),
    ).toEqual({ reads: 'reads', sends: 'reads', scan: 'reads' });
  });

  it('ends when the reading device is merged into its own part', () => {
    expect(leads(device('reads', 'imap', { mergedIntoId: 'sends' }), device('sends', 'submission'))).toEqual({
      reads: 'sends',
      sends: 'sends',
    });
  });
});
