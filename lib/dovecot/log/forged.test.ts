import { expect, it } from 'vitest';
import { readLine } from './read-line';

// What one person writes may look like what Dovecot writes. Lines are made as Dovecot 2.3 makes them, from hostile names
// and headers; what is read of a line is true, or absent.

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const at = '2026-11-23T06:40:26.208294';
const rounds = 20_000;

/** Mulberry32. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = randomOf(seed);
const below = (limit: number) => Math.floor(random() * limit);
const one = <T>(from: readonly T[]): T => from[below(from.length)] as T;

/** Pieces of lines, and the names and numbers that a forger wants in them. */
const pieces = [
  ', uid=1, msgid=',
  ', uid=9, msgid=<r@e>',
  ', size=1, vsize=1, from=',
  ', size=127',
  ', size=2, from=',
  ', subject=',
  ', flags=()',
  ', flags=(\\Seen)',
  ': box=',
  ': box=.EXPUNGED',
  ' -> ',
  '<r@e>',
  'INBOX',
  'a',
  '...',
  '>, rip=6.6.6.6, session=<f>, cred=<ap1>',
  ': user=<>, rip=6.6.6.6, session=<f>, cred=<>',
  ',6.6.6.6,<f>): Password mismatch',
  ',6.6.6.6,<f>): unknown user',
  ' (username: b)',
  ' rip=6.6.6.6 cred=ap9: Info: expunge: box=INBOX',
  'Disconnected: Logged out in=1 out=2 deleted=3',
  'Mailbox created: ',
  "reply=`250 2.0.0 Ok: queued as FORGED1'",
  '>, size=9, id=x, nrcpt=1, ',
  'é',
  '\u{1f4ec}',
];
/** A text as long as Dovecot leaves it. */
function hostile(maxBytes: number): string {
  let text = '';
  for (let parts = 1 + below(6); parts > 0; parts -= 1) text += one(pieces);
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  return `${bytes
    .subarray(0, maxBytes - 3)
    .toString()
    .replace(/\ufffd+$/u, '')}...`;
}
const name = () => (below(3) === 0 ? one(['INBOX', 'Trash', '.EXPUNGED', 'P']) : hostile(64));
const header = () => (below(3) === 0 ? one(['<r@e>', '', 'Anna <a@b.example>']) : hostile(80));

const session = { address: 'anna@ex.example', sid: '3cR23utguKN/AAAB', remoteIp: '192.0.2.1' };
const process_ = `imap(${session.address})<85><${session.sid}> rip=${session.remoteIp} cred=main: Info: `;

/** Whether each field of a record is the true one, or is absent. */
function expectTrue(line: string, truth: Record<string, unknown>): void {
  const { record } = readLine(`${at} ${line}`);
  if (record === null) return;
  for (const [key, value] of Object.entries(record)) {
    if (key === 'at' || key === 'plain') continue;
    if (key === 'box' && value === '') continue;
    expect({ [key]: value }, `seed ${seed}: ${line}`).toEqual({ [key]: truth[key] });
  }
}

const who = { service: 'imap', ...session, pid: 85, credential: 'main' };
const text = (value: string) => (value.trim() ? value.trim() : undefined);

it(`a change of a message (seed ${seed})`, () => {
  let told = 0;
  for (let round = 0; round < rounds; round += 1) {
    const action = one(['save', 'copy', 'expunge', 'delete', 'undelete', 'flag_change']);
    const [box, from, messageId, sender, subject] = [name(), name(), header(), header(), header()];
    const flags = one([[], ['\\Seen'], ['k,', 'flags='], ['uid=1,', '$Junk']]);
    const [uid, size] = [1 + below(9), below(300)];
    const line = `${process_}${action}${action === 'copy' ? ` from ${from}` : ''}: box=${box}, uid=${uid}, msgid=${messageId}, size=${size}, vsize=${size + 9}, from=${sender}, subject=${subject}, flags=(${flags.join(' ')})`;
    const heads = { box, messageId: text(messageId), sender: text(sender), subject: text(subject), uid, size };
    const truth = { ...heads, ...(action === 'copy' ? { from } : {}) };
    expectTrue(line, { kind: 'mail', ...who, action, flags, unclear: true, ...truth });
    const { record } = readLine(`${at} ${line}`);
    // Every line has a reading, because the true one is among them.
    expect(record, `seed ${seed}: ${line}`).not.toBeNull();
    if (record?.kind !== 'mail') continue;
    if (!record.unclear) told += 1;
    // A line about folders with ordinary names can be read once that is known.
    const ordinary = [box, action === 'copy' ? from : ''].every((one) => !/, uid=\d+, msgid=|: box=/.test(one));
    if (!ordinary || !record.unclear) continue;
    expect(record.plain, `seed ${seed}: ${line}`).toBeDefined();
    for (const [key, value] of Object.entries(record.plain ?? {}))
      expect({ [key]: value }, `seed ${seed}: ${line}`).toEqual({ [key]: truth[key as keyof typeof truth] });
  }
  expect(told).toBeGreaterThan(rounds / 4);
});

it(`a change of a folder (seed ${seed})`, () => {
  for (let round = 0; round < rounds; round += 1) {
    const action = one(['created', 'deleted', 'renamed']);
    const [box, from] = [name(), name()];
    const names = action === 'renamed' ? `${from} -> ${box}` : box;
    const imitates = [box, ...(action === 'renamed' ? [from] : [])].some(
      (name) => /, uid=\d+, msgid=|: box=/.test(name) || /\.\.\.$/.test(name),
    );
    const { record } = readLine(`${at} ${process_}Mailbox ${action}: ${names}`);
    expect(record).toMatchObject({ kind: 'folder', ...who, action });
    if (record?.kind !== 'folder') continue;
    if (record.unclear) expect(record.box).toBe(names);
    else
      expect([record.box, record.from], `seed ${seed}: ${names}`).toEqual([
        box,
        action === 'renamed' ? from : undefined,
      ]);
    // A cut name may be an ordinary one that ends with dots.
    if (!/\.\.\./.test(names)) expect(record.imitates ?? false, `seed ${seed}: ${names}`).toBe(imitates);
    else if (imitates && /, uid=\d+, msgid=|: box=/.test(names)) expect(record.imitates).toBe(true);
  }
});

it(`sign-ins, refusals, names of clients, ends and submissions (seed ${seed})`, () => {
  for (let round = 0; round < rounds; round += 1) {
    const user = hostile(255);
    const tail = `method=PLAIN, rip=${session.remoteIp}, rport=4, lip=127.0.0.1, mpid=85, TLS, tls=<TLSv1.3 with cipher X (256/256 bits)>, session=<${session.sid}>, cred=<main>`;
    const base = { service: 'imap', sid: session.sid, remoteIp: session.remoteIp, credential: 'main' };
    const secure = {
      transport: 'tls',
      tlsProtocol: 'TLSv1.3',
      tlsCipher: 'X',
      mechanism: 'PLAIN',
      remotePort: 4,
      pid: 85,
    };
    expectTrue(`imap-login: Info: Login: user=<${user}>, ${tail}`, {
      kind: 'login',
      address: user,
      ...base,
      ...secure,
    });
    expectTrue(
      `imap-login: Info: Disconnected: Connection closed (auth failed, 1 attempts in 2 secs): user=<${user}>, ${tail}`,
      {
        kind: 'rejected',
        address: user,
        reason: 'failed',
        ...base,
      },
    );
    const { record } = readLine(`${at} imap-login: Info: ID sent: name=${user}: user=<>, ${tail}`);
    // The name is what the client calls itself. The session is its own.
    expect(record, `seed ${seed}: ${user}`).toMatchObject({ kind: 'id', sid: session.sid });
    expect(readLine(`${at} ${process_}ID sent: name=${user}`).record).toMatchObject({ kind: 'id', sid: session.sid });

    const auth = { remoteIp: session.remoteIp, sid: session.sid, kind: 'refused' };
    const said = `plain(?,${session.remoteIp},<${session.sid}>): Username character disallowed by auth_username_chars: 0x2c (username: ${user})`;
    expectTrue(`auth: Info: ${said}`, { ...auth, address: user, reason: 'other' });
    const mismatch = `sql(${user},${session.remoteIp},<${session.sid}>): Password mismatch`;
    expectTrue(`auth: Info: ${mismatch}`, { ...auth, address: user, reason: 'wrong-password' });

    expectTrue(
      `submission(${session.address})<85><${session.sid}> rip=${session.remoteIp} cred=main: Info: Successfully relayed message: from=<${user}>, size=41, id=CSuvH9, nrcpt=1, reply=\`250 2.0.0 Ok: 245 bytes queued as BE4BA53E7A7'`,
      { kind: 'relayed', ...who, service: 'submission', sender: user, size: 41, recipients: 1, queueId: 'BE4BA53E7A7' },
    );
  }
});
