import { describe, expect, it } from 'vitest';
import { type FactDevice, type Facts, find } from './find';

const now = Date.parse('2026-03-20T12:00:00Z');
const day = 86_400_000;

let count = 0;
function device(more: Partial<FactDevice>): FactDevice {
  count += 1;
  return {
    id: `d${count}`,
    lead: `d${count}`,
    protocol: 'imap',
    label: null,
    ip: '203.0.113.7',
    clientName: null,
    credential: 'main',
    credentialLabel: null,
    transport: 'tls',
    firstSeenAt: now - 30 * day,
    lastSeenAt: now - 60_000,
    gone: 0,
    programs: [],
    takes: 'looks',
    rhythm: { kind: 'irregular' },
    keptDays: null,
    ...more,
  };
}
const phone = (more: Partial<FactDevice> = {}) => device({ clientName: 'iPhone Mail', ...more });
const outlook = (more: Partial<FactDevice> = {}) =>
  device({
    protocol: 'pop3',
    takes: 'at-once',
    gone: 12,
    rhythm: { kind: 'polls', everySeconds: 300, spreadSeconds: 2 },
    ...more,
  });
const kinds = (devices: FactDevice[], more: Partial<Facts> = {}) =>
  find({ devices, networks: [], handshakes: [], failures: null, jump: null, pop3Takes: true, ...more }, now).map(
    ({ kind }) => kind,
  );

describe('find', () => {
  it('finds a POP3 client that empties a mailbox that others read, and names both', () => {
    const facts = {
      devices: [outlook(), phone()],
      networks: [],
      handshakes: [],
      failures: null,
      jump: null,
      pop3Takes: true,
    };
    const [found, ...rest] = find(facts, now);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ kind: 'pop3-takes', severity: 'bad', details: { count: 12, everySeconds: 300 } });
    expect(found?.details.devices).toHaveLength(1);
    expect(found?.details.others).toHaveLength(1);
  });

  it('accepts POP3 alone, POP3 that leaves mail, and POP3 that removes it after two weeks', () => {
    expect(kinds([outlook()])).toEqual([]);
    expect(kinds([outlook({ takes: 'leaves', gone: 0 }), phone()])).toEqual([]);
    expect(kinds([outlook({ takes: 'later', keptDays: 14 }), phone()])).toEqual([]);
  });

  it('finds nothing if POP3 is off, the POP3 client is gone, or nobody else reads', () => {
    expect(kinds([outlook(), phone()], { pop3Takes: false })).toEqual([]);
    expect(kinds([outlook({ lastSeenAt: now - 8 * day }), phone()])).toEqual([]);
    expect(kinds([outlook(), phone({ lastSeenAt: now - 15 * day })])).toEqual([]);
  });

  it('finds two POP3 clients that compete', () => {
    expect(kinds([outlook(), outlook({ ip: '198.51.100.3' })])).toEqual(['pop3-race']);
  });

  it('finds a device that polls more often than once a minute', () => {
    const every = (everySeconds: number) => ({ rhythm: { kind: 'polls' as const, everySeconds, spreadSeconds: 1 } });
    expect(kinds([outlook({ takes: 'leaves', ...every(20) })])).toEqual(['polls-often']);
    expect(kinds([outlook({ takes: 'leaves', ...every(60) })])).toEqual([]);
  });

  it('finds an app password in a second client, but not in one that also sends or was updated', () => {
    const mine = { credential: 'ap1', credentialLabel: 'Phone' };
    expect(kinds([phone({ ...mine, programs: ['K-9', 'Thunderbird'] })])).toEqual(['app-password-shared']);
    expect(kinds([phone(mine), outlook({ ...mine, takes: 'leaves', gone: 0 })])).toEqual(['app-password-shared']);
    expect(kinds([phone(mine), device({ ...mine, protocol: 'submission', takes: 'sends' })])).toEqual([]);
    expect(kinds([phone(mine), device({ ...mine, clientName: null })])).toEqual([]);
    // The owner merged the two.
    expect(kinds([phone({ ...mine, lead: 'a' }), outlook({ ...mine, lead: 'a', takes: 'leaves' })])).toEqual([]);
  });

  it('finds a program that takes mail away over IMAP, also when POP3 is off', () => {
    const getmail = device({ takes: 'at-once', gone: 5, clientName: 'getmail' });
    expect(kinds([getmail, phone()], { pop3Takes: false })).toEqual(['imap-takes']);
    expect(kinds([getmail])).toEqual([]);
    // Two of them are not readers that lose something.
    expect(kinds([getmail, device({ takes: 'later', keptDays: 3 })])).toEqual([]);
  });

  it('finds a new network, once the mailbox is known for some time', () => {
    const at = (network: string, first: number) => ({
      network,
      deviceId: 'x',
      firstSeenAt: first,
      lastSeenAt: now,
      ip: null,
    });
    expect(kinds([], { networks: [at('203.0.113.0/24', now - 20 * day), at('192.0.2.0/24', now - 3600_000)] })).toEqual(
      ['new-network'],
    );
    expect(kinds([], { networks: [at('203.0.113.0/24', now - 2 * day), at('192.0.2.0/24', now - 3600_000)] })).toEqual(
      [],
    );
    expect(kinds([], { networks: [at('203.0.113.0/24', now - 20 * day), at('192.0.2.0/24', now - 3 * day)] })).toEqual(
      [],
    );
  });

  it('finds clear text and repeated failures', () => {
    expect(kinds([device({ transport: 'clear' })])).toEqual(['clear-text']);
    const failed = (many: number) => ({ failures: { count: many, ips: 2, ip: '192.0.2.9', lastAt: now } });
    expect(kinds([], failed(9))).toEqual([]);
    expect(kinds([], failed(10))).toEqual(['failures']);
  });

  it('finds a mailbox that sent far more than ever, as long as it may not send', () => {
    const jump = { id: 's1', messages: 300, recipients: 300, seconds: 43, network: '192.0.2.0/24', at: now };
    const [found] = find({ devices: [], networks: [], handshakes: [], failures: null, jump, pop3Takes: false }, now);
    const { id: subject, at: lastAt, ...details } = jump;
    expect(found).toEqual({ kind: 'sending-jump', subject, severity: 'bad', deviceIds: [], details, lastAt });
  });

  it('reports a program that can no longer connect from where a device was last seen', () => {
    const [mine, other] = [outlook({ id: 'mine', takes: 'leaves', gone: 0 }), phone({ id: 'other' })];
    const failed = {
      deviceId: 'mine',
      protocol: 'pop3',
      reason: 'old-tls',
      ip: '203.0.113.7',
      count: 3,
      lastAt: now,
    } as const;
    const facts = { devices: [mine, other], networks: [], failures: null, jump: null, pop3Takes: true };
    const of = (...handshakes: Facts['handshakes']) =>
      find({ ...facts, handshakes }, now).filter(({ kind }) => kind === 'handshake-fails');
    expect(of(failed)).toMatchObject([
      {
        kind: 'handshake-fails',
        subject: 'mine old-tls',
        severity: 'warn',
        deviceIds: ['mine'],
        details: { ip: '203.0.113.7', count: 3, reason: 'old-tls' },
        lastAt: now,
      },
    ]);
    expect(of(failed, { ...failed, reason: 'certificate-refused' })).toHaveLength(2);
    // One trial, what scanners do, another protocol, a device that is gone.
    expect(of({ ...failed, count: 2 }, { ...failed, reason: 'not-tls' }, { ...failed, reason: 'other' })).toEqual([]);
    expect(of({ ...failed, protocol: 'imap' }, { ...failed, deviceId: 'nobody' })).toEqual([]);
  });
});
