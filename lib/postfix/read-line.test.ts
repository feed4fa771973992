import { describe, expect, it } from 'vitest';
import { PostfixLog } from './postfix-log';
import { readPostfixLine } from './read-line';
import { postfixRecord } from './shapes';
import { nextAttempt } from './values';

// Lines of Postfix 3.7.11, as postlogd writes them.

const now = new Date('2026-11-28T21:30:00Z');
const id = '4jcNgH5C4YzJNGC';
const line = (program: string, rest: string) => `Nov 28 21:28:11 t postfix-milepost-1/${program}[26798]: ${rest}`;
const from = (door: string, rest: string) => `Nov 28 21:28:11 t postfix/${door}/smtpd[26792]: ${rest}`;

function fact(text: string) {
  const found = readPostfixLine(text, now);
  if (found.kind !== 'fact') return found.kind;
  expect(postfixRecord.safeParse({ ...found.record, offset: 0 }).success).toBe(true);
  expect(found.record).toMatchObject({ kind: 'postfix', at: '2026-11-28T21:28:11.000000Z', queueId: id });
  return found.record.fact;
}

const refused = 'connect to 127.0.0.1[127.0.0.1]:27926: Connection refused';
const tail = (words: string, status = 'deferred', relay = 'none', dsn = '4.4.1') =>
  `relay=${relay}, delay=3.2, delays=3.2/0/0.01/0, dsn=${dsn}, status=${status} (${words})`;

describe('Postfix’s log says', () => {
  it('who began a message', () => {
    expect(
      fact(
        from(
          'relay',
          `${id}: client=localhost[127.0.0.1]:33990, sasl_method=XCLIENT, sasl_username=a@x.test, sasl_sender=a@x.test`,
        ),
      ),
    ).toEqual({ is: 'accepted', door: 'relay', account: 'a@x.test' });
    expect(fact(from('submission', `${id}: client=h[::1]:5, sasl_method=PLAIN, sasl_username=a@x.test/ap7`))).toEqual({
      is: 'accepted',
      door: 'submission',
      account: 'a@x.test',
    });
    expect(fact(from('sieve', `${id}: client=localhost[127.0.0.1]:40470`))).toEqual({ is: 'accepted', door: 'sieve' });
    expect(fact(from('mx', `${id}: client=localhost[127.0.0.1]:40470`))).toBe('not-needed');
  });

  it('its Message-ID, sender, size and number of recipients', () => {
    expect(fact(line('cleanup', `${id}: message-id=<m@x.test>`))).toEqual({
      is: 'message-id',
      messageId: '<m@x.test>',
    });
    expect(fact(line('qmgr', `${id}: from=<a@x.test>, size=261, nrcpt=3 (queue active)`))).toEqual({
      is: 'active',
      sender: 'a@x.test',
      size: 261,
      recipients: 3,
    });
    expect(fact(line('qmgr', `${id}: from=<>, size=1, nrcpt=1 (queue active)`))).toMatchObject({ sender: '' });
  });

  it('what became of a recipient', () => {
    expect(fact(line('smtp', `${id}: to=<carl@d.test>, ${tail(refused)}`))).toEqual({
      is: 'attempt',
      recipient: 'carl@d.test',
      state: 'deferred',
      relay: null,
      dsn: '4.4.1',
      words: refused,
    });
    const saved = '250 2.0.0 <b@x.test> eOs3D39GC2vYTAAAg+zDdQ:T2 Saved';
    const relay = 'localhost.localdomain[/tmp/m/run/lmtp]';
    const lmtp = `to=<b@x.test>, orig_to=<Info@x.test>, relay=${relay}, conn_use=2, delay=0.08, delays=0.02/0.01/0.04/0.01, dsn=2.0.0, status=sent (${saved})`;
    expect(fact(line('lmtp', `${id}: ${lmtp}`))).toEqual({
      is: 'attempt',
      recipient: 'b@x.test',
      originalRecipient: 'Info@x.test',
      state: 'sent',
      relay,
      dsn: '2.0.0',
      words: saved,
    });
    expect(fact(line('error', `${id}: to=<b@c.test>, ${tail('no', 'bounced', 'none', '5.7.1')}`))).toMatchObject({
      state: 'bounced',
      words: 'no',
    });
  });

  it('that it was returned, delivered to all, or deleted', () => {
    expect(fact(line('qmgr', `${id}: from=<"anna> x"@a.test>, status=force-expired, returned to sender`))).toEqual({
      is: 'returned',
      forced: true,
    });
    expect(fact(line('qmgr', `${id}: from=<>, status=expired, returned to sender`))).toEqual({
      is: 'returned',
      forced: false,
    });
    expect(fact(line('qmgr', `${id}: removed`))).toEqual({ is: 'gone', deleted: false });
    expect(fact(line('postsuper', `${id}: removed`))).toEqual({ is: 'gone', deleted: true });
  });

  it('more that is not needed', () => {
    for (const text of [
      from('relay', 'connect from localhost[127.0.0.1]:1'),
      from(
        'relay',
        `${id}: reject: RCPT from localhost[127.0.0.1]: 550 5.7.1 <d@c.test>: no; from=<a@a.test> to=<d@c.test>`,
      ),
      line('cleanup', `${id}: milter-reject: END-OF-MESSAGE from localhost[127.0.0.1]: 5.7.1 no; from=<a@a.test>`),
      line('smtp', refused),
      line('smtp', `${id}: host x[192.0.2.1] said: 450 4.2.0 wait (in reply to RCPT TO command)`),
      line('bounce', `${id}: sender non-delivery notification: 4jcNgN6SxwzJNGM`),
      line('postsuper', `${id}: expired`),
      line('postsuper', 'Force-expired: 1 message'),
      // A short id of a queue from before. Postfix uses it again after seconds.
      line('qmgr', '4482B21256C: removed'),
    ])
      expect(fact(text), text).toBe('not-needed');
  });

  it('something of a known kind in an unknown form, which is unread', () => {
    for (const text of [
      from('relay', `${id}: client=localhost[127.0.0.1]:33990`),
      from('submission', `${id}: client=h[::1]:5, sasl_method=PLAIN, sasl_username=`),
      line('qmgr', `${id}: from=<a@x.test>, size=many, nrcpt=3 (queue active)`),
      line('smtp', `${id}: to=<carl@d.test>, status=sent`),
      line('smtp', `${id}: to=<carl@d.test>, ${tail('x', 'lost')}`),
      line('qmgr', `${id}: removed`).replace('Nov', 'Nob'),
      line('qmgr', `${id}: removed`).replace('28 21', '31 21'),
    ])
      expect(fact(text), text).toBe('unread');
  });
});

describe('what strangers write', () => {
  const forged = `x>, relay=evil[192.0.2.9]:25, delay=1, delays=1/1/1/1, dsn=2.0.0, status=sent (250 ok)`;

  it('stays in the recipient', () => {
    const quoted = `"${forged} \\" >"@d.test`;
    expect(fact(line('smtp', `${id}: to=<${quoted}>, ${tail(refused)}`))).toMatchObject({
      recipient: quoted,
      state: 'deferred',
      relay: null,
      words: refused,
    });
    expect(fact(line('smtp', `${id}: to=<a@d.test>, orig_to=<${quoted}>, ${tail(refused)}`))).toMatchObject({
      originalRecipient: quoted,
      state: 'deferred',
    });
  });

  it('stays in the sender', () => {
    const quoted = '"a>, status=expired, returned to sender"@x.test';
    expect(fact(line('qmgr', `${id}: from=<${quoted}>, size=1, nrcpt=1 (queue active)`))).toEqual({
      is: 'active',
      sender: quoted,
      size: 1,
      recipients: 1,
    });
  });

  it('stays in the words of a server', () => {
    const words = `host mx[192.0.2.1] said: 450 ) to=<a@b.test>, ${tail('250 ok', 'sent', 'x', '2.0.0')} (in reply to RCPT TO command)`;
    expect(
      fact(line('smtp', `${id}: to=<carl@d.test>, ${tail(words, 'deferred', 'mx[192.0.2.1]:25', '4.2.0')}`)),
    ).toEqual({
      is: 'attempt',
      recipient: 'carl@d.test',
      state: 'deferred',
      relay: 'mx[192.0.2.1]:25',
      dsn: '4.2.0',
      words,
    });
  });

  it('stays in the Message-ID', () => {
    const messageId = `<x@y>: to=<a@b.test>, ${tail('250 ok', 'sent')}`;
    expect(fact(line('cleanup', `${id}: message-id=${messageId}`))).toEqual({ is: 'message-id', messageId });
    expect(fact(line('cleanup', `${id}: message-id=`))).toEqual({ is: 'message-id', messageId: '' });
  });

  it('stays in the name of a client that asks for a sender', () => {
    const sender = 'x, sasl_username=victim@x.test';
    const text = `${id}: client=h[::1]:5, sasl_method=XCLIENT, sasl_username=a@x.test, sasl_sender=${sender}`;
    expect(fact(from('relay', text))).toMatchObject({ account: 'a@x.test' });
  });

  it('is no line of another program or message', () => {
    const text = line('qmgr', `${id}: removed`);
    expect(fact(` ${text}`)).toBe('not-needed');
    expect(fact(`x\n${text}`)).toBe('not-needed');
    expect(fact(from('relay', `warning: Illegal address syntax in RCPT command: <${text}>`))).toBe('not-needed');
    expect(fact(line('smtpd', `${id}: removed`))).toBe('not-needed');
  });

  it('has no control characters and no text direction', () => {
    expect(fact(line('cleanup', `${id}: message-id=<a\u0000b\u202ec>`))).toMatchObject({
      messageId: '<a\ufffdb\ufffdc>',
    });
  });
});

describe('the year', () => {
  const at = (text: string, when: string) => {
    const found = readPostfixLine(line('qmgr', `${id}: removed`).replace('Nov 28', text), new Date(when));
    return found.kind === 'fact' ? found.record.at.slice(0, 10) : found.kind;
  };

  it('is that of the last such day', () => {
    expect(at('Dec 31', '2027-01-01T00:00:05Z')).toBe('2026-12-31');
    expect(at('Jan  1', '2026-12-31T23:59:59Z')).toBe('2027-01-01');
    expect(at('Nov 27', '2026-11-28T00:00:00Z')).toBe('2026-11-27');
    expect(at('Feb 29', '2028-03-01T00:00:00Z')).toBe('2028-02-29');
    expect(at('Feb 29', '2027-03-01T00:00:00Z')).toBe('2024-02-29');
  });
});

describe('TLS', () => {
  const relay = 'mx.b.test[192.0.2.5]:25';
  const established = (pid: number, to = relay) =>
    `Nov 28 21:28:11 t postfix-milepost-1/smtp[${pid}]: Untrusted TLS connection established to ${to}: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519`;
  const sent = (pid: number, queueId = id, to = relay) =>
    `Nov 28 21:28:11 t postfix-milepost-1/smtp[${pid}]: ${queueId}: to=<b@b.test>, ${tail('250 ok', 'sent', to, '2.0.0')}`;
  const tlsOf = (log: PostfixLog, text: string) => {
    const { record } = log.read(text, now);
    return record?.fact.is === 'attempt' ? record.fact.tls : 'no attempt';
  };

  it('is that of the connection of the process, to this server, for this message', () => {
    const log = new PostfixLog();
    expect(log.read(established(7), now)).toEqual({ record: null, unread: false });
    expect(tlsOf(log, sent(8))).toBeUndefined();
    expect(tlsOf(log, sent(7, id, 'other[192.0.2.6]:25'))).toBeUndefined();
    expect(tlsOf(log, sent(7))).toBe('TLSv1.3');
    expect(tlsOf(log, sent(7))).toBe('TLSv1.3');
    // The next message of the process has a connection of its own, which may be in clear text.
    expect(tlsOf(log, sent(7, '4jcNgH5DlVzJLjx'))).toBeUndefined();
    log.read(established(7), now);
    expect(tlsOf(log, sent(7, '4jcNgH5DlVzJLjx'))).toBe('TLSv1.3');
  });

  it('is not what a server says', () => {
    const log = new PostfixLog();
    const words = `250 Trusted TLS connection established to ${relay}: TLSv1.3 with cipher x`;
    log.read(line('smtp', `${id}: to=<b@b.test>, ${tail(words, 'sent', relay, '2.0.0')}`), now);
    expect(tlsOf(log, sent(26_798))).toBeUndefined();
  });
});

it('the next attempt is as far away as the message is old, within Postfix’s limits', () => {
  const minute = 60_000;
  expect(nextAttempt(0, minute)).toBe(6 * minute);
  expect(nextAttempt(0, 20 * minute)).toBe(40 * minute);
  expect(nextAttempt(0, 600 * minute)).toBe(600 * minute + 4_000_000);
});
