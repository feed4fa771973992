import { setTimeout as clock } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { type Account, clientAddress, countMessages, openImap, openPop3, submit } from './mail-clients';

/** The Outlook's polling interval, shortened from a minute to six seconds. */
const everySeconds = 6;

/** Subjects that no search confuses. */
const subjects = ['Apples', 'Bread', 'Cheese', 'Dates', 'Eggs'] as const;

/** An Outlook that polls by POP3, fetches new messages and removes them at once. */
async function outlook(account: Account, before: (subject: string) => Promise<void>): Promise<void> {
  const start = Date.now();
  for (const [poll, subject] of subjects.entries()) {
    await before(subject);
    await clock(Math.max(0, start + poll * everySeconds * 1000 - Date.now()));
    const client = await openPop3(account);
    for (const { number } of await client.list()) {
      await client.retrieve(number);
      await client.remove(number);
    }
    await client.quit();
  }
}

const card = (page: Page, words: string | RegExp) =>
  page.getByRole('list', { name: 'Devices of this mailbox' }).getByRole('listitem').filter({ hasText: words });

test('a phone, an Outlook that removes mail, and webmail: devices, removed messages and the remedy', async ({
  world,
  signIn,
  arrive,
}) => {
  test.setTimeout(150_000);
  const { anna, ben } = world;
  const phone = await openImap(anna, { name: 'iPhone Mail', version: '22F76' });
  await phone.mailboxOpen('INBOX');
  const owner = await arrive(anna);
  await expect(owner.getByRole('navigation', { name: 'Folders' })).toBeVisible();
  await outlook(anna, async (subject) => {
    await submit(ben, { from: ben.address, to: anna.address, subject });
    // The phone sees it before the Outlook polls.
    await expect.poll(() => countMessages(phone, subject)).toBe(1);
  });

  // The three devices, by protocol, with what each does.
  const page = await signIn(world.admin);
  await page.goto(`/mailboxes/${anna.id}`);
  await expect(card(page, 'iPhone Mail 22F76')).toContainText('reads mail on the server');
  await expect(card(page, 'iPhone Mail 22F76')).toContainText('connected now');
  await expect(card(page, 'Webmail')).toContainText('reads mail on the server');
  const taker = card(page, 'A POP3 client');
  await expect(taker).toContainText(/polls every [5-8] seconds, removes mail at once/);
  for (const [protocol, words] of [
    ['IMAP', 'iPhone Mail'],
    ['POP3', 'A POP3 client'],
    ['Webmail', 'Webmail'],
  ] as const) {
    await expect(card(page, words).getByRole('img', { name: protocol })).toBeVisible();
  }

  // The finding.
  const finding = page
    .getByRole('list', { name: 'What you need to know' })
    .getByRole('listitem')
    .filter({ hasText: 'removes the mail from the server' });
  await expect(finding).toContainText(/connects every [5-8] seconds by POP3.*5 messages so far/);
  await expect(finding).toContainText('iPhone Mail 22F76');

  // The day shows who removed it, and that the phone had seen it before.
  const taken = page.getByRole('row').filter({ hasText: 'Dates' });
  await expect(taken).toContainText('by A POP3 client');
  await expect(taken).toContainText(/iPhone Mail 22F76 at .*: saw it/);

  // The evidence.
  await taker.getByRole('button').click();
  await page.getByRole('button', { name: /Polls every/ }).click();
  await expect(page.getByRole('table', { name: /The last 5 sessions behind this/ })).toBeVisible();
  await page.getByRole('button', { name: /Removes mail from the server at once/ }).click();
  await expect(page.getByText('The last 5 messages it removed')).toBeVisible();
  // The device is given a name.
  await page.getByLabel('Name of this device').fill('Outlook in the office');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByText('Name saved')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(card(page, 'Outlook in the office')).toBeVisible();

  // The empty Inbox says who took the mail, and offers to restore it.
  await expect(owner.getByText(/A POP3 client on \S+ removed 5 messages by POP3 since/)).toBeVisible({
    timeout: 20_000,
  });
  await owner.getByRole('button', { name: 'Restore them…' }).click();
  await expect(owner.getByRole('dialog').getByRole('checkbox', { name: 'Dates' })).toBeChecked();
  await owner.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

  // The remedy restores what was removed …
  await finding.getByRole('button', { name: 'Restore what it removed…' }).click();
  const chosen = page.getByRole('dialog').getByRole('region', { name: 'Removed messages' });
  for (const subject of subjects) await expect(chosen.getByRole('checkbox', { name: subject })).toBeChecked();
  // One is left where it is, and restored afterwards.
  await chosen.getByRole('checkbox', { name: 'Eggs' }).uncheck();
  await page.getByRole('button', { name: 'Restore 4 messages' }).click();
  // It goes on when the page is closed.
  await expect(page.getByText(/You can close this|4 messages restored/)).toBeVisible();
  await page.reload();
  for (const subject of subjects.slice(0, 4)) await expect.poll(() => countMessages(phone, subject)).toBe(1);
  expect(await countMessages(phone, 'Eggs')).toBe(0);
  await finding.getByRole('button', { name: 'Restore what it removed…' }).click();
  await expect(page.getByText(/Last time 4 of 4 were restored/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Restore 1 message' }).click();
  await expect(page.getByText('1 message restored')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  for (const subject of subjects) await expect.poll(() => countMessages(phone, subject)).toBe(1);
  // … and keeps mail from now on: the Outlook works as before, and the others keep what it removes.
  await finding.getByRole('button', { name: 'Keep mail on the server…' }).click();
  await page.getByRole('button', { name: 'Keep mail', exact: true }).click();
  await expect(page.getByText('Mail that POP3 removes now stays 14 days for other devices')).toBeVisible();
  await expect(finding).toHaveCount(0);
  const client = await openPop3(anna);
  const there = await client.list();
  expect(there).toHaveLength(subjects.length);
  for (const { number } of there) {
    await client.retrieve(number);
    await client.remove(number);
  }
  await client.quit();
  const again = await openPop3(anna);
  expect(await again.list()).toEqual([]);
  await again.quit();
  await phone.noop();
  for (const subject of subjects) expect(await countMessages(phone, subject)).toBe(1);
  await page.goto(`/mailboxes/${anna.id}?tab=settings`);
  await expect(page.getByRole('switch', { name: 'Keep it for other devices' })).toBeChecked();

  // The owner sees the same devices, without the administrator's actions.
  await owner.goto('/devices');
  await expect(card(owner, 'Outlook in the office')).toBeVisible();
  await phone.logout();
});

test('the other remedy: POP3 is switched off for the mailbox, and its program can no longer sign in', async ({
  world,
  signIn,
}) => {
  const { anna, ben } = world;
  const phone = await openImap(anna, { name: 'iPhone Mail', version: '1' });
  await phone.mailboxOpen('INBOX');
  // One message would be no habit.
  for (const subject of ['Figs', 'Grapes']) {
    await submit(ben, { from: ben.address, to: anna.address, subject });
    await expect.poll(() => countMessages(phone, subject)).toBe(1);
  }
  const client = await openPop3(anna);
  for (const { number } of await client.list()) {
    await client.retrieve(number);
    await client.remove(number);
  }
  await client.quit();
  const page = await signIn(world.admin);
  await page.goto(`/mailboxes/${anna.id}`);
  const finding = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasText: 'removes mail from the server by POP3' });
  await finding.getByRole('button', { name: 'Switch POP3 off…' }).click();
  await page.getByRole('button', { name: 'Switch POP3 off', exact: true }).click();
  await expect(page.getByText('POP3 is off for this mailbox')).toBeVisible();
  await expect(finding).toHaveCount(0);
  await expect(async () => {
    await expect(openPop3(anna)).rejects.toThrow(/pop3/i);
  }).toPass();
  await phone.logout();
});

test('a device is disconnected, its password revoked and its address blocked, and it cannot reconnect', async ({
  world,
  signIn,
}) => {
  const { anna } = world;
  const page = await signIn(world.admin);
  await page.goto(`/mailboxes/${anna.id}?tab=security`);
  await page.getByLabel('Name').fill('Stolen phone');
  await page.getByRole('button', { name: 'Create app password' }).click();
  const token = await page.getByText(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/).textContent();
  const thief = { ...anna, password: token ?? '' };
  const stolen = await openImap(thief, { name: 'Phone', version: '1' });
  const cut = new Promise<void>((resolve) => stolen.once('close', resolve));
  await page.goto(`/mailboxes/${anna.id}`);
  await card(page, 'Phone 1').getByRole('button').click();
  await page.getByRole('button', { name: 'Disconnect session…' }).click();
  const dialog = page.getByRole('dialog').last();
  await expect(dialog.getByRole('region', { name: 'Sessions to disconnect' })).toContainText(anna.address);
  await expect(dialog.getByRole('region')).toContainText('app password: Stolen phone');
  await dialog.getByLabel(/^Revoke the app password Stolen phone/).check();
  await dialog.getByLabel(/^Block the address/).check();
  await dialog.getByRole('button', { name: 'Disconnect 1 session', exact: true }).click();
  await expect(dialog.getByText('The session is disconnected.')).toBeVisible();
  await expect(dialog.getByText('App password “Stolen phone” is revoked')).toBeVisible();
  await expect(dialog.getByText(`${clientAddress(anna.address)} is blocked for ${anna.address}`)).toBeVisible();
  await cut;
  await expect(openImap(thief)).rejects.toThrow();
  // Not even with the main password, until the network is unblocked.
  await expect(openImap(anna)).rejects.toThrow();
  await dialog.getByRole('link', { name: 'Open receipt' }).click();
  await expect(page).toHaveURL(/\/sessions\/disconnects\//);
  await expect(page.getByText('App password “Stolen phone” is revoked')).toBeVisible();
  const csv = await page.request.get(`/api/export/receipt?receipt=${new URL(page.url()).pathname.split('/').at(-1)}`);
  expect(await csv.text()).toContain(anna.address);
  await page.goto(`/mailboxes/${anna.id}?tab=security`);
  await page.getByRole('button', { name: `Unblock ${clientAddress(anna.address)}` }).click();
  await expect(page.getByText(`${clientAddress(anna.address)} is unblocked`)).toBeVisible();
  await (await openImap(anna)).logout();
});

test('a receipt tells which device came back with its app password, and revokes it', async ({ world, signIn }) => {
  const { anna } = world;
  const page = await signIn(world.admin);
  await page.goto(`/mailboxes/${anna.id}?tab=security`);
  await page.getByLabel('Name').fill('Old phone');
  await page.getByRole('button', { name: 'Create app password' }).click();
  const token = await page.getByText(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/).textContent();
  const account = { ...anna, password: token ?? '' };
  const phone = await openImap(account, { name: 'Bouncer', version: '1' });
  const cut = new Promise<void>((resolve) => phone.once('close', resolve));
  await page.goto(`/mailboxes/${anna.id}`);
  await card(page, 'Bouncer 1').getByRole('button').click();
  await page.getByRole('button', { name: 'Disconnect session…' }).click();
  const dialog = page.getByRole('dialog').last();
  await dialog.getByRole('button', { name: 'Disconnect 1 session', exact: true }).click();
  await expect(dialog.getByText('The session is disconnected.')).toBeVisible();
  await cut;
  await dialog.getByRole('link', { name: 'Open receipt' }).click();
  await expect(page).toHaveURL(/\/sessions\/disconnects\//);
  await expect(page.getByText(/Came back/)).toHaveCount(0);
  // It reconnects while the receipt is open.
  const again = await openImap(account, { name: 'Bouncer', version: '1' });
  const cutAgain = new Promise<void>((resolve) => again.once('close', resolve));
  await expect(page.getByText(/Came back .* later: app password: Old phone\./)).toBeVisible({ timeout: 15_000 });
  await page.getByRole('button', { name: 'Revoke “Old phone”…' }).click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByText('App password “Old phone” is revoked')).toBeVisible();
  await cutAgain;
  await expect(openImap(account)).rejects.toThrow();
});

test('a stranger neither sees nor changes devices of another tenant', async ({ world, stranger, signIn }) => {
  const phone = await openImap(world.anna, { name: 'iPhone Mail', version: '1' });
  const mine = await signIn(world.admin);
  await mine.goto(`/mailboxes/${world.anna.id}`);
  await expect(card(mine, 'iPhone Mail')).toBeVisible();
  const theirs = await signIn(stranger.admin);
  await theirs.goto(`/mailboxes/${world.anna.id}`);
  await expect(theirs.getByRole('heading', { name: 'Not found' })).toBeVisible();
  await phone.logout();
});
