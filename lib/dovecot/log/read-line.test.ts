import { describe, expect, it } from 'vitest';
import { Prisma } from '@/lib/db';
import { logRecord, readLine } from './read-line';

const at = '2026-11-23T06:40:26.208294';
const read = (text: string) => readLine(`${at} ${text}`).record;
const imap = 'imap(anna@ex.example)<8565><3cR23utguKN/AAAB> rip=127.0.0.1 cred=main: Info: ';
const who = {
  service: 'imap',
  address: 'anna@ex.example',
  pid: 8565,
  sid: '3cR23utguKN/AAAB',
  remoteIp: '127.0.0.1',
  credential: 'main',
};
const message = 'msgid=<hello-0@out.test>, size=356, vsize=369, from=Sender <sender@out.test>, subject=hello 0';
const claims = { messageId: '<hello-0@out.test>', size: 356, sender: 'Sender <sender@out.test>', subject: 'hello 0' };

describe('a login', () => {
  it('without TLS from the same host', () => {
    expect(
      read(
        'imap-login: Info: Login: user=<anna@ex.example>, method=PLAIN, rip=127.0.0.1, rport=41912, lip=127.0.0.1, mpid=8565, secured, session=<3cR23utguKN/AAAB>, cred=<main>',
      ),
    ).toEqual({
      kind: 'login',
      at: `${at}Z`,
      service: 'imap',
      address: 'anna@ex.example',
      mechanism: 'PLAIN',
      remoteIp: '127.0.0.1',
      remotePort: 41912,
      pid: 8565,
      transport: 'secured',
      sid: '3cR23utguKN/AAAB',
      credential: 'main',
    });
  });

  it('has only fields that are columns of a session', () => {
    const record = read(
      'imap-login: Info: Login: user=<anna@ex.example>, method=PLAIN, rip=127.0.0.1, rport=41912, lip=127.0.0.1, mpid=8565, TLS, tls=<TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)>, session=<3cR23utguKN/AAAB>, cred=<main>',
    );
    expect(record).toMatchObject({ kind: 'login', mechanism: 'PLAIN', remotePort: 41912, pid: 8565, transport: 'tls' });
    // The line also has its kind. The protocol and the start of a session are computed from the others.
    const told = Object.keys(record ?? {}).filter((name) => !['kind', 'at', 'service'].includes(name));
    expect(Object.values(Prisma.MailSessionScalarFieldEnum)).toEqual(expect.arrayContaining(told));
  });

  it('with TLS, of each service', () => {
    for (const [name, service] of [
      ['imap', 'imap'],
      ['pop3', 'pop3'],
      ['submission', 'submission'],
      ['managesieve', 'sieve'],
    ]) {
      expect(
        read(
          `${name}-login: Info: Login: user=<ben@ex.example>, method=XOAUTH2, rip=2001:db8::1, rport=51648, lip=::1, mpid=26054, TLS, tls=<TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)>, session=<60gjrOtgwMl/AAAB>, cred=<ap01a20716-5230-7131-a744-1a0db3f73d9d>`,
        ),
      ).toMatchObject({
        kind: 'login',
        service,
        remoteIp: '2001:db8::1',
        transport: 'tls',
        tlsProtocol: 'TLSv1.3',
        tlsCipher: 'TLS_AES_256_GCM_SHA384',
        credential: 'ap01a20716-5230-7131-a744-1a0db3f73d9d',
      });
    }
  });

  it('in clear text, and one without the optional fields', () => {
    expect(read('pop3-login: Info: Login: user=<a@b>, rip=192.0.2.1, session=<s1>')).toMatchObject({
      transport: 'clear',
      sid: 's1',
    });
    expect(read('pop3-login: Info: Login: user=<a@b>, method=PLAIN, rip=192.0.2.1, lip=::1, mpid=5')).toBeNull();
  });

  it('uses only the last fields: a user name may contain others', () => {
    const user = 'x>, method=PLAIN, rip=6.6.6.6, rport=1, lip=6.6.6.6, mpid=1, TLS, session=<forged>, cred=<main';
    expect(
      read(
        `imap-login: Info: Login: user=<${user}>, method=PLAIN, rip=192.0.2.9, rport=9, lip=::1, mpid=77, session=<real>, cred=<ap1>`,
      ),
    ).toMatchObject({
      address: user,
      remoteIp: '192.0.2.9',
      pid: 77,
      sid: 'real',
      credential: 'ap1',
      transport: 'clear',
    });
  });

  it('of users with quotes, plus signs, an IDN domain and a local part of 64', () => {
    for (const user of [
      "o'neil+lists@ex.example",
      'a"b c"@ex.example',
      'anna@xn--bcher-kva.example',
      `${'a'.repeat(64)}@ex.example`,
      'ann{a}|b~=?*@ex.example',
    ]) {
      expect(
        read(`pop3-login: Info: Login: user=<${user}>, method=PLAIN, rip=127.0.0.1, mpid=1, session=<s>, cred=<main>`),
      ).toMatchObject({ address: user });
    }
  });
});

describe('a client that names itself', () => {
  it('before its login', () => {
    expect(
      read(
        'imap-login: Info: ID sent: name=K9 Mail, version=6.8, os=Android: user=<>, rip=127.0.0.1, rport=41912, lip=127.0.0.1, secured, session=<3cR23utguKN/AAAB>, cred=<>',
      ),
    ).toEqual({ kind: 'id', at: `${at}Z`, sid: '3cR23utguKN/AAAB', name: 'K9 Mail', version: '6.8' });
  });

  it('after it, with separators in the name', () => {
    expect(read(`${imap}ID sent: name=After, Login: user=<x>, version=2`)).toEqual({
      kind: 'id',
      at: `${at}Z`,
      sid: who.sid,
      name: 'After, Login: user=<x>',
      version: '2',
    });
  });

  it('cannot choose another session with a name that imitates the end of the line', () => {
    expect(
      read(
        'imap-login: Info: ID sent: name=X: user=<>, rip=6.6.6.6, session=<forged>, cred=<main>, version=1: user=<>, rip=192.0.2.1, lip=::1, session=<real>, cred=<>',
      ),
    ).toMatchObject({ kind: 'id', sid: 'real' });
  });

  it('has a long name truncated and control characters removed', () => {
    const record = read(`${imap}ID sent: name=${'n'.repeat(70_000)}\u0007\u202e, version=\u0000`);
    expect(record).toMatchObject({ kind: 'id', name: 'n'.repeat(100) });
    expect(read(`${imap}ID sent: name=a\u0007\u202eb`)).toMatchObject({ name: 'a\ufffd\ufffdb' });
  });
});

describe('the end of a session', () => {
  it('of IMAP', () => {
    expect(
      read(
        `${imap}Disconnected: Logged out in=616 out=3072 deleted=4 expunged=3 trashed=1 hdr_count=0 hdr_bytes=0 body_count=1 body_bytes=369`,
      ),
    ).toEqual({
      kind: 'end',
      at: `${at}Z`,
      ...who,
      reason: 'logged-out',
      detail: 'Logged out',
      bytesIn: 616,
      bytesOut: 3072,
      removed: 4,
      expunged: 3,
      fetched: 1,
    });
  });

  it.each([
    ['Disconnected: Connection closed (IDLE running for 0.001 + waiting input for 2.3 secs)', 'closed'],
    ['Disconnected: Connection closed', 'closed'],
    ['Disconnected: Connection reset by peer', 'closed'],
    ['Disconnected: Inactivity - no input for 1800 secs', 'idle'],
    ['Disconnected for inactivity', 'idle'],
    ['Disconnected: Server shutting down.', 'shutdown'],
    ['Disconnected: Too many invalid commands.', 'error'],
  ])('%s', (text, reason) => {
    const figures = ' in=1 out=2 deleted=0 expunged=0 trashed=0 hdr_count=0 hdr_bytes=0 body_count=0 body_bytes=0';
    expect(read(imap + text + figures)).toMatchObject({ kind: 'end', reason, bytesIn: 1, bytesOut: 2 });
    expect(read(imap + text)).toMatchObject({ kind: 'end', reason });
  });

  it('of POP3, submission and ManageSieve', () => {
    const line = (name: string, text: string) => read(`${name}(a@b.example)<7><s/1> rip=::1 cred=ap1: Info: ${text}`);
    expect(
      line(
        'pop3',
        'Disconnected: Logged out top=0/0, retr=1/385, del=1/7, size=3303, del_bytes=369, in=28, out=479, uidl=',
      ),
    ).toMatchObject({ service: 'pop3', reason: 'logged-out', fetched: 1, removed: 1, bytesIn: 28, bytesOut: 479 });
    expect(line('submission', 'Disconnected: Logged out (state=READY) in=134 out=120')).toMatchObject({
      service: 'submission',
      reason: 'logged-out',
      bytesIn: 134,
      bytesOut: 120,
    });
    expect(line('managesieve', 'Disconnected: Logged out bytes=19/70')).toMatchObject({
      service: 'sieve',
      reason: 'logged-out',
      bytesIn: 19,
      bytesOut: 70,
    });
  });
});

describe('what happens to a message', () => {
  it('each action, with its folder and flags', () => {
    for (const action of ['save', 'expunge', 'delete', 'undelete', 'flag_change']) {
      expect(read(`${imap}${action}: box=INBOX, uid=1, ${message}, flags=(\\Deleted \\Recent)`)).toEqual({
        kind: 'mail',
        at: `${at}Z`,
        ...who,
        action,
        box: 'INBOX',
        uid: 1,
        ...claims,
        flags: ['\\Deleted', '\\Recent'],
      });
    }
    expect(read(`${imap}copy from INBOX: box=.EXPUNGED, uid=1, ${message}, flags=()`)).toMatchObject({
      action: 'copy',
      from: 'INBOX',
      box: '.EXPUNGED',
      uid: 1,
      flags: [],
    });
  });

  it('of delivery and of doveadm, which have no credential', () => {
    const line = `save: box=Lists/dovecot, uid=9, ${message}, flags=()`;
    expect(read(`lmtp(a@b.example)<6698><ujWBNorfA2sqGgAAg+zDdQ> rip=127.0.0.1 cred=: Info: ${line}`)).toMatchObject({
      service: 'lmtp',
      sid: 'ujWBNorfA2sqGgAAg+zDdQ',
      box: 'Lists/dovecot',
    });
    const doveadm = read(`doveadm(a@b.example)<1><orHsAT6PA2sBcgAAg+zDdQ> rip= cred=: Info: ${line}`);
    expect(doveadm).toMatchObject({ service: 'doveadm' });
    expect(doveadm).not.toHaveProperty('credential');
  });

  it('without a Message-ID, a sender or a subject', () => {
    const record = read(`${imap}save: box=INBOX, uid=2, msgid=, size=1, vsize=2, from=, subject=, flags=()`);
    expect(record).toMatchObject({ size: 1 });
    for (const field of ['messageId', 'sender', 'subject']) expect(record).not.toHaveProperty(field);
  });

  it('whose subject imitates a log record', () => {
    const subject = `x, flags=(\\Seen) 2026-11-23T00:52:35.773983 imap(victim@ex.test)<1><sess> rip...`;
    expect(
      read(
        `${imap}expunge: box=INBOX, uid=9, msgid=<a@b>, size=506, vsize=520, from=S <s@x>, subject=${subject}, flags=()`,
      ),
    ).toMatchObject({ address: 'anna@ex.example', uid: 9, size: 506, subject, flags: [] });
  });

  it('whose Message-ID or subject imitates other headers has the folder, the UID and no doubtful header', () => {
    const messageId = '<evil, size=9, vsize=9, from=boss@x, subject=fake, flags=()>';
    const one = read(`${imap}save: box=INBOX, uid=9, msgid=${messageId}, size=5, vsize=5, from=S, subject=x, flags=()`);
    const subject = 'q, size=9, vsize=9, from=boss@x, subject=fake, flags=(\\Deleted)';
    const other = read(
      `${imap}save: box=INBOX, uid=9, msgid=<a@b>, size=5, vsize=5, from=S, subject=${subject}, flags=(\\Seen)`,
    );
    for (const record of [one, other]) {
      expect(record).toMatchObject({ box: 'INBOX', uid: 9 });
      for (const field of ['messageId', 'size', 'sender', 'subject', 'unclear'])
        expect(record).not.toHaveProperty(field);
    }
    expect(other).toMatchObject({ flags: ['\\Seen'] });
  });

  it('that may be in either of two folders is nowhere, and where it is if no folder imitates the log', () => {
    const text = `expunge: box=INBOX, uid=9, msgid=<x>, box=Secret, uid=1, msgid=<y>, size=5, vsize=5, from=a, subject=b`;
    const record = read(`${imap}${text}, flags=()`);
    expect(record).toMatchObject({ box: '', unclear: true, plain: { box: 'INBOX', uid: 9, size: 5 } });
    for (const field of ['uid', 'messageId', 'size', 'sender', 'subject']) expect(record).not.toHaveProperty(field);
    const copy = read(`${imap}copy from a: box=b: box=c, uid=3, ${message}, flags=()`);
    expect(copy).toMatchObject({ action: 'copy', box: '', unclear: true });
    expect(copy).not.toHaveProperty('plain');
  });

  it('in folders with odd names', () => {
    for (const box of ['a, b', 'x: box=y', 'Entwürfe/2026 (alt)', '<>', 'a'.repeat(64)]) {
      expect(read(`${imap}expunge: box=${box}, uid=3, ${message}, flags=()`)).toMatchObject({ box, uid: 3, ...claims });
    }
  });

  it('with a Message-ID that Dovecot truncated', () => {
    const messageId = `<${'m'.repeat(76)}...`;
    expect(
      read(
        `${imap}save: box=INBOX, uid=9, msgid=${messageId}, size=1, vsize=2, from=a, subject=${'L'.repeat(77)}..., flags=()`,
      ),
    ).toMatchObject({ messageId, size: 1, subject: `${'L'.repeat(77)}...` });
  });

  it('that was relayed to the MTA', () => {
    expect(
      read(
        "submission(anna@ex.example)<8570><JJN73utg5OV/AAAB> rip=127.0.0.1 cred=main: Info: Successfully relayed message: from=<anna@ex.example>, size=41, id=CSuvH9rfA2t6IQAAg+zDdQ, nrcpt=1, reply=`250 2.0.0 Ok: 245 bytes queued as BE4BA53E7A7'",
      ),
    ).toMatchObject({ kind: 'relayed', sender: 'anna@ex.example', size: 41, recipients: 1, queueId: 'BE4BA53E7A7' });
  });
});

describe('what happens to a folder', () => {
  it('created, renamed, deleted', () => {
    expect(read(`${imap}Mailbox created: Projects/Kept`)).toEqual({
      kind: 'folder',
      at: `${at}Z`,
      ...who,
      action: 'created',
      box: 'Projects/Kept',
    });
    expect(read(`${imap}Mailbox renamed: Tree -> Wood`)).toMatchObject({
      action: 'renamed',
      from: 'Tree',
      box: 'Wood',
    });
    expect(read(`${imap}Mailbox deleted: a -> b`)).toMatchObject({ action: 'deleted', box: 'a -> b' });
  });

  it.each(['A -> B -> C', 'A -> -> B', `${'a'.repeat(61)}... -> B`])('cannot be told from %j', (names) => {
    const record = read(`${imap}Mailbox renamed: ${names}`);
    expect(record).toMatchObject({ action: 'renamed', box: names, unclear: true });
    expect(record).not.toHaveProperty('from');
  });

  it.each([
    ['created: expunge: box=INBOX, uid=1', true],
    ['created: INBOX, uid=1, msgid=<a>', true],
    ['created: INBOX, uid=1, box=a', undefined],
    ['renamed: Tree -> x, uid=1, msgid=<y>, size=1', true],
    [`created: ${'a'.repeat(61)}...`, true],
    ['created: and so on...', undefined],
  ])('%s imitates the log: %s', (text, imitating) => {
    expect((read(`${imap}Mailbox ${text}`) as { imitates?: true }).imitates).toBe(imitating);
  });
});

describe('a handshake that fails', () => {
  /** Lines of Dovecot 2.3.19 with OpenSSL 3.0, of openssl s_client and Python as clients. */
  const line = (said: string, counted: string, tls: string) =>
    read(
      `imap-login: Info: Disconnected: Connection closed: ${said} (${counted}): user=<>, rip=203.0.113.7, rport=38212, lip=192.0.2.1, ${tls}, session=<WUH3QV1hRJV/AAAB>, cred=<>`,
    );
  const early = 'no auth attempts in 0 secs';

  it.each([
    ['error:0A000102:SSL routines::unsupported protocol', 'old-tls'],
    ['error:0A0000C1:SSL routines::no shared cipher', 'no-cipher'],
    ['error:0A000418:SSL routines::tlsv1 alert unknown ca: SSL alert number 48', 'certificate-refused'],
    ['error:0A000412:SSL routines::sslv3 alert bad certificate: SSL alert number 42', 'certificate-refused'],
    ['error:0A000416:SSL routines::sslv3 alert certificate unknown: SSL alert number 46', 'certificate-refused'],
    ['error:0A00009C:SSL routines::http request', 'not-tls'],
    ['error:0A00010B:SSL routines::wrong version number', 'not-tls'],
    ['error:0A0000D5:SSL routines::record length mismatch', 'other'],
  ])('by %s is %s', (words, reason) => {
    const failed = `SSL_accept() failed: ${words}`;
    for (const counted of [early, 'disconnected before auth was ready, waited 0 secs'])
      expect(line(failed, counted, `TLS handshaking: ${failed}`)).toMatchObject({
        kind: 'handshake',
        service: 'imap',
        remoteIp: '203.0.113.7',
        reason,
      });
  });

  it('says nothing if the client only closes the connection', () => {
    for (const said of [
      'SSL_accept() syscall failed: Invalid argument',
      'read(size=1023) failed: Connection reset by peer',
    ])
      expect(line(said, early, `TLS handshaking: ${said}`)).toBeNull();
    expect(line('x', early, 'TLS handshaking: Connection closed')).toBeNull();
  });

  it('after its end is a refused certificate, or nothing', () => {
    const tls = (words: string) => `TLS: SSL_read failed: error:0A000416:SSL routines::${words}`;
    expect(line('x', early, tls('sslv3 alert certificate unknown: SSL alert number 46'))).toMatchObject({
      reason: 'certificate-refused',
    });
    expect(line('x', early, tls('wrong version number'))).toBeNull();
  });

  it('cannot be written by who tries to sign in', () => {
    const user = `>, rip=6.6.6.6, TLS handshaking: SSL_accept() failed: error:0A000102:SSL routines::unsupported protocol, session=<f>, cred=<>`;
    expect(
      read(
        `imap-login: Info: Disconnected: Connection closed (auth failed, 1 attempts in 2 secs): user=<${user}>, method=PLAIN, rip=203.0.113.7, rport=1, lip=192.0.2.1, TLS, session=<real>, cred=<>`,
      ),
    ).toMatchObject({ kind: 'rejected', sid: 'real', remoteIp: '203.0.113.7' });
  });
});

describe('a login that fails', () => {
  it('by the auth process, with its reason', () => {
    const line = (words: string) =>
      read(
        `auth-worker(8005): Info: conn unix:auth-worker (pid=410,uid=104): auth-worker<10>: dict(anna@ex.example,127.0.0.1,<P/SB3utgxqN/AAAB>): ${words}`,
      );
    const refused = { kind: 'refused', address: 'anna@ex.example', remoteIp: '127.0.0.1', sid: 'P/SB3utgxqN/AAAB' };
    expect(line('Password mismatch')).toMatchObject({ ...refused, reason: 'wrong-password' });
    expect(line('unknown user')).toMatchObject({ ...refused, reason: 'unknown-user' });
    expect(line('something else happened')).toBeNull();
    const nets = 'allow_nets check failed: IP 127.0.0.1 not in allowed networks';
    expect(line(nets)).toBeNull();
    expect(read(`auth: Info: dict(anna@ex.example,127.0.0.1,<P/SB3utgxqN/AAAB>): ${nets}`)).toMatchObject({
      ...refused,
      reason: 'blocked-network',
    });
    const counted =
      'Authentication failure due to policy server refusal: Too many attempts. Wait an hour, or sign in at x';
    expect(read(`auth: Info: policy(a@b,192.0.2.1,<s>): ${counted}`)).toMatchObject({
      reason: 'too-many-attempts',
      sid: 's',
    });
    // Of Postfix, without a session.
    expect(read(`auth: Info: policy(a@b,192.0.2.1): ${counted}`)).toMatchObject({ reason: 'too-many-attempts' });
    expect(read('auth: Info: policy(a@b,192.0.2.1,<s>): Policy check action is drop connection')).toBeNull();
    expect(read('auth: Info: sql(a@b,192.0.2.1,<s>): Password mismatch')).toMatchObject({ address: 'a@b', sid: 's' });
    expect(read('auth: Info: dict(a@b,192.0.2.1): Password mismatch')).toMatchObject({
      address: 'a@b',
      remoteIp: '192.0.2.1',
    });
    expect(read('auth-worker(1): Info: dict(a@b,192.0.2.1): unknown user')).toBeNull();
  });

  it('with a name that cannot be a mailbox', () => {
    expect(
      read(
        'auth: Info: plain(?,127.0.0.1,<kADj3+tgIr5/AAAB>): Username character disallowed by auth_username_chars: 0x22 (username: no"quote@x)',
      ),
    ).toMatchObject({ kind: 'refused', address: 'no"quote@x', reason: 'other', sid: 'kADj3+tgIr5/AAAB' });
  });

  it('with a name that cannot be a mailbox and imitates a line', () => {
    const user = 'x,6.6.6.6,<forged>): Password mismatch';
    const words = 'Username character disallowed by auth_username_chars: 0x2c';
    expect(read(`auth: Info: plain(?,192.0.2.1,<real>): ${words} (username: ${user})`)).toMatchObject({
      address: user,
      remoteIp: '192.0.2.1',
      sid: 'real',
      reason: 'other',
    });
  });

  it('with a name that imitates the end of the line', () => {
    expect(
      read('auth: Info: sql(x,6.6.6.6,<forged>): Password mismatch (a,192.0.2.1,<real>): unknown user'),
    ).toMatchObject({ remoteIp: '192.0.2.1', sid: 'real', reason: 'unknown-user' });
  });

  it('by the login process, with its protocol', () => {
    const line = (why: string) =>
      read(
        `pop3-login: Info: Disconnected: Connection closed (${why}): user=<anna@ex.example>, method=PLAIN, rip=127.0.0.1, rport=1, lip=127.0.0.1, secured, session=<s1>, cred=<>`,
      );
    const rejected = {
      kind: 'rejected',
      service: 'pop3',
      address: 'anna@ex.example',
      sid: 's1',
      remoteIp: '127.0.0.1',
    };
    expect(line('auth failed, 1 attempts in 2 secs')).toMatchObject({ ...rejected, reason: 'failed' });
    expect(line('internal failure, 1 successful auths')).toMatchObject({ ...rejected, reason: 'not-allowed' });
    expect(line('no auth attempts in 0 secs')).toBeNull();
    expect(
      read(
        'submission-login: Info: Disconnected: Connection closed (tried to use unsupported auth mechanism): user=<>, method=XOAUTH2, rip=127.0.0.1, rport=1, lip=127.0.0.1, TLS, session=<s1>, cred=<>',
      ),
    ).toBeNull();
  });

  it('over a TLS connection that the client had closed', () => {
    expect(
      read(
        'pop3-login: Info: Disconnected: Connection closed (internal failure, 1 successful auths): user=<anna@ex.example>, method=PLAIN, rip=127.148.167.117, rport=35065, lip=127.0.0.1, TLS: Connection closed, tls=<TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)>, session=<s1>, cred=<main>',
      ),
    ).toMatchObject({ kind: 'rejected', reason: 'not-allowed', sid: 's1', credential: 'main' });
  });

  it('with a hostile name', () => {
    const user = 'v@x>, method=PLAIN, rip=6.6.6.6, session=<s9>, cred=<>';
    expect(
      read(
        `imap-login: Info: Aborted login: Connection closed (auth failed, 3 attempts in 9 secs): user=<${user}>, method=PLAIN, rip=192.0.2.5, rport=1, lip=::1, session=<real>, cred=<>`,
      ),
    ).toMatchObject({ kind: 'rejected', address: user, remoteIp: '192.0.2.5', sid: 'real' });
  });
});

describe('other lines', () => {
  it('Dovecot starting', () => {
    expect(
      read('master: Info: Dovecot v2.3.19.1 (9b53102964) starting up for imap, pop3, lmtp (core dumps disabled)'),
    ).toEqual({ kind: 'started', at: `${at}Z`, version: '2.3.19.1' });
  });

  it.each([
    '',
    `${at} lmtp(6698): Info: Connect from 127.0.0.1`,
    `${at} lmtp(a@b)<6698><s> rip=127.0.0.1 cred=: Info: msgid=<x>: saved mail to INBOX`,
    `${at} imap(8688): Warning: Killed with signal 15 (by pid=8693 uid=0 code=kill)`,
    `${at} imap-login: Info: Disconnected: Connection closed (no auth attempts in 0 secs): user=<>, rip=192.0.2.1, rport=1, lip=::1, session=<s>, cred=<>`,
    `${at} auth: Info: conn unix:login (pid=1,uid=2): something`,
    `${at} auth: Info: policy(a@b,192.0.2.1,<s>): Policy check action is drop connection`,
  ])('nothing in %j', (line) => {
    expect(readLine(line)).toEqual({ record: null, unread: false });
  });

  it.each([
    'garbage',
    '\ufffd'.repeat(1000),
    `2026-99-99T99:99:99.123456 ${imap}ID sent: name=x`,
    `${at} imap(a@b)<99999999999999999999><s> rip= cred=: Info: ID sent: name=x`,
    // A stock Dovecot, and formats that somebody changed.
    `${at} imap-login: Info: Login: user=<a@b>, method=PLAIN, rip=192.0.2.1, lip=::1, mpid=5`,
    `${at} imap-login: Info: ID sent: name=x: something`,
    `${at} pop3-login: Info: Disconnected (auth failed, 1 attempts): user=<a@b>, rip=192.0.2.1`,
    `${at} imap(a@b)<1><s>: Info: Disconnected: Logged out in=1 out=2`,
    `${at} ${imap}expunge: box=INBOX, uid=x, msgid=<a>, size=1`,
    `${at} ${imap}copy from A: box=INBOX`,
    `${at} submission(a@b)<1><s> rip=::1 cred=main: Info: Successfully relayed message: something`,
    `${at} auth: Info: sql(a@b,192.0.2.1,<s>): Something new in this version`,
  ])('is reported as not understood: %j', (line) => {
    expect(readLine(line)).toEqual({ record: null, unread: true });
  });

  it('a line that is understood in part has the rest of its figures', () => {
    const line = `${at} ${imap}Disconnected: Logged out in=616 out=-1 deleted=4 expunged= body_count=99999999999`;
    expect(readLine(line)).toMatchObject({ record: { bytesIn: 616, removed: 4, reason: 'logged-out' }, unread: true });
    const { record } = readLine(line);
    for (const name of ['bytesOut', 'expunged', 'fetched']) expect(record).not.toHaveProperty(name);
  });

  it('a forged line inside a subject stays inside', () => {
    const forged = `imap-login: Info: Login: user=<v@x>, rip=6.6.6.6, session=<f>, cred=<main>`;
    const record = read(
      `${imap}save: box=INBOX, uid=1, msgid=<a>, size=1, vsize=1, from=b, subject=${forged}, flags=()`,
    );
    expect(record).toMatchObject({ kind: 'mail', subject: forged });
  });

  it('every record is accepted by the worker, and fits JSON and PostgreSQL', () => {
    const nasty = `\ud800 \u0000\u001b[31m ${'é'.repeat(50)}`;
    const record = read(
      `${imap}save: box=${nasty}, uid=1, msgid=${nasty}, size=1, vsize=1, from=${nasty}, subject=${nasty}, flags=(${nasty})`,
    );
    expect(record && 'offset' in record).toBe(false);
    if (record) {
      expect(logRecord.safeParse({ ...record, offset: 0 }).success).toBe(true);
      const json = JSON.stringify(record);
      expect(json).not.toContain('\\u0000');
      expect(json).not.toContain('\\ud800');
    }
  });

  it('parses a line of a megabyte quickly', () => {
    for (const filler of ['a', ', size=1, vsize=1, from=', '>, ', ', flags=(', ': user=<>, ', ', a=b']) {
      const long = filler.repeat(Math.ceil(1_000_000 / filler.length));
      read(`${imap}save: box=INBOX, uid=1, msgid=${long}`);
      read(`${imap}ID sent: name=${long}`);
      read(`imap-login: Info: ID sent: name=${long}`);
      read(`imap-login: Info: Login: user=<${long}`);
      expect(read(`auth: Info: sql(${long}`)).not.toMatchObject({ kind: 'login' });
    }
  });
});
