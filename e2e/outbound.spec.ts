import { expect, test } from './fixtures';
import { submit } from './mail-clients';

test('a mailbox that sends over its limit is deferred and notified, and a lifted suspension is a notice', async ({
  world,
  seeder,
  signIn,
}) => {
  const { anna, ben, admin } = world;
  const office = await signIn(admin);
  const settings = `/mailboxes/${anna.id}?tab=settings`;
  await office.goto(settings);
  await office.getByLabel('Recipients an hour').fill('2001');
  await office.getByRole('button', { name: 'Save sending limits' }).click();
  await expect(office.getByText('At most 2,000: this is the limit of the domain.')).toBeVisible();
  await office.getByLabel('Recipients an hour').fill('2');
  await office.getByRole('button', { name: 'Save sending limits' }).click();
  await expect(office.getByText('The sending limits are saved')).toBeVisible();
  await expect(office.getByText('Set for this mailbox.')).toBeVisible();

  const message = { from: anna.address, subject: 'A limit' };
  await submit(anna, { ...message, to: `${ben.address}, ${ben.address.replace('@', '+two@')}` });
  await expect(submit(anna, { ...message, to: ben.address })).rejects.toThrow(/450 4\.7\.1 .*has sent to 2 of 2/);
  await office.goto(settings);
  await expect(office.getByText('2 of 2', { exact: true })).toBeVisible();
  const deferred = office.getByRole('list', { name: 'Deferred messages' });
  await expect(deferred).toContainText(`${anna.address}: deferred once`);
  await office.goto(`/domains/${world.domain.id}`);
  await office.getByRole('tab', { name: 'Sending', exact: true }).click();
  await expect(office.getByText('2 of 2,000', { exact: true })).toBeVisible();
  await expect(deferred).toContainText(anna.address);

  await seeder.ask({ reportSending: true });
  const page = await signIn(anna);
  await page.goto('/mail');
  await page.getByRole('link', { name: 'Notices, 1 unread' }).click();
  const notices = page.getByRole('list', { name: 'Notices' });
  await expect(notices).toContainText(`${anna.address} sent more than is allowed`);

  await seeder.ask({ suspendSending: anna.id });
  await office.goto(settings);
  await office.getByRole('button', { name: 'Allow sending…' }).click();
  await office.getByRole('dialog').getByRole('button', { name: 'Allow sending', exact: true }).click();
  await expect(office.getByText(`${anna.address} can send again`)).toBeVisible();
  await page.goto('/notices');
  const resumed = notices.getByRole('listitem').filter({ hasText: 'The suspension of sending was lifted' });
  await expect(resumed).toContainText(`By ${admin.name}`);
});
