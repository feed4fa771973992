import { describe, expect, it } from 'vitest';
import { clientPorts, clientProtocols, perProtocol, protocolFacts, protocols, switchedOn, switchesOf } from './values';

describe('the protocols', () => {
  it('are in the order of their declaration', () => {
    expect(protocols).toEqual(Object.keys(protocolFacts));
  });

  it('are of mail programs but for webmail, which signs in by tokens of its own', () => {
    expect(clientProtocols).toEqual(protocols.filter((protocol) => protocol !== 'webmail'));
  });

  it('have a value each', () => {
    expect(Object.keys(perProtocol(() => true))).toEqual(protocols);
    expect(perProtocol((protocol) => protocolFacts[protocol].service).webmail).toBe('imap');
  });

  it('have ports of their own', () => {
    expect(clientPorts).toEqual(expect.arrayContaining(['imap', 'imaps', 'submission', 'submissions', 'sieve']));
    expect(new Set(clientPorts).size).toBe(clientPorts.length);
  });

  it('are a list or switches, whatever the order of the list', () => {
    expect(switchesOf(['sieve', 'imap'])).toEqual({ ...perProtocol(() => false), imap: true, sieve: true });
    expect(switchedOn(switchesOf(['sieve', 'imap']))).toEqual(['imap', 'sieve']);
    expect(switchedOn({ pop3: true, imap: false })).toEqual(['pop3']);
  });
});
