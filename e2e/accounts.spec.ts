import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { type Account, openImap, openPop3, trySubmission } from './mail-clients';

const password = 'correct-horse-7';

async function addDomain(page: Page, name: string): Promise<void> {
  await page.goto('/domains');
  await page.getByRole('button', { name: 'Add domain' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Domain').fill(name);
  await dialog.getByRole('button', { name: 'Add domain' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

async function addMailbox(page: Page, localPart: string): Promise<void> {
  await page.getByRole('button', { name: 'Create mailbox' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name before the @').fill(localPart);
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Create mailbox' }).click();
}

/** Signs in over all three protocols at once. Throws at the first refusal. */
async function signInEverywhere(account: Account): Promise<void> {
  await Promise.all([
    openImap(account).then((client) => client.logout()),
    openPop3(account).then((client) => client.quit()),
    trySubmission(account),
  ]);
}

test('a new mailbox in a new domain works over IMAP, POP3 and submission at the first try', async ({
  world,
  signIn,
}) => {
  const page = await signIn(world.admin);
  const name = `new-${world.tag}.example`;
  await addDomain(page, name);
  await addMailbox(page, 'carla');
  const account = { address: `carla@${name}`, password };
  await expect(page.getByText(`${account.address} is ready`)).toBeVisible();
  await signInEverywhere(account);
});

test('a new password works at the first try, and the old one no longer works', async ({ world, signIn }) => {
  const { anna } = world;
  // Dovecot now has the old password in its cache.
  await signInEverywhere(anna);
  const page = await signIn(world.admin);
  await page.goto(`/mailboxes/${anna.id}`);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText(`${anna.address} has a new password`)).toBeVisible();
  await signInEverywhere({ ...anna, password });
  await expect(openImap(anna)).rejects.toThrow();
});

test('switching a protocol off disconnects it at once, and the others stay connected', async ({ world, signIn }) => {
  const { anna } = world;
  const open = await openPop3(anna);
  const page = await signIn(world.admin);
  await page.goto(`/mailboxes/${anna.id}`);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('switch', { name: /POP3/ }).click();
  await page.getByRole('button', { name: 'Switch off POP3' }).click();
  await expect(page.getByText('POP3 is off')).toBeVisible();
  // The open connection is closed, and a new one is refused.
  await expect(async () => expect(open.run('NOOP')).rejects.toThrow()).toPass({ timeout: 5000, intervals: [100] });
  await expect(openPop3(anna)).rejects.toThrow();
  await openImap(anna).then((client) => client.logout());
});

test('a suspended mailbox neither signs in nor sends, and its mail still arrives', async ({ world, signIn }) => {
  const { anna } = world;
  const open = await openImap(anna);
  const ended = new Promise<void>((resolve) => open.once('close', resolve));
  const page = await signIn(world.admin);
  await page.goto(`/mailboxes/${anna.id}`);
  await page.getByRole('button', { name: 'Suspend…' }).click();
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  await dialog.getByLabel('Reason').fill('Unpaid bill');
  await dialog.getByRole('button', { name: `Suspend ${anna.address}` }).click();
  await expect(page.getByText('Unpaid bill').first()).toBeVisible();
  await ended;
  await expect(openImap(anna)).rejects.toThrow();
  await expect(openPop3(anna)).rejects.toThrow();
  await expect(trySubmission(anna)).rejects.toThrow();
  // After the suspension is lifted, everything works as before.
  await page.getByRole('button', { name: 'Lift suspension' }).click();
  await expect(page.getByText(`Suspension of ${anna.address} lifted`)).toBeVisible();
  await expect(async () => signInEverywhere(anna)).toPass({ timeout: 3000, intervals: [100] });
});

test('an app password works only for its protocols, and not after it is revoked', async ({ world, signIn }) => {
  const { anna } = world;
  const page = await signIn(world.admin);
  await page.goto(`/mailboxes/${anna.id}`);
  await page.getByRole('tab', { name: 'App passwords' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Office laptop');
  for (const protocol of ['POP3', 'Submission', 'ManageSieve']) {
    const box = page.getByRole('checkbox', { name: protocol });
    if (await box.isChecked()) await box.click();
  }
  await page.getByRole('button', { name: 'Create app password' }).click();
  await expect(page.getByText('The password for Office laptop')).toBeVisible();
  const token = await page.locator('code').filter({ hasText: '-' }).first().textContent();
  const app = { address: anna.address, password: token?.trim() ?? '' };
  await openImap(app).then((client) => client.logout());
  await expect(openPop3(app)).rejects.toThrow();

  await page.getByRole('button', { name: 'Revoke…' }).click();
  await page.getByRole('button', { name: 'Revoke “Office laptop”' }).click();
  await expect(page.getByRole('dialog').getByText('“Office laptop” is revoked')).toBeVisible();
  await expect(openImap(app)).rejects.toThrow();
});
