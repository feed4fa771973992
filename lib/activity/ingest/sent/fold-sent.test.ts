import { describe, expect, it } from 'vitest';
import type { PostfixFact } from '@/lib/postfix';
import type { NodeRecord } from '../../node-record';
import { foldSent } from './fold-sent';

const queueId = '4jcNgH5C4YzJNGC';
const at = (second: number) => `2026-11-28T21:28:${String(second).padStart(2, '0')}.000000Z`;
const said = (second: number, fact: PostfixFact, id = queueId): NodeRecord => ({
  kind: 'postfix',
  offset: second * 100,
  at: at(second),
  queueId: id,
  fact,
});
const active: PostfixFact = { is: 'active', sender: 'a@x.test', size: 9, recipients: 2 };
const deferred: PostfixFact = {
  is: 'attempt',
  recipient: 'carl@d.test',
  state: 'deferred',
  relay: null,
  dsn: '4.4.1',
  words: 'refused',
};

describe('a batch', () => {
  it('has one origin and one progress for each message', () => {
    const { origins, progress, attempts } = foldSent([
      said(1, { is: 'accepted', door: 'relay', account: 'a@x.test' }),
      said(1, { is: 'message-id', messageId: '<m@x>' }),
      said(2, active),
      said(2, deferred),
      said(3, active),
      said(3, { is: 'returned', forced: true }),
      said(4, { is: 'gone', deleted: false }),
    ]);
    expect(origins).toMatchObject([{ queueId, at: at(1), door: 'relay', account: 'a@x.test', recipients: [] }]);
    expect(progress).toEqual([
      {
        queueId,
        queuedAt: at(2),
        messageId: '<m@x>',
        sender: 'a@x.test',
        size: 9,
        recipientCount: 2,
        endedAt: at(3),
        ended: 'returned',
      },
    ]);
    expect(attempts).toEqual([{ ...deferred, is: undefined, queueId, offset: 200, at: at(2) }]);
  });

  it('learns from rspamd what a script sends, and the subject of what an account sends', () => {
    const base = { offset: 1, at: at(1), queueId };
    const passed = {
      kind: 'passed' as const,
      ...base,
      account: 'b@x.test',
      redirected: true,
      recipients: ['c@y.test'],
    };
    expect(foldSent([passed]).origins).toMatchObject([{ account: 'b@x.test', redirected: true, subject: null }]);
    expect(foldSent([{ ...passed, account: '' }]).origins).toMatchObject([{ account: null }]);
    const verdict = {
      kind: 'verdict' as const,
      ...base,
      decision: 'let-through' as const,
      score: 0,
      limit: 6,
      reasons: [],
      account: 'mallory@x.test',
      recipients: ['c@y.test', 'd@y.test'],
      subject: 'hi',
      size: 1,
    };
    const out = { ...verdict, port: 'out' as const };
    expect(foldSent([out, { ...out, recipients: ['e@y.test'] }]).origins).toMatchObject([
      { account: null, subject: 'hi', recipients: ['c@y.test', 'd@y.test', 'e@y.test'] },
    ]);
    // What comes from outside is not sent by anybody here.
    expect(foldSent([{ ...verdict, port: 'mx' as const }]).origins).toEqual([]);
  });

  it('does not take a short id, which Postfix uses again', () => {
    const short = '4482B21256C';
    const all = foldSent([
      said(1, { is: 'accepted', door: 'sieve' }, short),
      said(2, active, short),
      said(3, deferred, short),
    ]);
    expect(all).toEqual({ origins: [], progress: [], attempts: [] });
  });
});
