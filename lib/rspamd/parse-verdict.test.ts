import { describe, expect, it } from 'vitest';
import { passedRecord, readVerdictLine, verdictRecord } from './parse-verdict';

const head = '2026-11-28 20:54:45.89118 #18682(rspamd_proxy) <b47252>; lua; milepost.lua:162: verdict ';
const facts = {
  rcpts: ['ann@a.test'],
  action: 'add header',
  user: '',
  header_from: 'x@e.test',
  symbols: [
    { option: 'a.test', name: 'MP_NAME_SPOOF', score: 6 },
    { option: '', name: 'AUTH_NA', score: 1 },
    { option: 'text/plain', name: 'MIME_GOOD', score: -0.1 },
  ],
  qid: '4C8C222C125',
  junk: 6,
  port: 'mx',
  size: 234,
  score: 6.9,
  message_id: '<a@x>',
  from: 'g@e.test',
  reject: 15,
  subject: 'hello',
  ip: '203.0.113.9',
};
const line = (more: object = {}) => head + JSON.stringify({ ...facts, ...more });
const parse = (text: string) => readVerdictLine(text).record;
const read = (more: object = {}) => {
  const found = parse(line(more));
  return found?.kind === 'verdict' ? found : null;
};

describe('a verdict', () => {
  it('on a message from outside', () => {
    const found = read();
    expect(found).toEqual({
      kind: 'verdict',
      at: '2026-11-28T20:54:45.891180Z',
      port: 'mx',
      decision: 'sent-to-junk',
      score: 6.9,
      limit: 6,
      reasons: [
        { symbol: 'MP_NAME_SPOOF', score: 6, detail: 'a.test' },
        { symbol: 'AUTH_NA', score: 1 },
        { symbol: 'MIME_GOOD', score: -0.1, detail: 'text/plain' },
      ],
      queueId: '4C8C222C125',
      account: '',
      recipients: ['ann@a.test'],
      sender: 'x@e.test',
      messageId: '<a@x>',
      subject: 'hello',
      size: 234,
    });
    expect(verdictRecord.safeParse({ ...found, offset: 0 }).success).toBe(true);
  });

  it('is refused, deferred or let through, and on submission never sent to Junk', () => {
    expect(read({ action: 'reject', text: 'DMARC: no' })).toMatchObject({
      decision: 'refused',
      limit: 15,
      text: 'DMARC: no',
    });
    expect(read({ action: 'soft reject' })).toMatchObject({ decision: 'deferred' });
    expect(read({ action: 'no action' })).toMatchObject({ decision: 'let-through', limit: 6 });
    expect(read({ port: 'out', user: 'ann@a.test' })).toMatchObject({ decision: 'let-through', account: 'ann@a.test' });
  });

  it('without recipients or rules has the empty table of Lua', () => {
    expect(parse(line({ symbols: {}, rcpts: {} }))).toMatchObject({ reasons: [], recipients: [] });
  });

  it('has the Message-ID as Dovecot logs it', () => {
    const long = `<${'m'.repeat(100)}@x>`;
    expect(read({ message_id: long })?.messageId).toBe(`<${'m'.repeat(76)}...`);
    // 77 bytes end within the second byte of a letter.
    expect(read({ message_id: `<${'m'.repeat(75)}ü${'m'.repeat(20)}` })?.messageId).toBe(`<${'m'.repeat(75)}...`);
    expect(read({ message_id: '' })).not.toHaveProperty('messageId');
  });
});

describe('what a Sieve script sends', () => {
  it('is its mailbox’s, whether it passes it on or not', () => {
    const found = parse(line({ port: 'sieve', action: 'no action', user: 'ann@a.test', redirected: true }));
    expect(found).toEqual({
      kind: 'passed',
      at: '2026-11-28T20:54:45.891180Z',
      queueId: '4C8C222C125',
      account: 'ann@a.test',
      redirected: true,
      recipients: ['ann@a.test'],
      subject: 'hello',
    });
    expect(passedRecord.safeParse({ ...found, offset: 0 }).success).toBe(true);
    expect(parse(line({ port: 'sieve', action: 'no action' }))).toMatchObject({ account: '', redirected: false });
  });

  it('is not told if it is not let out', () => {
    for (const action of ['reject', 'soft reject'])
      expect(readVerdictLine(line({ port: 'sieve', action }))).toEqual({ record: null, unread: false });
  });
});

describe('what a sender writes', () => {
  const forged = `" } ${line({ rcpts: ['victim@b.test'] })}\n${line({ rcpts: ['victim@b.test'] })}`;

  it.each(['subject', 'header_from', 'from', 'message_id', 'user', 'text'])('stays in its own field: %s', (name) => {
    const found = read({ [name]: forged });
    expect(found?.recipients).toEqual(['ann@a.test']);
    expect(JSON.stringify(found)).not.toContain('\\n');
  });

  it('is no verdict in a line of another program or module, or behind other text', () => {
    const verdict = `verdict ${JSON.stringify(facts)}`;
    const stamp = '2026-11-28 20:54:45.89118 #18682(rspamd_proxy) <b47252>';
    for (const text of [
      verdict,
      `${stamp}; task; rspamd_task_write_log: id: <${verdict}>, qid: <A>, no action`,
      `${stamp}; task; rspamd_message_parse: loaded message; id: <x>; lua; milepost.lua:1: ${verdict}`,
      `${stamp}; lua; other.lua:162: ${verdict}`,
      line().replace('(rspamd_proxy)', '(controller)'),
      `${stamp}; lua; milepost.lua:162: cannot ask whose milepost.lua:162: ${verdict} is`,
      `${stamp}; lua; milepost.lua:162: ${verdict} more`,
      ` ${line()}`,
      `x\n${line()}`,
      line().replace('2026-11-28', '2026-13-28'),
    ])
      expect(parse(text), text).toBeNull();
  });

  it('is not read if it is not what milepost.lua writes', () => {
    expect(parse(`${head}{"port":"mx"}`)).toBeNull();
    expect(parse(line().slice(0, -20))).toBeNull();
    for (const wrong of [
      { port: 'else' },
      { redirected: 'yes' },
      { action: 'constructor' },
      { score: '9' },
      { qid: 'a b' },
      { rcpts: 'victim@b.test' },
      { symbols: [{ name: 'A B', score: 1 }] },
    ])
      expect(readVerdictLine(line(wrong)), JSON.stringify(wrong)).toEqual({
        record: null,
        unread: true,
      });
  });

  it('has no control characters and no text direction', () => {
    expect(read({ subject: 'a\u0000b\u202ec' })?.subject).toBe('a\ufffdb\ufffdc');
  });
});
