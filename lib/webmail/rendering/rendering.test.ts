import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Encoded, type JobName, type Jobs, jobs } from './jobs';
import { limits } from './limits';
import { type Outcome, ProcessPool } from './pool';
import { roughText } from './rough-text';

const program = 'lib/webmail/rendering/program.ts';
const make = (settings: Partial<ConstructorParameters<typeof ProcessPool>[0]> = {}) =>
  new ProcessPool({ ...limits, program, ...settings });
const encoded = (text: string): Encoded => ({ bytes: Buffer.from(text), encoding: '8bit', charset: 'utf-8' });

/** Generous, because other tests run at the same time. Without the pool it is seconds. */
const maxBlockedMs = 500;

const pool = make();
beforeAll(() => run('warm', 'readText', { text: encoded('x'), flowed: false, delSp: false }));
afterAll(() => pool.close());

function run<N extends JobName>(
  owner: string,
  name: N,
  input: Parameters<Jobs[N]>[0],
  timeoutMs: number = limits.timeoutMs,
) {
  return pool.run(owner, name, input, timeoutMs);
}
const sanitise = (html: string, owner = 'a') =>
  run(owner, 'sanitise', { html: encoded(html), pictures: { logo: '/api/mail/picture/own' }, remote: null });
const resultOf = (outcome: Outcome) => ('result' in outcome ? outcome.result : outcome);

const attributes = (n: number) => Array.from({ length: n }, (_, i) => `a${i}=1`).join(' ');
const parts = (n: number) =>
  `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(n)}--b--\r\n`;

/** Each is a kind of cost that a stranger can choose. */
const hostile: Record<string, string> = {
  '20,000 attributes on one element': `<p ${attributes(20_000)}>words`,
  '20,000 attributes after a quoted ">"': `<p x=">" ${attributes(20_000)}>words`,
  '990 nested div and 14,000 p': `${'<div>'.repeat(990)}${'<p>x'.repeat(14_000)}words`,
  'nested tables': `${'<table><tr><td>'.repeat(8000)}words`,
  '100,000 tiny elements': `${'<i></i>'.repeat(85_000)}words`,
  '14,000 elements with 20 attributes': `${`<p ${attributes(8)}>x`.repeat(14_000)}words`,
  'a style attribute of 500 kB': `<p style="${'color:red;'.repeat(50_000)}">words`,
  'a style attribute of brackets': `<p style="${'('.repeat(300_000)};${';'.repeat(200_000)}">words`,
  'a style sheet of many rules': `<style>${'a{b:c}'.repeat(30_000)}</style>words`,
  'a style sheet of brackets': `<style>${'a{'.repeat(90_000)}</style>words`,
  'a style sheet of selectors': `<style>${'a,'.repeat(90_000)}b{color:red}</style>words`,
  entities: `${'&amp;&lt;&#x41;&notit;'.repeat(25_000)}words`,
  'unclosed tags': `${'<b '.repeat(190_000)}words`,
  'unclosed formatting': `${'<b><i><u>'.repeat(3000)}words`,
  'misnested formatting': `${'<b><p><i></b><u></p></i>'.repeat(4000)}words`,
  'misnested links': `${'<a><div><b></a><table>'.repeat(2500)}words`,
  'formatting with different attributes': `${Array.from({ length: 5000 }, (_, i) => `<font size=${i}>`).join('')}${'<p>x'.repeat(9000)}`,
  'foster parents': `<table>${'<b>x<td>'.repeat(7000)}words`,
  'nested lists': `${'<ul><li>'.repeat(900)}${'<li>x'.repeat(13_000)}words`,
  'nested quotations': `${'<blockquote>'.repeat(900)}${'x\n'.repeat(200_000)}`,
  'one long word': 'x'.repeat(600_000),
  'many links': `${'<a href=//a.example/>x</a>'.repeat(14_000)}words`,
};

describe('a letter made to hurt', () => {
  it.each(Object.entries(hostile))('of %s is answered in time, and nobody else waits', async (_, html) => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const begin = performance.now();
    const outcome = await sanitise(html);
    const rough = await run('a', 'readRoughText', { html: encoded(html) }, limits.textTimeoutMs);
    const quoted = await run('a', 'quoteHtml', { html: encoded(html), maxLength: 100_000 });
    const took = performance.now() - begin;
    delay.disable();
    // One more process may have to start after each.
    expect(took).toBeLessThan(5 * (2 * limits.timeoutMs + limits.textTimeoutMs) + limits.startMs);
    expect(delay.max / 1e6).toBeLessThan(maxBlockedMs);
    for (const one of [outcome, quoted]) if ('failure' in one) expect(one.failure).toMatch(/^(?:timeout|died|fault)$/);
    expect(resultOf(rough)).toMatchObject({ blocks: expect.anything() });
    expect(resultOf(await sanitise('<p>fine'))).toMatchObject({ body: '<p>fine</p>', declined: false });
  });

  it.each([
    ['9,000 parts', parts(9000)],
    ['100,000 parts', parts(100_000)],
    [
      '2,000 levels',
      Array.from({ length: 2000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join(
        '',
      ),
    ],
    ['one header of 900 kB', `Subject: ${'x '.repeat(450_000)}\r\n\r\nx`],
    ['10,000 encoded words', `Subject: ${'=?utf-8?q?=41?= '.repeat(10_000)}\r\n\r\nx`],
    ['50,000 recipients', `To: ${'a@b.example, '.repeat(50_000)}\r\n\r\nx`],
    [
      '40,000 parameters',
      `Content-Type: text/plain${Array.from({ length: 40_000 }, (_, i) => `; n*${i}*=%20`).join('')}\r\n\r\nx`,
    ],
  ])('of %s is answered in time', async (_, raw) => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await run('a', 'readSource', { raw: Buffer.from(raw) });
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan(maxBlockedMs);
    expect(resultOf(await sanitise('<p>fine'))).toMatchObject({ body: '<p>fine</p>' });
  });
});

it('a message of some parts is read from its source', async () => {
  const raw = Buffer.from('Content-Type: text/html; charset=iso-8859-1\r\n\r\n<p>caf\xe9</p>', 'latin1');
  expect(resultOf(await run('a', 'readSource', { raw }))).toEqual({
    html: expect.stringContaining('café'),
    text: null,
  });
});

it('the process does what the function does', async () => {
  const input = {
    html: encoded('<p onclick=x>Hi <img src="cid:logo"><img src="https://a.example/x"></p>'),
    pictures: { logo: '/api/mail/picture/own' },
    remote: { key: Buffer.alloc(32), signInId: 's', expiry: 1 },
  };
  const result = resultOf(await run('a', 'sanitise', input));
  expect(result).toEqual(jobs.sanitise(input));
  expect(result).toMatchObject({ cids: ['logo'], blocked: { count: 0, hosts: [] } });
});

describe('rough text', () => {
  it('has the words and lines, and no markup', () => {
    expect(
      roughText(
        '<style>p{}</style><p>1 < 2 &amp; 3&#33;</p><script>alert(1)</script><!-- x > y --><div>b<br>c &lt;b&gt;',
      ),
    ).toBe('1 < 2 & 3!\n\nb\nc <b>');
  });
});

describe('the pool', () => {
  it('takes one job of an owner at a time, and owners in turn', async () => {
    const one = make({ processes: 1 });
    const order: string[] = [];
    const job = (owner: string) =>
      one
        .run(owner, 'readText', { text: encoded('x'), flowed: false, delSp: false }, 20_000)
        .then(() => order.push(owner));
    await Promise.all(['a', 'a', 'a', 'b', 'c'].map(job));
    one.close();
    expect(order.slice(0, 3).sort()).toEqual(['a', 'b', 'c']);
    expect(order.slice(3)).toEqual(['a', 'a']);
  });

  it('refuses an owner whose jobs wait, and nobody else', async () => {
    const one = make({ processes: 1, maxQueuedPerOwner: 2, maxQueued: 3 });
    const job = (owner: string) =>
      one.run(owner, 'readText', { text: encoded('x'), flowed: false, delSp: false }, 20_000);
    const accepted = [job('a'), job('a')];
    expect(() => job('a')).toThrow('busy');
    accepted.push(job('b'));
    expect(() => job('c')).toThrow('busy');
    expect((await Promise.all(accepted)).every((outcome) => 'result' in outcome)).toBe(true);
    one.close();
  });

  it('answers a job that waited too long', async () => {
    const one = make({ program: 'lib/webmail/rendering/greedy-program.fixture.ts', processes: 1, maxWaitMs: 1 });
    // The process starts in more than this time.
    expect(await one.run('a', 'echo', {}, 1000)).toMatchObject({ failure: 'late' });
    expect(await one.run('a', 'echo', {}, 1000)).toMatchObject({ result: 'here' });
    one.close();
  });

  it.each([
    ['loop', 'timeout'],
    ['objects', 'died'],
    ['array', 'died'],
    ['characters', 'died'],
    ['exit', 'died'],
  ])('survives a job that does not end well: %s', async (name, failure) => {
    const one = make({
      program: 'lib/webmail/rendering/greedy-program.fixture.ts',
      processes: 1,
      maxOldGenerationMb: 64,
    });
    const timeoutMs = name === 'loop' ? 200 : 20_000;
    const [outcome, next] = await Promise.all([one.run('a', name, {}, timeoutMs), one.run('b', 'echo', {}, 20_000)]);
    one.close();
    expect(outcome).toMatchObject({ failure });
    expect(next).toMatchObject({ result: 'here' });
  });

  it('answers when the program cannot start', async () => {
    const one = make({ program: 'lib/webmail/rendering/none.mjs' });
    expect(await one.run('a', 'readText', {}, 1000)).toMatchObject({ failure: 'not-started' });
    one.close();
  });

  it('answers a fault in a job', async () => {
    expect(await pool.run('a', 'unknown', {}, 1000)).toMatchObject({ failure: 'fault' });
  });
});
