import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from './fixtures';
import { countMessages, openImap, openPop3, submit, trySubmission } from './mail-clients';
import { stack } from './stack';

// Mail protocols on the real ports, without pages.

test('a message goes from one mailbox to another, by submission, Postfix and LMTP', async ({ world }) => {
  const { anna, ben } = world;
  const client = await openImap(ben);
  await submit(anna, { from: anna.address, to: ben.address, subject: `Hello ${world.tag}`, text: 'x' });
  await expect.poll(() => countMessages(client, `Hello ${world.tag}`)).toBe(1);
  await client.logout();
});

test('nobody can send with the address of another', async ({ world }) => {
  const { anna, ben } = world;
  await expect(submit(anna, { from: ben.address, to: ben.address, subject: 'Forged', text: 'x' })).rejects.toThrow(
    /553|owned/i,
  );
});

test('a wrong password is refused on every protocol', async ({ world }) => {
  const wrong = { address: world.anna.address, password: 'not this one' };
  await expect(openImap(wrong)).rejects.toThrow();
  await expect(openPop3(wrong)).rejects.toThrow(/AUTH|Authentication/i);
  await expect(trySubmission(wrong)).rejects.toThrow(/535|Authentication/i);
});

test('swaks, fetchmail and curl work', async ({ world }) => {
  const { anna, ben } = world;
  const subject = `By swaks ${world.tag}`;
  const swaks = spawnSync('swaks', [
    ...['--server', `127.0.0.1:${stack.ports.submission}`, '--auth', 'PLAIN'],
    ...['--auth-user', anna.address, '--auth-password', anna.password],
    ...['--from', anna.address, '--to', ben.address, '--header', `Subject: ${subject}`, '--body', 'Hello'],
  ]);
  expect(swaks.stdout.toString()).toMatch(/^<- {2}250 2\.0\.0 Ok: .* queued/m);
  expect(swaks.status).toBe(0);

  const client = await openImap(ben);
  await expect.poll(() => countMessages(client, subject)).toBe(1);
  await client.logout();

  const listing = spawnSync('curl', [
    ...['--silent', '--insecure', '--user', `${ben.address}:${ben.password}`],
    `imaps://127.0.0.1:${stack.ports.imaps}/INBOX;UID=1;SECTION=HEADER.FIELDS%20(SUBJECT)`,
  ]);
  expect(listing.stdout.toString()).toContain(subject);

  const directory = mkdtempSync(path.join(os.tmpdir(), 'milepost-fetchmail-'));
  const control = path.join(directory, 'rc');
  writeFileSync(
    control,
    `poll 127.0.0.1 service ${stack.ports.pop3s} protocol pop3 user "${ben.address}" password "${ben.password}" ssl no sslcertck mda "cat >> ${directory}/inbox"\n`,
    { mode: 0o600 },
  );
  const fetchmail = spawnSync(
    'fetchmail',
    [
      '--fetchmailrc',
      control,
      '--idfile',
      path.join(directory, 'ids'),
      '--nosyslog',
      '--pidfile',
      path.join(directory, 'pid'),
    ],
    {
      env: { ...process.env, HOME: directory, FETCHMAILHOME: directory },
    },
  );
  rmSync(directory, { recursive: true });
  expect(fetchmail.stdout.toString() + fetchmail.stderr.toString()).toContain('1 message');
  expect(fetchmail.status).toBe(0);
  // It removes what it fetched, as POP3 programs do.
  const pop = await openPop3(ben);
  expect(await pop.list()).toEqual([]);
  await pop.quit();
});
