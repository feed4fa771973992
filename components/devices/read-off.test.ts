import { describe, expect, it } from 'vitest';
import type { DayBar, DayMark } from '@/lib/devices/shapes';
import { readOff } from './read-off';

const bar = (deviceId: string, protocol: DayBar['protocol'], from: number, to: number, more: Partial<DayBar> = {}) => ({
  id: '1',
  deviceId,
  protocol,
  from,
  to,
  live: false,
  sessions: 1,
  fetched: 0,
  removed: 0,
  ...more,
});
const mark = (kind: DayMark['kind'], at: number, deviceId: string | null = null): DayMark => ({
  id: `${kind}${at}`,
  at,
  kind,
  deviceId,
  sessionId: null,
  service: deviceId ? 'pop3' : 'lmtp',
  command: null,
  messageId: '<m@x>',
  subject: 'Offer',
  sender: 'a@x',
  folder: 'INBOX',
  unclear: false,
  cameAt: null,
});

describe('readOff', () => {
  it('finds who removed the message, and that the phone checked too late', () => {
    const [message] = readOff({
      looks: [],
      bars: [bar('outlook', 'pop3', 105, 106), bar('phone', 'imap', 140, 150), bar('sender', 'submission', 101, 102)],
      marks: [mark('delivered', 100), mark('removed', 106, 'outlook')],
    });
    expect(message).toMatchObject({ deliveredAt: 100, removedAt: 106, removedBy: 'outlook' });
    expect(message?.looks).toEqual([
      { deviceId: 'outlook', at: 106, found: 'took' },
      { deviceId: 'phone', at: 140, found: 'gone' },
    ]);
    expect(message?.waiting).toEqual([]);
  });

  it('counts an open IMAP connection as an immediate check, but not an open POP3 connection', () => {
    const [message] = readOff({
      looks: [],
      bars: [bar('phone', 'imap', 50, 150), bar('pop', 'pop3', 99, 101)],
      marks: [mark('delivered', 100), mark('removed', 106)],
    });
    expect(message?.looks).toEqual([{ deviceId: 'phone', at: 100, found: 'there' }]);
    expect(message?.waiting).toEqual(['pop']);
    expect(message?.removedService).toBe('lmtp');
  });

  it('says nothing of who saw a message that arrived before the log began', () => {
    const [message] = readOff({
      looks: [],
      bars: [bar('phone', 'imap', 1, 2)],
      marks: [mark('removed', 106, 'outlook')],
    });
    expect(message).toMatchObject({ deliveredAt: null, looks: [], waiting: [] });
  });

  it('knows when a message of the day before arrived, and who saw it then', () => {
    const [message] = readOff({
      looks: [{ messageId: '<m@x>', deviceId: 'phone', at: 30 }],
      // The day begins at 100. The connection of the tablet was opened the day before, when the message had arrived.
      bars: [bar('phone', 'imap', 110, 120), bar('tablet', 'imap', 50, 150), bar('late', 'imap', 200, 210)],
      marks: [{ ...mark('removed', 106, 'outlook'), cameAt: 20 }],
    });
    expect(message).toMatchObject({ deliveredAt: 20, removedAt: 106 });
    expect(message?.looks).toEqual([
      { deviceId: 'phone', at: 30, found: 'there' },
      { deviceId: 'tablet', at: 50, found: 'there' },
      { deviceId: 'late', at: 200, found: 'gone' },
    ]);
  });

  it('shows the parts of a device as one', () => {
    const parts = new Map([['pop', 'imap']]);
    const [message] = readOff(
      {
        looks: [],
        bars: [bar('imap', 'imap', 101, 102), bar('pop', 'pop3', 105, 106)],
        marks: [mark('delivered', 100), mark('removed', 106, 'pop')],
      },
      parts,
    );
    expect(message).toMatchObject({ removedBy: 'imap', looks: [{ deviceId: 'imap', at: 106, found: 'took' }] });
  });

  it('keeps steps whose message cannot be told apart from each other and from known messages', () => {
    const unclear = (at: number) => ({ ...mark('removed', at, 'o'), messageId: null, subject: null, unclear: true });
    const messages = readOff({ looks: [], bars: [], marks: [mark('delivered', 5), unclear(10), unclear(20)] });
    expect(messages).toMatchObject([
      { messageId: '<m@x>', removedAt: null, unclear: false },
      { removedAt: 10, unclear: true },
      { removedAt: 20, unclear: true },
    ]);
  });

  it('recognises a restored message', () => {
    const [message] = readOff({ looks: [], bars: [], marks: [mark('removed', 10, 'o'), mark('restored', 20)] });
    expect(message).toMatchObject({ removedAt: 10, restoredAt: 20 });
  });
});
