import { expect, test } from 'vitest';
import { configureDovecot, type DovecotSettings } from '.';
import { connectValue, quoted } from './quoting';

const settings: DovecotSettings = {
  version: '2.3.19.1 (9b53102964)',
  dataDirectory: '/srv/milepost',
  listen: '127.0.0.1',
  hostName: 'mx.example.test',
  demo: false,
  ports: {
    imap: 143,
    imaps: 993,
    pop3: 110,
    pop3s: 995,
    submission: 587,
    submissions: 465,
    sieve: 4190,
    relay: 10_588,
    reinject: 10_589,
    doveadm: 10_080,
    policy: 10_192,
  },
  database: { host: '127.0.0.1', port: 5432, name: 'milepost', user: 'milepost_dovecot', password: `p'a\\s s` },
  apiKey: 'key',
  policyKey: 'policy-key',
  patient: true,
  mail: { uid: 42_100, gid: 42_100 },
  unprivileged: null,
  postfixUser: 'postfix',
  submission: true,
  learningSocket: '/srv/milepost/rspamd/learn/learn.sock',
  messageLimit: 1000,
};

const main = (more: Partial<DovecotSettings> = {}) =>
  configureDovecot({ ...settings, ...more })['dovecot/dovecot.conf'] ?? '';

test('quotes and backslashes are escaped, and a line break is refused', () => {
  expect(quoted('say "no" \\ yes')).toBe('"say \\"no\\" \\\\ yes"');
  expect(() => quoted('a\nlisten = *')).toThrow();
  expect(connectValue('plain-1.2')).toBe('plain-1.2');
  expect(connectValue(`p'a\\s s`)).toBe(`'p\\'a\\\\s s'`);
  expect(() => connectValue('a\nb')).toThrow();
});

test('braces are balanced, each on its own line', () => {
  for (const [name, content] of Object.entries(configureDovecot(settings))) {
    const lines = content
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => !line.startsWith('#'));
    expect([name, lines.filter((line) => line.endsWith('{')).length]).toEqual([
      name,
      lines.filter((line) => line === '}').length,
    ]);
    expect(content).not.toContain('undefined');
  }
});

test('the directory of a mailbox is its id, and no user name contains a slash', () => {
  const sql = configureDovecot(settings)['dovecot/sql.conf.ext'] ?? '';
  expect(sql.match(/'\/srv\/milepost\/mail\/' \|\| mailbox_id AS (userdb_)?home/g)).toHaveLength(2);
  const allowed = /^auth_username_chars = (.*)$/m.exec(main())?.[1] ?? '';
  for (const character of `aZ09.-_@+'=`) expect(allowed).toContain(character);
  for (const character of '/<>, \t') expect(allowed.includes(character)).toBe(false);
});

test('web tokens are accepted only from the panel, and only tests disable the delay after a wrong password', () => {
  expect(configureDovecot(settings)['dovecot/sql.conf.ext']).toContain(
    "FROM dovecot_sign_in('%Lu', '%s', '%{sha256:password}', \\\n    '%{real_rip}' IN ('127.0.0.1'))\n",
  );
  expect(main()).not.toContain('auth_failure_delay');
  expect(main({ patient: false })).toContain('auth_failure_delay = 0\n');
});

test('the authentication policy is asked before each password and told after it, and nothing slows an address', () => {
  const text = main();
  expect(text).toContain('auth_policy_server_url = http://127.0.0.1:10192/policy\n');
  expect(text).toContain('auth_policy_server_api_header = X-Milepost-Key: policy-key\n');
  expect(text).toContain('auth_policy_check_after_auth = no\n');
  expect(text).toMatch(/^auth_policy_request_attributes = login=\S+ .*cred=%\{passdb:cred\}$/m);
  expect(text).toMatch(/^auth_policy_hash_nonce = [\w-]{43}$/m);
  expect(text).not.toContain('reject_on_fail');
  expect(text).toContain('  unix_listener anvil-auth-penalty {\n    mode = 0\n  }\n');
});

test('only the demonstration trusts the simulated clients', () => {
  expect(main()).toContain('login_trusted_networks = 127.0.0.1/32\n');
  expect(main({ demo: true })).toContain('login_trusted_networks = 127.0.0.1/32 127.0.0.2/32\n');
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['0.0.0.0', '0.0.0.0'],
  ['::', '*, ::'],
  ['203.0.113.9', '203.0.113.9, 127.0.0.1'],
])('a public address of %s leaves webmail its loopback', (address, listeners) => {
  expect(main({ listen: address })).toContain(`\nlisten = ${listeners}\n`);
});

test('internal listeners are on loopback, whatever is public', () => {
  const text = main({ listen: '0.0.0.0' });
  expect(text).toContain('listen = 0.0.0.0\n');
  expect(text).toContain(`    address = 127.0.0.1\n    port = ${settings.ports.doveadm}\n`);
});

test('delivery and the question about a sign-in are for Postfix alone', () => {
  const text = main();
  for (const [service, socket] of [
    ['lmtp', 'lmtp'],
    ['auth', 'smtpd-sasl'],
  ]) {
    const block = new RegExp(`^service ${service} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(text)?.[1] ?? '';
    expect(block).toContain(`  unix_listener ${socket} {\n    mode = 0600\n    user = postfix\n  }\n`);
    expect(block).not.toContain('inet_listener');
  }
  expect(main({ postfixUser: null })).toContain('  unix_listener lmtp {\n    mode = 0600\n  }\n');
});

test('without root there is one account, no chroot and no submission service', () => {
  const text = main({ unprivileged: { user: 'me', group: 'us' }, submission: false });
  expect(text).toContain('default_internal_user = me\n');
  expect(text.match(/chroot =\n/g)).toHaveLength(5);
  expect(text).not.toContain('submission-login');
  expect(text).toMatch(/^protocols = imap pop3 lmtp sieve$/m);
});

test('another version is refused with a message', () => {
  expect(() => main({ version: '2.4.4' })).toThrow('can configure only 2.3');
});

test('moves into Junk and out of it are learned by scripts that only root writes, and no owner may start programs', () => {
  const files = configureDovecot(settings);
  const text = main();
  expect(text).toContain('  mail_plugins = $mail_plugins imap_quota acl imap_sieve\n');
  expect(text).toContain('  sieve_global_extensions = +vnd.dovecot.pipe\n');
  expect(text).not.toMatch(/^\s*sieve_extensions/m);
  expect(text).toContain('  sieve_pipe_bin_dir = /srv/milepost/dovecot/pipe\n');
  expect(files['dovecot/learn-ham.sieve']).toContain('["Trash", "Trash/*", "Junk", ".EXPUNGED"]');
  for (const kind of ['spam', 'ham'])
    expect(files[`dovecot/learn-${kind}.sieve`]).toContain(`pipe :copy :try "learn" ["${kind}", "\${1}"];`);
  const program = files['dovecot/pipe/learn'] ?? '';
  expect(program).toContain('rspamc -h /srv/milepost/rspamd/learn/learn.sock');
  // What a client chose is only ever one quoted argument.
  expect(program.match(/\$2/g)).toHaveLength(1);
  expect(program).toContain('--header "Mailbox=$2" ');
});

test('without rspamd nothing is learned', () => {
  const files = configureDovecot({ ...settings, learningSocket: null });
  expect(Object.keys(files).filter((name) => name.includes('learn'))).toEqual([]);
  expect(main({ learningSocket: null })).not.toMatch(/imap_?sieve|extprograms/);
});
