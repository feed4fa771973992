import { expect, it } from 'vitest';
import { disconnectSubject } from './disconnect-subject';

const one = { id: '1', address: 'a@x.test', remoteIp: '203.0.113.7', clientName: 'Outlook', endedAt: null };

it('names what the sessions have in common, the narrowest first', () => {
  expect(disconnectSubject([one, one, one])).toEqual({
    key: 'ofClient',
    count: 3,
    client: 'Outlook',
    ip: '203.0.113.7',
  });
  expect(disconnectSubject([one, { ...one, remoteIp: '203.0.113.8' }])).toMatchObject({
    key: 'ofClientMailbox',
    count: 2,
  });
  expect(disconnectSubject([one, { ...one, clientName: null }])).toEqual({
    key: 'ofMailbox',
    count: 2,
    address: 'a@x.test',
  });
  expect(
    disconnectSubject([
      { ...one, clientName: null },
      { ...one, clientName: null, address: 'b@x.test' },
    ]),
  ).toEqual({
    key: 'ofAddress',
    count: 2,
    ip: '203.0.113.7',
  });
  expect(disconnectSubject([one, { ...one, address: 'b@x.test', remoteIp: null, clientName: null }])).toEqual({
    key: 'ofMailboxes',
    count: 2,
    mailboxes: 2,
  });
});

it('does not treat two unknown addresses as equal', () => {
  const unknown = { ...one, clientName: null, remoteIp: null };
  expect(disconnectSubject([unknown, { ...unknown, address: 'b@x.test' }]).key).toBe('ofMailboxes');
});
