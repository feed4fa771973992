import { expect, test } from './fixtures';
import { freshMessageId, submit } from './mail-clients';

test('a deferred message is on the overview, says why it waits, and is tried again and returned', async ({
  world,
  signIn,
}) => {
  const { anna, ben, admin } = world;
  const subject = `Offer ${world.tag}`;
  // Nothing listens on port 25 of this address.
  const to = `${ben.address}, carl@[127.0.0.2]`;
  await submit(anna, { from: anna.address, to, subject, text: 'x', messageId: freshMessageId() });

  const office = await signIn(admin);
  await expect(async () => {
    await office.goto('/overview');
    await expect(office.getByRole('link', { name: 'One message' })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(office.getByText('[127.0.0.2]')).toBeVisible();
  await office.getByRole('link', { name: 'One message' }).click();
  await office.getByRole('grid', { name: 'Outgoing' }).getByRole('link', { name: subject }).click();

  const recipients = office.getByRole('list', { name: 'Recipients' }).getByRole('listitem');
  await expect(recipients.filter({ hasText: ben.address })).toContainText('Delivered to the mailbox on this host.');
  const carl = recipients.filter({ hasText: 'carl@[127.0.0.2]' });
  await expect(carl).toContainText('Deferred.');
  await expect(carl).toContainText('Connection refused');
  await expect(carl).toContainText('Next attempt about');
  await expect(office.getByRole('heading', { name: 'In the mailboxes here that you can see' })).toBeVisible();

  await office.getByRole('button', { name: 'Retry now' }).click();
  await expect(office.getByText('The mail server tries again now.')).toBeVisible();
  await expect(carl).toContainText('2 attempts');
  await office.getByRole('button', { name: 'Give up and return…' }).click();
  await office.getByRole('button', { name: 'Return it to the sender' }).click();
  await expect(carl).toContainText('Returned to the sender: somebody gave it up.');

  // Ben got it, and its other recipients are no business of his.
  const other = await signIn(ben);
  await other.goto(new URL(office.url()).pathname + new URL(office.url()).search);
  await expect(other.getByText('carl@[127.0.0.2]')).toHaveCount(0);
  const own = await signIn(anna);
  await own.goto('/trail');
  await own.getByRole('link', { name: 'Outgoing' }).click();
  await expect(own.getByRole('row').filter({ hasText: subject })).toContainText('Not delivered');
});
