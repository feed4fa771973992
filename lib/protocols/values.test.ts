import { describe, expect, it } from 'vitest';
import { clientPorts, clientProtocols, perProtocol, protocolFacts, protocols, switchedOn, switchesOf } from './values';

describe('the protocols', () => {
  it('are in the order of their declaration', () => {
    expect(protocols).toEqual(Object.keys(protocolFacts));
  });

  it('are of mail clients, except webmail, which signs in with its own tokens', () => {
    expect(clientProtocols).toEqual(protocols.filter((protocol) => protocol !== 'webmail'));
  });

  it('have one value each', () => {
    expect(Object.keys(perProtocol(() => true))).toEqual(protocols);
    expect(perProtocol((protocol) => protocolFacts[protocol].service).webmail).toBe('imap');
  });

  it('have their own ports', () => {
    expect(clientPorts).toEqual(expect.arrayContaining(['imap', 'imaps', 'submission', 'submissions', 'sieve']));
    expect(new Set(clientPorts).size).toBe(clientPorts.length);
  });

  it('convert between a list and switches, in any order', () => {
    expect(switchesOf(['sieve', 'imap'])).toEqual({ ...perProtocol(() => false), imap: true, sieve: true });
    expect(switchedOn(switchesOf(['sieve', 'imap']))).toEqual(['imap', 'sieve']);
    expect(switchedOn({ pop3: true, imap: false })).toEqual(['pop3']);
  });
});
