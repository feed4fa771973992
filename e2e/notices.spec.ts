import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from './fixtures';
import { openImap } from './mail-clients';

const create = async (page: Page, name: string) => {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create app password' }).click();
  const made = page.getByRole('status').filter({ hasText: `The password for ${name}` });
  await expect(made).toBeVisible();
  return (await made.locator('code').textContent()) ?? '';
};

test('an app password made by an administrator is a notice that only the owner marks as read', async ({
  world,
  signIn,
}) => {
  const { anna, admin, reseller } = world;
  const office = await signIn(admin);
  await office.goto(`/mailboxes/${anna.id}?tab=security`);
  await create(office, 'Archive');

  // Somebody who views the panel as the owner sees it, and cannot mark it.
  const viewer = await signIn(reseller);
  await viewer.goto(`/mailboxes/${anna.id}`);
  await viewer.getByRole('button', { name: 'More' }).click();
  await viewer.getByRole('menuitem', { name: 'View as its owner…' }).click();
  await viewer.getByRole('dialog').getByLabel('Reason').fill('Ticket 4712: a look');
  await viewer.getByRole('dialog').getByRole('button', { name: 'Start viewing' }).click();
  await viewer.waitForURL(/\/devices/);
  await viewer.goto('/notices');
  await expect(viewer.getByText('Notices stay unread until their owner has read them.')).toBeVisible();
  await expect(viewer.getByRole('button', { name: 'Mark all as read' })).toHaveCount(0);

  const page = await signIn(anna);
  await page.goto('/mail');
  await page.getByRole('link', { name: 'Notices, 2 unread' }).click();
  const list = page.getByRole('list', { name: 'Notices' }).getByRole('listitem');
  await expect(list).toHaveText([/Ticket 4712: a look.*New/s, /“Archive” was created.*New/s]);
  await expect(list.last()).toContainText(`By ${admin.name}`);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(page.getByRole('link', { name: 'Notices', exact: true })).toBeVisible();
  await expect(page.getByText('New', { exact: true })).toHaveCount(0);
});

test('a new password ends the app passwords except those that are kept', async ({ world, signIn }) => {
  const { anna, admin } = world;
  const page = await signIn(admin);
  await page.goto(`/mailboxes/${anna.id}?tab=security`);
  const kept = await create(page, 'Kept phone');
  const ended = await create(page, 'Ended phone');
  await page.getByRole('tab', { name: 'Settings' }).click();
  await expect(page.getByRole('checkbox', { name: 'Keep “Ended phone”' })).not.toBeChecked();
  await page.getByRole('checkbox', { name: 'Keep “Kept phone”' }).check();
  await page.getByLabel('New password').fill('another-horse-2');
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText(`${anna.address} has a new password`)).toBeVisible();
  await openImap({ address: anna.address, password: kept }).then((client) => client.logout());
  await expect(openImap({ address: anna.address, password: ended })).rejects.toThrow();
  await expect(page.getByRole('checkbox', { name: 'Keep “Ended phone”' })).toHaveCount(0);
});

test('with a second factor mail programs need app passwords, which the same step offers', async ({ world, signIn }) => {
  const { anna } = world;
  const phone = await openImap(anna, { name: 'iPhone Mail', version: '1' });
  const page = await signIn(anna);
  await expect(async () => {
    await page.goto('/settings');
    await page.getByRole('button', { name: 'Set up', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Current password').fill(anna.password);
    await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
    // The device appears once the worker has read the sign-in.
    await expect(page.getByRole('dialog').getByText('iPhone Mail')).toBeVisible({ timeout: 2000 });
  }).toPass();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('checkbox', { name: 'Mail programs no longer take my main password' })).toBeChecked();
  const secret = ((await dialog.getByTestId('totp-secret').textContent()) ?? '').replaceAll(' ', '');
  await dialog.getByLabel('Code from the app').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await dialog.getByRole('button', { name: 'Switch on' }).click();
  await dialog.getByRole('button', { name: 'I have saved them' }).click();
  await expect(openImap(anna)).rejects.toThrow();
  await dialog.getByRole('button', { name: /^Create an app password for iPhone Mail/ }).click();
  const token = (await dialog.locator('code').textContent()) ?? '';
  await openImap({ address: anna.address, password: token }).then((client) => client.logout());
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('switch', { name: 'Mail programs may use the main password' })).not.toBeChecked();
  phone.close();
});
