import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { comingFrom, expect, fillSignIn, test } from './fixtures';
import { type Account, openImap, submit } from './mail-clients';

/**
 * The code of the authenticator app, or of a later step: the next code is accepted too, so no test waits half a minute.
 */
function appCode(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/**
 * Sets up a second factor on the settings page. Returns the app's secret, the code used and the recovery codes.
 */
async function setUpFactor(page: Page, who: Account): Promise<{ secret: string; codes: string[]; spent: string }> {
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Current password').fill(who.password);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const secret = ((await dialog.getByTestId('totp-secret').textContent()) ?? '').replaceAll(' ', '');
  const spent = appCode(secret);
  await dialog.getByLabel('Code from the app').fill(spent);
  await dialog.getByRole('button', { name: 'Switch on' }).click();
  await expect(dialog.getByRole('heading', { name: 'Recovery codes' })).toBeVisible();
  const codes = await dialog.getByRole('listitem').allTextContents();
  await dialog.getByRole('button', { name: 'I have saved them' }).click();
  // The owner of a mailbox is offered app passwords, because mail programs no longer take the main password.
  if ('id' in who) await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible();
  return { secret, codes, spent };
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
}

for (const kind of ['admin', 'anna'] as const) {
  test(`a second factor is set up, required, accepted only once per code, and removed: ${kind}`, async ({
    world,
    signIn,
    browser,
  }) => {
    test.setTimeout(120_000);
    const who = world[kind];
    const page = await signIn(who);
    const { secret, codes, spent } = await setUpFactor(page, who);

    const other = await (await browser.newContext({ extraHTTPHeaders: comingFrom(who) })).newPage();
    await fillSignIn(other, who);
    await expect(other.getByText('Now enter the code from your app')).toBeVisible();
    // The code used for set-up is not accepted again, although it has not expired.
    await giveCode(other, spent);
    await expect(other.getByText('already used')).toBeVisible();
    await giveCode(other, appCode(secret, 1));
    await expect(other).not.toHaveURL(/sign-in/);
    await other.context().clearCookies();

    const [first = ''] = codes;
    await fillSignIn(other, who);
    await giveCode(other, first.toUpperCase());
    await expect(other).not.toHaveURL(/sign-in/);
    await other.context().clearCookies();
    await fillSignIn(other, who);
    await giveCode(other, first);
    await expect(other.getByText('already used')).toBeVisible();
    await other.context().close();

    await page.reload();
    await expect(page.getByText('9 recovery codes are left.')).toBeVisible();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Current password').fill('not the password');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
    await page.getByRole('dialog').getByLabel('Current password').fill(who.password);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('Off: the password alone')).toBeVisible();
    await signIn(who);
  });
}

/** The link in the newest message with this subject, read over IMAP. */
async function linkIn(owner: Account, subject: string): Promise<string> {
  const client = await openImap(owner);
  let link = '';
  await expect
    .poll(
      async () => {
        const lock = await client.getMailboxLock('INBOX');
        try {
          const found = await client.search({ subject });
          const newest = found ? found.at(-1) : undefined;
          if (!newest) return '';
          const message = await client.download(String(newest));
          let text = '';
          for await (const part of message.content ?? []) text += part;
          link = /https?:\/\/\S+/.exec(text.replaceAll('=\r\n', ''))?.[0] ?? '';
          return link;
        } finally {
          lock.release();
        }
      },
      { timeout: 20_000 },
    )
    .not.toBe('');
  await client.logout();
  return new URL(link).pathname;
}

test('an invitation works once, and a suspended or removed person loses access at once', async ({
  world,
  signIn,
  browser,
}) => {
  test.setTimeout(150_000);
  const { anna, admin } = world;
  const email = anna.address.replace('@', '+helper@');
  const who = { address: email, password: 'a-password-of-mine' };
  const page = await signIn(admin);
  await page.goto('/people');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Mail address').fill(anna.address);
  await page.getByRole('dialog').getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByRole('dialog').getByText('This address is a mailbox on this host')).toBeVisible();
  await page.getByRole('dialog').getByLabel('Mail address').fill(email);
  await page.getByRole('dialog').getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: email })).toBeVisible();

  const link = await linkIn(anna, 'invites you to');
  const theirs = await (await browser.newContext({ extraHTTPHeaders: comingFrom(anna) })).newPage();
  await theirs.goto(link);
  await expect(theirs.getByText(`${admin.name} invites you to ${world.customer.name}`)).toBeVisible();
  await theirs.getByLabel('Your name').fill('Helena Helper');
  await theirs.getByLabel('Choose a password').fill('short');
  await theirs.getByRole('button', { name: 'Accept invitation' }).click();
  await expect(theirs.getByRole('alert').filter({ hasText: 'at least 10' })).toBeVisible();
  await theirs.getByLabel('Choose a password').fill(who.password);
  await theirs.getByRole('button', { name: 'Accept invitation' }).click();
  await expect(theirs).toHaveURL(/\/overview$/);
  const second = await (await browser.newContext()).newPage();
  await second.goto(link);
  await expect(second.getByText('This link does not work')).toBeVisible();
  await second.context().close();

  await page.reload();
  await page.getByRole('button', { name: 'Actions for Helena Helper' }).click();
  await page.getByRole('menuitem', { name: 'Suspend…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
  await expect(page.getByRole('row').filter({ hasText: email }).getByText('suspended')).toBeVisible();
  await theirs.goto('/mailboxes');
  await expect(theirs).toHaveURL(/sign-in/);
  await page.getByRole('button', { name: 'Actions for Helena Helper' }).click();
  await page.getByRole('menuitem', { name: 'Lift suspension' }).click();
  await expect(page.getByRole('row').filter({ hasText: email }).getByText('active')).toBeVisible();
  await signIn(who);
  await page.getByRole('button', { name: 'Actions for Helena Helper' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('row').filter({ hasText: email })).toHaveCount(0);
  await theirs.context().close();
});

test('a forgotten password is reset by mail, and unknown addresses get the same answer', async ({
  world,
  stranger,
  signIn,
  browser,
}) => {
  test.setTimeout(150_000);
  // A person with roles in two tenants: invited to the second with the account of the first.
  const { anna } = world;
  const email = anna.address.replace('@', '+boss@');
  const invited = await signIn(world.reseller);
  await invited.goto('/people');
  await invited.getByRole('button', { name: 'Invite', exact: true }).click();
  await invited.getByRole('dialog').getByLabel('Mail address').fill(email);
  await invited.getByRole('dialog').getByRole('button', { name: 'Send invitation' }).click();
  await expect(invited.getByRole('dialog')).toHaveCount(0);
  const page = await (await browser.newContext({ extraHTTPHeaders: comingFrom(anna) })).newPage();
  await page.goto(await linkIn(anna, world.resellerName));
  await page.getByLabel('Your name').fill('Boss');
  await page.getByLabel('Choose a password').fill('the-first-password');
  await page.getByRole('button', { name: 'Accept invitation' }).click();
  await expect(page).toHaveURL(/\/overview$/);

  const other = await signIn(stranger.reseller);
  await other.goto('/people');
  await other.getByRole('button', { name: 'Invite', exact: true }).click();
  await other.getByRole('dialog').getByLabel('Mail address').fill(email);
  await other.getByRole('dialog').getByRole('button', { name: 'Send invitation' }).click();
  await expect(other.getByRole('dialog')).toHaveCount(0);
  await page.goto(await linkIn(anna, stranger.resellerName));
  await expect(page.getByText('already has an account')).toBeVisible();
  await page.getByLabel('Your account’s password').fill('the-first-password');
  await page.getByRole('button', { name: 'Accept invitation' }).click();
  await expect(page).toHaveURL(/\/overview$/);
  await page.getByRole('button', { name: /^Act for/ }).click();
  await page.getByRole('menuitemcheckbox', { name: new RegExp(stranger.resellerName) }).click();
  await expect(page.getByRole('button', { name: new RegExp(`Act for.*${stranger.resellerName}`) })).toBeVisible();
  await page.goto('/domains');
  await expect(page.getByText(stranger.domain.name).first()).toBeVisible();
  await expect(page.getByText(world.domain.name)).toHaveCount(0);

  const asker = await (await browser.newContext({ extraHTTPHeaders: comingFrom(stranger.olga) })).newPage();
  const answers: string[] = [];
  for (const address of [`nobody@${world.tag}.test`, email]) {
    await asker.goto('/sign-in');
    await asker.getByRole('link', { name: 'Forgot your password?' }).click();
    await expect(asker.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
    await asker.getByLabel('Address').fill(address);
    await asker.getByRole('button', { name: 'Send link' }).click();
    answers.push((await asker.getByRole('status').textContent()) ?? '');
  }
  expect(answers[0]).toContain('a link is on its way');
  expect(answers[1]).toBe(answers[0]);
  const link = await linkIn(anna, 'A new password for Milepost');
  await asker.goto(link);
  await asker.getByLabel('New password').fill('the-second-password');
  await asker.getByRole('button', { name: 'Set password' }).click();
  await expect(asker.getByText('Your password is set.')).toBeVisible();
  await page.goto('/domains');
  await expect(page, 'the old sign-in has ended').toHaveURL(/sign-in/);
  await asker.goto(link);
  await expect(asker.getByText('This link does not work')).toBeVisible();
  await asker.context().close();
  await signIn({ address: email, password: 'the-second-password' });
});

test('viewing as an owner: with a reason, a banner on every page, no access to mail, and both names in the audit log', async ({
  world,
  signIn,
}) => {
  test.setTimeout(120_000);
  const { anna, ben, reseller } = world;
  await submit(anna, { from: ben.address, to: anna.address, subject: `Private ${world.tag}`, text: 'x' }).catch(
    () => {},
  );
  const page = await signIn(reseller);
  await page.goto(`/mailboxes/${anna.id}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'View as its owner…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Start viewing' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Ticket 4711: no mail on the phone');
  await dialog.getByRole('button', { name: 'Start viewing' }).click();

  const banner = page.getByRole('region', { name: 'View as somebody else' });
  await page.waitForURL(/\/devices/);
  await expect(banner).toContainText(`${reseller.name} is viewing as ${anna.address}`);
  for (const path of ['/devices', '/trail', '/settings']) {
    await page.goto(path);
    await expect(banner, path).toContainText('Ticket 4711');
    await expect(banner, path).toContainText('14 minutes left');
  }
  await expect(page.getByText('you cannot change passwords, second factors or sign-ins')).toBeVisible();
  await expect(page.getByLabel('Current password')).toHaveCount(0);
  // Mail is not accessible: neither the page nor its routes.
  await page.goto('/mail');
  await expect(page).not.toHaveURL(/\/mail/);
  for (const door of ['/api/mail/folders', '/api/mail/messages?folder=INBOX', '/api/mail/live'])
    expect((await page.request.get(door)).status(), door).toBe(404);

  await banner.getByRole('button', { name: 'End view' }).click();
  await expect(page).toHaveURL(/\/overview$/);
  await expect(banner).toHaveCount(0);
  await page.goto('/audit');
  await expect(page.getByText(`for ${anna.address}`).first()).toBeVisible();

  // The owner sees in their own audit log who it was, and why.
  const owner = await signIn(anna);
  const entries = await (await owner.request.get('/api/audit')).text();
  expect(entries).toContain('view-as.start');
  expect(entries).toContain(reseller.name);
  await owner.goto('/notices');
  const notice = owner.getByRole('list', { name: 'Notices' }).getByRole('listitem').first();
  await expect(notice).toContainText('Ticket 4711: no mail on the phone');
  await expect(notice).toContainText(`By ${reseller.name}`);
});

test('viewing as a customer records both names, and is not available to an auditor', async ({ world, signIn }) => {
  test.setTimeout(120_000);
  const page = await signIn(world.reseller);
  await page.goto('/people');
  await page.getByRole('button', { name: `Actions for ${world.admin.name}` }).click();
  await page.getByRole('menuitem', { name: 'View as…' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Ticket 12: a limit');
  await page.getByRole('dialog').getByRole('button', { name: 'Start viewing' }).click();
  await page.waitForURL(/\/overview$/);
  await expect(page.getByText(`${world.reseller.name} is viewing as ${world.admin.name}`)).toBeVisible();
  await page.goto('/people');
  await expect(page.getByRole('button', { name: 'Invite', exact: true })).toHaveCount(0);
  await page.goto(`/mailboxes/${world.anna.id}`);
  await page.getByRole('button', { name: 'Suspend…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('asked for');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Suspend/ })
    .click();
  await expect(page.getByText('asked for').first()).toBeVisible();
  await page.getByRole('button', { name: 'End view' }).click();
  await page.waitForURL(/\/overview$/);
  await page.goto(`/audit?q=${world.anna.address}`);
  const entry = page.getByRole('row').filter({ hasText: 'Suspended mailbox' });
  await expect(entry).toContainText(world.reseller.name);
  await expect(entry).toContainText(`for ${world.admin.name}`);

  const auditor = await signIn(world.auditor);
  await auditor.goto('/people');
  // An auditor sees everybody on the host, which is more than one screen.
  await auditor.getByRole('searchbox').last().fill(world.admin.address);
  await expect(auditor.getByText(world.admin.address)).toBeVisible();
  await expect(auditor.getByRole('button', { name: /^Actions for/ })).toHaveCount(0);
});

test('a cookie from before the sign-in is not valid after it', async ({ world, browser }) => {
  const context = await browser.newContext({ extraHTTPHeaders: comingFrom(world.admin) });
  const page = await context.newPage();
  await page.goto('/sign-in');
  // An attacker planted their own valid sign-in in this browser.
  await fillSignIn(page, world.reseller);
  await expect(page).toHaveURL(/\/overview$/);
  const planted = (await context.cookies()).filter(({ name }) => name.includes('session-token'));
  await context.clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('Address', { exact: true }).fill(world.admin.address);
  await page.getByLabel('Password', { exact: true }).fill(world.admin.password);
  await context.addCookies(planted);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(/\/overview$/);
  const fresh = (await context.cookies(new URL('/', page.url()).href)).filter(({ name }) =>
    name.includes('session-token'),
  );
  expect(fresh.map(({ value }) => value)).not.toEqual(planted.map(({ value }) => value));
  // The planted sign-in still belongs to the attacker.
  const attacker = await browser.newContext();
  await attacker.addCookies(planted);
  const theirs = await attacker.newPage();
  await theirs.goto('/people');
  await expect(theirs.getByText(world.reseller.address)).toBeVisible();
  await expect(
    theirs.getByRole('row').filter({ hasText: world.reseller.address }).getByText('you', { exact: true }),
  ).toBeVisible();
  await attacker.close();
  await context.close();
});
