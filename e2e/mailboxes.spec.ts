import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { type Account, clientAddress, countMessages, openImap, openPop3, submit } from './mail-clients';

const signsIn = (account: Account) => openImap(account).then((client) => client.logout());

async function openSettings(page: Page, mailboxId: string): Promise<void> {
  await page.goto(`/mailboxes/${mailboxId}?tab=settings`);
  await expect(page.getByRole('tab', { name: 'Settings' })).toHaveAttribute('data-state', 'active');
}

async function addAlias(page: Page, domainId: string, from: string, to: string): Promise<void> {
  await page.goto(`/domains/${domainId}`);
  await page.getByRole('tab', { name: /Aliases/ }).click();
  await page
    .getByLabel(/Address @|Alias @|@d/)
    .first()
    .fill(from);
  await page
    .getByLabel(/Delivers to|Leads to|To/)
    .last()
    .fill(to);
  await page.getByRole('button', { name: /Add alias/ }).click();
}

test('an owner creates an app password, and revoking it shows a receipt', async ({ world, signIn }) => {
  const { anna } = world;
  const page = await signIn(anna);
  await page.goto('/settings');
  await page.getByLabel('Name', { exact: true }).fill('Old phone');
  await page.getByLabel('Only from').fill('10.0.0.0/33');
  await page.getByRole('button', { name: 'Create app password' }).click();
  await expect(page.getByText('This is not an address or network')).toBeVisible();
  await page.getByLabel('Only from').fill(`${clientAddress(anna.address)}/32`);
  await page.getByRole('button', { name: 'Create app password' }).click();
  await expect(page.getByText('The password for Old phone')).toBeVisible();
  const token = (await page.locator('code').first().textContent()) ?? '';
  expect(token).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);

  const open = await openImap({ ...anna, password: token });
  const ended = new Promise<void>((resolve) => open.once('close', resolve));
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(clientAddress(anna.address), { exact: true }).first()).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(page.getByText(token)).toHaveCount(0);

  await page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasText: 'Old phone' })
    .getByRole('button', { name: 'Revoke' })
    .click();
  await page.getByRole('button', { name: 'Revoke “Old phone”' }).click();
  const receipt = page.getByRole('dialog');
  await expect(receipt.getByText('“Old phone” is revoked')).toBeVisible();
  await expect(receipt.getByText('Its session was disconnected')).toBeVisible();
  await expect(receipt.getByText('this one is no longer found')).toBeVisible();
  await expect(receipt.getByText('Not confirmed yet')).toHaveCount(0);
  await ended;
  await expect(signsIn({ ...anna, password: token })).rejects.toThrow();
  await signsIn(anna);
});

test('disabling the main password lists the devices that lose access, and app passwords still work', async ({
  world,
  signIn,
  arrive,
}) => {
  const { ben } = world;
  const pop = await openPop3(ben);
  const page = await signIn(world.admin);
  await openSettings(page, ben.id);
  await expect(async () => {
    await page.reload();
    await page.getByRole('switch', { name: 'Mail programs may use the main password' }).click();
    await expect(page.getByText('1 device used this in the last 30 days')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole('button', { name: 'Disable main password' }).click();
  await expect(page.getByText('Mail programs now need app passwords')).toBeVisible();
  await expect(async () => expect(pop.run('NOOP')).rejects.toThrow()).toPass({ timeout: 5000, intervals: [100] });
  await expect(signsIn(ben)).rejects.toThrow();
  // Webmail is not a mail program.
  const own = await arrive(ben);
  await expect(own).toHaveURL(/\/mail/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('switch', { name: 'Mail programs may use the main password' })).toBeChecked();
  await expect(async () => signsIn(ben)).toPass();
});

test('renamed mailbox, forwarding with a copy, catch-all and plus address: each message arrives where it should', async ({
  world,
  signIn,
}) => {
  const { anna, ben, domain } = world;
  const page = await signIn(world.admin);
  await openSettings(page, anna.id);
  await page.getByLabel('Name before the @').fill('annika');
  await page.getByRole('button', { name: 'Rename…' }).click();
  const renamed = { ...anna, address: `annika@${domain.name}` };
  await page.getByRole('button', { name: `Rename to ${renamed.address}` }).click();
  await expect(page.getByText(`The mailbox is now ${renamed.address}`)).toBeVisible();
  await page.getByLabel('Forward to').fill(ben.address);
  await page.getByRole('button', { name: 'Save', exact: true }).nth(1).click();
  await expect(page.getByText('Saved')).toBeVisible();
  await addAlias(page, domain.id, '*', renamed.address);
  await expect(page.getByText(`@${domain.name}`, { exact: true }).first()).toBeVisible();

  const from = ben.address;
  await submit(ben, { from, to: anna.address, subject: 'to the old name', text: 'x' });
  await submit(ben, { from, to: `annika+shop@${domain.name}`, subject: 'with a plus', text: 'x' });
  await submit(ben, { from, to: `nobody@${domain.name}`, subject: 'to nobody', text: 'x' });
  await submit(ben, { from, to: ben.address, subject: 'to ben alone', text: 'x' });
  const hers = await openImap(renamed);
  const his = await openImap(ben);
  for (const subject of ['to the old name', 'with a plus', 'to nobody']) {
    await expect.poll(() => countMessages(hers, subject), subject).toBe(1);
    await expect.poll(() => countMessages(his, subject), subject).toBe(1);
  }
  await expect.poll(() => countMessages(his, 'to ben alone')).toBe(1);
  expect(await countMessages(hers, 'to ben alone')).toBe(0);
  await hers.logout();
  await his.logout();
  // A loop is refused, and its path is shown.
  await openSettings(page, ben.id);
  await page.getByLabel('Forward to').fill(renamed.address);
  await page.getByRole('button', { name: 'Save', exact: true }).nth(1).click();
  await expect(page.getByText(`${ben.address} → ${renamed.address} → ${ben.address}`)).toBeVisible();
});
