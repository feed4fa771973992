import { describe, expect, it } from 'vitest';
import { cutKey, cutKeyOf, deviceKey } from './device-key';

const one = {
  mailboxId: '019a0000-0000-7000-8000-000000000001',
  address: 'anna@alpenglas.example',
  protocol: 'pop3',
  clientName: null,
  credential: 'main',
  remoteIp: '203.0.113.7',
};
type Session = Parameters<typeof deviceKey>[0];
const key = (more: Partial<Session>) => deviceKey({ ...one, ...more });

describe('deviceKey', () => {
  it('separates mailboxes, protocols, clients, credentials and networks', () => {
    const others: Partial<Session>[] = [
      {},
      { mailboxId: '019a0000-0000-7000-8000-000000000002' },
      { protocol: 'imap' },
      { clientName: 'Thunderbird' },
      { credential: 'ap1' },
      { remoteIp: '203.0.113.8' },
    ];
    expect(new Set(others.map(key)).size).toBe(6);
  });

  it('combines the web sign-ins of one address, and the addresses of one IPv6 network', () => {
    const web = { protocol: 'webmail' };
    expect(key({ ...web, credential: 'web1' })).toBe(key({ ...web, credential: 'web2', clientName: 'Milepost' }));
    expect(key({ remoteIp: '2001:db8::1' })).toBe(key({ remoteIp: '2001:db8:0:0:ffff:1:2:3' }));
    expect(key({ remoteIp: '2001:db8::1' })).not.toBe(key({ remoteIp: '2001:db8:0:1::1' }));
  });

  it('follows an app password through all networks and names of its program', () => {
    expect(key({ credential: 'ap1' })).toBe(key({ credential: 'ap1', remoteIp: '198.51.100.4', clientName: 'K-9' }));
  });
});

describe('a key after its address was truncated', () => {
  const id = '019a0000-0000-7000-8000-00000000000a';

  it.each(['203.0.113.7', '2001:db8:1:2::7', '2001:db8:0:0::7', '::1'])(
    '%s is found again, and is gone',
    (remoteIp) => {
      const cut = cutKey(key({ remoteIp }), id);
      expect(cut).toBe(`${cutKeyOf({ ...one, remoteIp })} ${id}`);
      expect(cut).toMatch(/"(203\.0\.113\.0\/24|[0-9a-f:]+::\/48)"\] /);
    },
  );

  it('is not truncated twice, and one without an address stays', () => {
    expect(cutKey(cutKey(key({}), id) ?? '', id)).toBeNull();
    expect(cutKey(key({ credential: 'ap1' }), id)).toBeNull();
    expect(cutKey(key({ remoteIp: null }), id)).toBeNull();
  });

  it('that a client tries to imitate by its name is a key like others', () => {
    const clientName = 'x","main","203.0.113.0/24"] ';
    expect(JSON.parse(key({ clientName }))).toHaveLength(5);
  });
});
