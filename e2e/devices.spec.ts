import { setTimeout as clock } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { type Account, clientAddress, countLetters, openImap, openPop3, submit } from './mail-clients';

/** A minute of the seed's Outlook in six seconds: each poll keeps to the clock, as its program does. */
const everySeconds = 6;

/** Subjects that no search takes for each other. */
const subjects = ['Apples', 'Bread', 'Cheese', 'Dates', 'Eggs'] as const;

/** An Outlook that polls, fetches what is new and removes it at once. */
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

test('a phone, an Outlook that takes the mail, and webmail: who is who, who took what, and the way out', async ({
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
    // It is there for the phone, and then the Outlook comes.
    await expect.poll(() => countLetters(phone, subject)).toBe(1);
  });

  // The three, by protocol, with what each does.
  const page = await signIn(world.admin);
  await page.goto(`/mailboxes/${anna.id}`);
  await expect(card(page, 'iPhone Mail 22F76')).toContainText('looks at the mail on the server');
  await expect(card(page, 'iPhone Mail 22F76')).toContainText('connected now');
  await expect(card(page, 'Webmail')).toContainText('looks at the mail on the server');
  const taker = card(page, 'A POP3 client');
  await expect(taker).toContainText(/polls every [5-8] seconds, removes at once/);
  for (const [protocol, words] of [
    ['IMAP', 'iPhone Mail'],
    ['POP3', 'A POP3 client'],
    ['Webmail', 'Webmail'],
  ] as const) {
    await expect(card(page, words).getByRole('img', { name: protocol })).toBeVisible();
  }

  // The finding in words.
  const finding = page
    .getByRole('list', { name: 'What you should know' })
    .getByRole('listitem')
    .filter({ hasText: 'takes the mail off the server' });
  await expect(finding).toContainText(/comes every [5-8] seconds by POP3.*5 messages so far/);
  await expect(finding).toContainText('iPhone Mail 22F76');

  // Read off the day: who took it, and that the phone had seen it before.
  const taken = page.getByRole('row').filter({ hasText: 'Dates' });
  await expect(taken).toContainText('by A POP3 client');
  await expect(taken).toContainText(/iPhone Mail 22F76 at .*: saw it/);

  // The evidence is one press away.
  await taker.getByRole('button').click();
  await page.getByRole('button', { name: /Polls every/ }).click();
  await expect(page.getByRole('table', { name: /The last 5 sessions behind this/ })).toBeVisible();
  await page.getByRole('button', { name: /Takes mail off the server at once/ }).click();
  await expect(page.getByText('The last 5 messages it removed')).toBeVisible();
  // Its owner names it.
  await page.getByLabel('Name of this device').fill('Outlook in the office');
  await page.getByRole('button', { name: 'Save the name' }).click();
  await expect(page.getByText('The name is saved')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(card(page, 'Outlook in the office')).toBeVisible();

  // The remedy: what it took comes back …
  await finding.getByRole('button', { name: 'Bring back what it took…' }).click();
  await expect(page.getByText('5 messages come back to the folder they were removed from.')).toBeVisible();
  await page.getByRole('button', { name: 'Bring back', exact: true }).click();
  await expect(page.getByText('5 messages are back')).toBeVisible({ timeout: 30_000 });
  for (const subject of subjects) await expect.poll(() => countLetters(phone, subject)).toBe(1);
  // … and from now on stays: Outlook is unchanged, and the other devices keep the messages that it removes.
  await finding.getByRole('button', { name: 'Keep the mail on the server…' }).click();
  await page.getByRole('button', { name: 'Keep it', exact: true }).click();
  await expect(page.getByText('What POP3 removes now stays 14 days for the other devices')).toBeVisible();
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
  for (const subject of subjects) expect(await countLetters(phone, subject)).toBe(1);
  await page.goto(`/mailboxes/${anna.id}?tab=settings`);
  await expect(page.getByRole('switch', { name: 'Keep it for the other devices' })).toBeChecked();

  // The owner sees the same devices, without what is for administrators.
  await owner.goto('/devices');
  await expect(card(owner, 'Outlook in the office')).toBeVisible();
  await phone.logout();
});

test('the other way out: POP3 switched off for the mailbox, which ends its program’s sign-ins', async ({
  world,
  signIn,
}) => {
  const { anna, ben } = world;
  const phone = await openImap(anna, { name: 'iPhone Mail', version: '1' });
  await phone.mailboxOpen('INBOX');
  await submit(ben, { from: ben.address, to: anna.address, subject: 'Figs' });
  await expect.poll(() => countLetters(phone, 'Figs')).toBe(1);
  const client = await openPop3(anna);
  for (const { number } of await client.list()) {
    await client.retrieve(number);
    await client.remove(number);
  }
  await client.quit();
  const page = await signIn(world.admin);
  await page.goto(`/mailboxes/${anna.id}`);
  const finding = page.getByRole('main').getByRole('listitem').filter({ hasText: 'takes mail off the server by POP3' });
  await finding.getByRole('button', { name: 'Switch POP3 off…' }).click();
  await page.getByRole('button', { name: 'Switch POP3 off', exact: true }).click();
  await expect(page.getByText('POP3 is off for this mailbox')).toBeVisible();
  await expect(finding).toHaveCount(0);
  await expect(async () => {
    await expect(openPop3(anna)).rejects.toThrow(/pop3/i);
  }).toPass();
  await phone.logout();
});

test('a device’s sessions are ended, its password revoked and its address blocked, and it stays out', async ({
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
  await page.getByRole('button', { name: 'End session…' }).click();
  const dialog = page.getByRole('dialog').last();
  await expect(dialog.getByRole('region', { name: 'Connections that will end' })).toContainText(anna.address);
  await expect(dialog.getByRole('region')).toContainText('app password: Stolen phone');
  await dialog.getByLabel(/^Revoke the app password Stolen phone/).check();
  await dialog.getByLabel(/^Block the address/).check();
  await dialog.getByRole('button', { name: 'End 1 session', exact: true }).click();
  await expect(dialog.getByText('The session is ended and gone.')).toBeVisible();
  await expect(dialog.getByText('App password “Stolen phone” is revoked')).toBeVisible();
  await expect(dialog.getByText(`${clientAddress(anna.address)} is blocked for ${anna.address}`)).toBeVisible();
  await cut;
  await expect(openImap(thief)).rejects.toThrow();
  // Not even with the main password, until somebody lifts it.
  await expect(openImap(anna)).rejects.toThrow();
  await dialog.getByRole('link', { name: 'Open the receipt' }).click();
  await expect(page).toHaveURL(/\/sessions\/disconnects\//);
  await expect(page.getByText('App password “Stolen phone” is revoked')).toBeVisible();
  const csv = await page.request.get(`/api/export/receipt?receipt=${new URL(page.url()).pathname.split('/').at(-1)}`);
  expect(await csv.text()).toContain(anna.address);
  await page.goto(`/mailboxes/${anna.id}?tab=security`);
  await page.getByRole('button', { name: `Lift the block of ${clientAddress(anna.address)}` }).click();
  await expect(page.getByText(/The block of .* is lifted/)).toBeVisible();
  await (await openImap(anna)).logout();
});

test('a stranger sees no device of another, and changes none', async ({ world, stranger, signIn }) => {
  const phone = await openImap(world.anna, { name: 'iPhone Mail', version: '1' });
  const mine = await signIn(world.admin);
  await mine.goto(`/mailboxes/${world.anna.id}`);
  await expect(card(mine, 'iPhone Mail')).toBeVisible();
  const theirs = await signIn(stranger.admin);
  await theirs.goto(`/mailboxes/${world.anna.id}`);
  await expect(theirs.getByRole('heading', { name: 'Not here' })).toBeVisible();
  await phone.logout();
});
