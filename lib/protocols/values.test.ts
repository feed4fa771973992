import { describe, expect, it } from 'vitest';
import { clientProtocols, perProtocol, protocolFacts, protocols } from './values';

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
});
