import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ImapFlow } from 'imapflow';
import { expect, test } from './fixtures';
import { openImap, openPop3 } from './mail-clients';
import { stack } from './stack';

/** The first server of a type in the configuration, as a mail program selects it. */
function serverOf(text: string, pattern: RegExp): { host: string; port: number } {
  const [, host = '', port = ''] = pattern.exec(text) ?? [];
  return { host, port: Number(port) };
}

test('autoconfiguration gives the same settings for every address of a domain, and nothing about other domains', async ({
  world,
  request,
}) => {
  const { anna, domain } = world;
  const autoconfig = (host: string, query = '') =>
    request.get(`/mail/config-v1.1.xml${query}`, { headers: { host } }).then(async (answer) => ({
      status: answer.status(),
      text: await answer.text(),
    }));
  const mine = await autoconfig(`autoconfig.${domain.name}`, `?emailaddress=${encodeURIComponent(anna.address)}`);
  expect(mine.status).toBe(200);
  const nobodys = await autoconfig(`autoconfig.${domain.name}`, `?emailaddress=nobody@${domain.name}`);
  expect(nobodys).toEqual(mine);
  expect((await autoconfig('autoconfig.elsewhere.example')).status).toBe(404);
  const wellKnown = await request.get('/.well-known/autoconfig/mail/config-v1.1.xml', {
    headers: { host: `${domain.name}:443` },
  });
  expect(await wellKnown.text()).toBe(mine.text);
  const { host, port } = serverOf(
    mine.text,
    /<incomingServer type="imap">\s*<hostname>([^<]+)<\/hostname>\s*<port>(\d+)<\/port>\s*<socketType>SSL</,
  );
  // Like a mail client with only this information.
  const client = new ImapFlow({
    host,
    port,
    secure: true,
    tls: { rejectUnauthorized: false },
    auth: { user: anna.address, pass: anna.password },
    logger: false,
  });
  await client.connect();
  await client.logout();

  const ask = (path: string, body: string) =>
    request.post(path, { data: body, headers: { 'content-type': 'text/xml' } }).then(async (answer) => ({
      status: answer.status(),
      text: await answer.text(),
    }));
  const question = `<?xml version="1.0"?><Autodiscover><Request><EMailAddress>${anna.address}</EMailAddress></Request></Autodiscover>`;
  for (const path of ['/autodiscover/autodiscover.xml', '/Autodiscover/Autodiscover.xml']) {
    const { status, text } = await ask(path, question);
    expect(status).toBe(200);
    expect(serverOf(text, /<Type>IMAP<\/Type>\s*<Server>([^<]+)<\/Server>\s*<Port>(\d+)</)).toEqual({ host, port });
    expect(text).toContain(`<LoginName>${anna.address}</LoginName>`);
  }
  const hostile =
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Autodiscover><EMailAddress>&b;</EMailAddress></Autodiscover>';
  expect(await ask('/autodiscover/autodiscover.xml', hostile)).toMatchObject({ status: 400 });
  expect(await ask('/autodiscover/autodiscover.xml', `${question}${' '.repeat(70_000)}`)).toMatchObject({
    status: 413,
  });
  expect(await ask('/autodiscover/autodiscover.xml', question.replace(domain.name, 'elsewhere.example'))).toMatchObject(
    {
      status: 404,
    },
  );

  const policy = await request.get('/.well-known/mta-sts.txt', { headers: { host: `mta-sts.${domain.name}` } });
  expect(await policy.text()).toMatch(/^version: STSv1\r\nmode: testing\r\nmx: \S+\r\nmax_age: 604800\r\n$/);
  expect((await request.get('/.well-known/mta-sts.txt', { headers: { host: domain.name } })).status()).toBe(404);
});

test('an owner sees what a new device would mean for existing ones, and downloads a profile without a password', async ({
  world,
  signIn,
}) => {
  const { anna } = world;
  const page = await signIn(anna);
  await page.goto('/settings');
  const imap = page.getByRole('definition').filter({ hasText: 'leaves it there' });
  await expect(imap).toBeVisible();

  const phone = await openImap(anna, { name: 'Wren', version: '1' });
  const taker = await openPop3(anna);
  await taker.run('QUIT');
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/mail disappears from .*Wren/)).toBeVisible({ timeout: 500 });
  }).toPass();
  await phone.logout();

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Profile for iPhone, iPad, Mac' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('mail.mobileconfig');
  const profile = readFileSync(await file.path(), 'utf8');
  expect(profile).toContain(`<key>IncomingMailServerUsername</key>\n      <string>${anna.address}</string>`);
  expect(profile).toContain(`<key>IncomingMailServerPortNumber</key>\n      <integer>${stack.ports.imaps}</integer>`);
  expect(profile).not.toContain(anna.password);
  expect(profile).not.toMatch(/<key>\w*Password<\/key>\s*<string>/);
  // The identifier is stable, so that a device replaces the profile instead of adding the mailbox twice.
  const again = await page.request.get('/api/set-up/profile');
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(digest(await again.text())).toBe(digest(profile));
});
