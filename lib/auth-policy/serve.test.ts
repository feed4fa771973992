import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { MailAttempt, Outcome } from '@/lib/guesses';
import { policyServer } from './serve';

const key = 'k'.repeat(43);
const asked: MailAttempt[] = [];
const reported: [MailAttempt, Outcome][] = [];
const faults: unknown[] = [];
/** The ports of connections that accounts of ours have opened. */
const oursAt = 40_000;
let verdict: () => Promise<boolean> = async () => true;
const server = policyServer({
  key,
  panelUrl: 'https://panel.example.test',
  guesses: {
    mayTry: async (attempt) => {
      asked.push(attempt);
      return verdict();
    },
    report: async (...report) => {
      reported.push(report);
    },
  },
  isOurs: async ({ address, port, serverAddress, serverPort }) =>
    address === '127.0.0.1' && port === oursAt && serverAddress === '127.0.0.1' && serverPort === 143,
  maySendAs: async (account, from) => account === from,
  countSieve: async (account, recipients) => {
    if (account === 'fault@ex.test') throw new Error('no database');
    return recipients <= 2 ? { kind: 'allowed' } : { kind: 'never', text: `${account} is over` };
  },
  onFault: (error) => faults.push(error),
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/policy`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  for (const list of [asked, reported, faults]) list.length = 0;
  verdict = async () => true;
});

/** The bytes of Dovecot 2.3. */
const question = {
  cred: '',
  device_id: '"name" "iPhone \\"Mail\\"" "os" "iOS"',
  login: 'alice@ex.test',
  protocol: 'imap',
  pwhash: '057f',
  real: '198.51.100.1',
  remote: '198.51.100.1',
  secured: 'TLS',
  session_id: 'yDYKhVJhJeN/ACgB',
  tls: true,
};
/** Of a program on this host. */
const local = { real: '127.0.0.1', server: '127.0.0.1', server_port: '143' };
const report = (more: object) => ({ ...question, success: false, policy_reject: false, ...more });

async function post(command: string, body: unknown, headers: Record<string, string> = { 'X-Milepost-Key': key }) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${url}?command=${command}`, { method: 'POST', headers, body: text });
  return { status: answer.status, body: await answer.json() };
}
const goOn = { status: 200, body: { status: 0, msg: '' } };

it('a question is answered with yes, or with no and the way out', async () => {
  expect(await post('allow', question)).toEqual(goOn);
  expect(asked).toEqual([
    { name: 'alice@ex.test', ip: '198.51.100.1', pwhash: 0x57f, protocol: 'imap', client: 'iPhone \\"Mail\\"' },
  ]);
  verdict = async () => false;
  expect(await post('allow', question)).toEqual({
    status: 200,
    body: { status: -1, msg: 'Too many attempts. Wait an hour, or sign in at https://panel.example.test' },
  });
});

it.each<[string, object, Outcome]>([
  ['right', { success: true, cred: 'ap2' }, { kind: 'right', credential: 'ap2' }],
  ['wrong', {}, { kind: 'wrong' }],
  ['wrong in 2.4', { fail_type: 'credentials' }, { kind: 'wrong' }],
  ['refused', { policy_reject: true }, { kind: 'refused' }],
  // Dovecot only logs our answers (auth_policy_log_only).
  ['refused, but let in', { policy_reject: true, success: true }, { kind: 'refused' }],
  ['impossible to check', { fail_type: 'internal' }, { kind: 'unknown' }],
])('a report of a sign-in that was %s is passed on, and always answered with yes', async (_, more, outcome) => {
  verdict = async () => false;
  expect(await post('report', report(more))).toEqual(goOn);
  expect(reported.map(([, said]) => said)).toEqual([outcome]);
  expect(asked).toEqual([]);
});

it.each([
  ['webmail', { ...local, real_port: '40000', remote: '203.0.113.9' }],
  ['a token of webmail', { cred: 'web7' }],
  ['doveadm', { protocol: 'doveadm', real: '', remote: '' }],
  ['a name that Dovecot refuses', { login: '' }],
])('%s is not counted', async (_, more) => {
  verdict = async () => false;
  expect(await post('allow', { ...question, ...more })).toEqual(goOn);
  expect(await post('report', report(more))).toEqual(goOn);
  expect([asked, reported]).toEqual([[], []]);
});

it.each([
  ['of another account', '40001'],
  ['that is gone', ''],
])(
  'a program of this host %s is counted, at the address that it has and not the one that it names',
  async (_, port) => {
    verdict = async () => false;
    const body = { ...local, real_port: port, remote: '203.0.113.9' };
    expect((await post('allow', { ...question, ...body })).body).toMatchObject({ status: -1 });
    await post('report', report(body));
    expect([asked, reported.map(([attempt]) => attempt)].flat().map(({ ip }) => ip)).toEqual([
      '127.0.0.1',
      '127.0.0.1',
    ]);
  },
);

it('Postfix on the same host is counted', async () => {
  verdict = async () => false;
  const postfix = { ...question, protocol: 'smtp', real: '127.0.0.1', remote: '127.0.0.1', session_id: '' };
  expect((await post('allow', postfix)).body).toMatchObject({ status: -1 });
});

it.each(['', 'x', `${key}x`, key.toUpperCase()])('the key "%s" is refused', async (wrong) => {
  expect(await post('allow', question, wrong ? { 'X-Milepost-Key': wrong } : {})).toEqual({ status: 403, body: {} });
  expect(asked).toEqual([]);
});

it('only POST is answered', async () => {
  expect((await fetch(`${url}?command=allow`, { headers: { 'X-Milepost-Key': key } })).status).toBe(405);
});

it.each([
  ['no JSON', 'allow', '{"login":"a'],
  ['an empty body', 'allow', ''],
  ['a list', 'report', '[]'],
  ['another type', 'allow', '{"login":7}'],
  // What Dovecot 2.4 sends when its attributes have an unknown variable.
  ['no attributes', 'allow', '{,"tls":false}'],
  ['a body that is too long', 'allow', JSON.stringify({ ...question, device_id: 'x'.repeat(17_000) })],
  ['another command', 'forget', JSON.stringify(question)],
])('%s is a fault, which lets the sign-in go on', async (_, command, body) => {
  verdict = async () => false;
  expect(await post(command, body)).toEqual(goOn);
  expect(faults).toHaveLength(1);
  expect(asked).toEqual([]);
});

it('an unreachable database is a fault, too', async () => {
  verdict = () => Promise.reject(new Error('no connection'));
  expect(await post('allow', question)).toEqual(goOn);
  expect(faults).toEqual([new Error('no connection')]);
});

it('rspamd is told whose an address is, and gets no answer where there is none', async () => {
  const ask = async (body: string, headers: Record<string, string> = { 'X-Milepost-Key': key }) => {
    const answer = await fetch(url.replace('/policy', '/sender'), { method: 'POST', headers, body });
    return [answer.status, await answer.text()];
  };
  expect(await ask('{"account":"a@b.test","from":"a@b.test"}')).toEqual([200, '{"allowed":true}']);
  expect(await ask('{"account":"a@b.test","from":"c@b.test"}')).toEqual([200, '{"allowed":false}']);
  expect(await ask('{"account":7}')).toEqual([503, '{}']);
  expect(await ask('{"account":"a@b.test","from":"a@b.test"}', {})).toEqual([403, '{}']);
});

it('answers rspamd whether what Sieve sends is within the limits, and says when it cannot', async () => {
  const ask = async (body: unknown, headers: Record<string, string> = { 'X-Milepost-Key': key }) => {
    const answer = await fetch(new URL('/outbound', url), { method: 'POST', headers, body: JSON.stringify(body) });
    return [answer.status, await answer.json()];
  };
  const account = 'carl@ex.test';
  expect(await ask({ account, recipients: 2 })).toEqual([200, { allowed: true }]);
  expect(await ask({ account, recipients: 3 })).toEqual([200, { allowed: false, text: `${account} is over` }]);
  expect(await ask({ account: 'fault@ex.test', recipients: 1 })).toEqual([503, {}]);
  expect(await ask({ account })).toEqual([503, {}]);
  expect(faults).toHaveLength(2);
  expect(await ask({ account, recipients: 1 }, {})).toEqual([403, {}]);
});
