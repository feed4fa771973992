import { expect, test } from './fixtures';
import { countMessages, openImap, place } from './mail-clients';

const day = 86_400_000;

test('a policy shows what it would remove, removes exactly that, and restores it', async ({ world, signIn }) => {
  const { anna, ben } = world;
  const aged = (subject: string, days: number) => ({
    from: ben.address,
    to: anna.address,
    subject,
    text: subject,
    date: new Date(Date.now() - days * day),
  });
  await place(anna, 'Trash', aged('Old one', 40));
  await place(anna, 'Trash', aged('Old two', 31));
  await place(anna, 'Trash', aged('Young', 29));
  await place(anna, 'INBOX', aged('Old but not in the trash', 400));
  await place(ben, 'Trash', aged('Old three', 365));
  const client = await openImap(anna);
  await client.mailboxOpen('Trash');
  const sizes = await client.fetchAll('1:*', { size: true, envelope: true });
  const bens = await openImap(ben);
  await bens.mailboxOpen('Trash');
  sizes.push(...(await bens.fetchAll('1:*', { size: true, envelope: true })));
  const bytes = sizes
    .filter(({ envelope }) => envelope?.subject !== 'Young')
    .reduce((sum, { size = 0 }) => sum + size, 0);

  const page = await signIn(world.admin);
  await page.goto('/retention');
  await page.getByRole('button', { name: 'New policy' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Trash older than 30 days');
  await dialog.getByLabel('Folder').fill('Trash');
  await dialog.getByLabel('Older than (days)').fill('30');
  // By date of delivery: the test's messages were delivered just now.
  await dialog.getByLabel('Age counted from').click();
  await page.getByRole('option', { name: 'when it was delivered' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();

  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(page.getByText(new RegExp(`^3 messages, ${bytes}\\s?B, in 2 mailboxes$`))).toBeVisible();
  for (const subject of ['Old one', 'Old two', 'Old three'])
    await expect(page.getByText(subject, { exact: true })).toBeVisible();
  await expect(page.getByText('Young', { exact: true })).toHaveCount(0);
  // The preview removed nothing.
  expect(await countMessages(client, 'Old', 'Trash')).toBe(2);

  await page.getByRole('button', { name: 'Run: remove 3 messages…' }).click();
  await page.getByRole('button', { name: 'Run: remove 3 messages from 2 mailboxes' }).click();
  await expect(page.getByText(/^Removed 3 messages/)).toBeVisible();
  // An open connection is notified at its next command other than a search (RFC 3501, 7.4.1).
  await client.noop();
  await bens.noop();
  expect(await countMessages(client, 'Old', 'Trash')).toBe(0);
  expect(await countMessages(client, 'Young', 'Trash')).toBe(1);
  expect(await countMessages(client, 'Old but not in the trash', 'INBOX')).toBe(1);
  expect(await countMessages(bens, 'Old three', 'Trash')).toBe(0);

  await page.goto('/audit');
  const audit = page.getByRole('grid').getByRole('row').filter({ hasText: 'Trash older than 30 days' });
  await expect(audit.filter({ hasText: /preview/i }).first()).toBeVisible();
  await expect(audit.filter({ hasText: /a run of/i }).first()).toBeVisible();

  await page.goto('/retention');
  await page.getByText('Trash older than 30 days').first().click();
  await page.getByRole('button', { name: 'Restore 3 messages…' }).click();
  await page.getByRole('button', { name: 'Restore 3 messages', exact: true }).click();
  await expect.poll(() => countMessages(client, 'Old', 'Trash')).toBe(2);
  await expect.poll(() => countMessages(bens, 'Old three', 'Trash')).toBe(1);
  await client.logout();
  await bens.logout();
});

test('mail that arrived after the preview is not removed', async ({ world, signIn }) => {
  const { anna, ben } = world;
  const old = (subject: string) => ({
    from: ben.address,
    to: anna.address,
    subject,
    date: new Date(Date.now() - 90 * day),
  });
  await place(anna, 'Trash', old('Before'));
  const page = await signIn(world.admin);
  await page.goto('/retention');
  await page.getByRole('button', { name: 'New policy' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Folder').fill('Trash');
  await dialog.getByLabel('Older than (days)').fill('30');
  await dialog.getByLabel('Age counted from').click();
  await page.getByRole('option', { name: 'when it was delivered' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(page.getByText(/^1 message, /)).toBeVisible();
  await place(anna, 'Trash', old('After'));
  await page.getByRole('button', { name: 'Run: remove 1 message…' }).click();
  await page.getByRole('button', { name: 'Run: remove 1 message from 1 mailbox' }).click();
  await expect(page.getByText(/^Removed 1 message/)).toBeVisible();
  const client = await openImap(anna);
  expect(await countMessages(client, 'Before', 'Trash')).toBe(0);
  expect(await countMessages(client, 'After', 'Trash')).toBe(1);
  await client.logout();
});
