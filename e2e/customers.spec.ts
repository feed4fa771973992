import { expect, test } from './fixtures';
import { openImap, openPop3, trySubmission } from './mail-clients';

test('what would exceed a limit is refused, with the limit and the excess', async ({ world, signIn }) => {
  const reseller = await signIn(world.reseller);
  await reseller.goto('/customers');
  await reseller.getByText(world.customer.name, { exact: true }).click();
  await expect(reseller.getByRole('heading', { name: world.customer.name })).toBeVisible();
  await reseller.getByLabel('Mailboxes').fill('2');
  await reseller.getByRole('button', { name: 'Save limits' }).click();
  await expect(reseller.getByText('2 of 2')).toBeVisible();

  const admin = await signIn(world.admin);
  await admin.goto('/domains');
  await expect(admin.getByText('2 of 2')).toBeVisible();
  await admin.goto('/mailboxes');
  await admin.getByRole('button', { name: 'Create mailbox' }).first().click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Name before the @').fill('third');
  await dialog.getByLabel('Password').fill('correct-horse-7');
  await dialog.getByRole('button', { name: 'Create mailbox' }).click();
  await expect(admin.getByText('The mailbox limit is 2: this would be 1 mailbox too many.')).toBeVisible();
});

test('a reseller sees their own limits and cannot change them', async ({ world, signIn }) => {
  const reseller = await signIn(world.reseller);
  await reseller.goto('/customers');
  await reseller.getByRole('link', { name: world.resellerName }).first().click();
  await expect(reseller.getByRole('heading', { name: world.resellerName })).toBeVisible();
  await expect(reseller.getByRole('button', { name: 'Save limits' })).toHaveCount(0);
  await expect(reseller.getByRole('button', { name: 'Suspend…' })).toHaveCount(0);
});

test('the retention time of sessions is changed after a preview of what it removes', async ({ world, signIn }) => {
  const reseller = await signIn(world.reseller);
  await reseller.goto(`/customers/${world.customer.id}`);
  const form = reseller.getByRole('form', { name: 'Session records' });
  await form.getByLabel('Keep sessions for (days)').fill('ninety');
  await form.getByRole('button', { name: 'Save…' }).click();
  await expect(form.getByText('Enter a whole number of days from 1 to 36,500, or leave it empty.')).toBeVisible();
  await form.getByLabel('Keep sessions for (days)').fill('90');
  await form.getByLabel('Keep full addresses for (days)').fill('14');
  await form.getByRole('button', { name: 'Save…' }).click();
  const dialog = reseller.getByRole('dialog');
  await expect(dialog.getByText('No session will be removed tonight.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(reseller.getByText('Saved. It takes effect tonight.')).toBeVisible();
  await reseller.reload();
  await expect(form.getByLabel('Keep sessions for (days)')).toHaveValue('90');
  await reseller.goto('/audit');
  await expect(reseller.getByText('Changed how long sessions are kept for customer').first()).toBeVisible();
});

test('suspending a customer locks out everybody, and lifting the suspension restores access', async ({
  world,
  signIn,
}) => {
  const { anna, ben } = world;
  const open = await openImap(anna);
  const ended = new Promise<void>((resolve) => open.once('close', resolve));
  const admin = await signIn(world.admin);
  const reseller = await signIn(world.reseller);
  // One mailbox was already suspended on its own.
  await reseller.goto(`/mailboxes/${ben.id}`);
  await reseller.getByRole('button', { name: 'Suspend…' }).click();
  const dialog = reseller.getByRole('dialog').or(reseller.getByRole('alertdialog'));
  await dialog.getByLabel('Reason').fill('Left the house');
  await dialog.getByRole('button', { name: `Suspend ${ben.address}` }).click();
  await expect(reseller.getByText('Left the house').first()).toBeVisible();

  await reseller.goto(`/customers/${world.customer.id}`);
  await reseller.getByRole('button', { name: 'Suspend…' }).click();
  await expect(dialog.getByText('One session is disconnected now.')).toBeVisible();
  await expect(dialog.getByText('One of them is suspended separately')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Unpaid');
  await dialog.getByRole('button', { name: `Suspend ${world.customer.name}` }).click();
  await expect(reseller.getByText('Suspended since')).toBeVisible();
  await ended;
  await expect(openImap(anna)).rejects.toThrow();
  await expect(openPop3(anna)).rejects.toThrow();
  await expect(trySubmission(anna)).rejects.toThrow();
  // The administrator is signed out.
  await admin.goto('/mailboxes');
  await expect(admin).toHaveURL(/sign-in/);

  await reseller.getByRole('button', { name: 'Lift suspension' }).click();
  await expect(reseller.getByText(`Suspension of ${world.customer.name} lifted`)).toBeVisible();
  await expect(async () => openImap(anna).then((client) => client.logout())).toPass({
    timeout: 3000,
    intervals: [100],
  });
  await expect(openImap(ben)).rejects.toThrow();
  await signIn(world.admin);
});
