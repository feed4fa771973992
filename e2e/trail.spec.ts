import { expect, test } from './fixtures';
import { clientAddress, countMessages, freshMessageId, openImap, openPop3, submit } from './mail-clients';

test('a POP3 client removes a message; the trail names its session, and the message is restored', async ({
  world,
  signIn,
}) => {
  const { anna, ben } = world;
  const subject = `Contract ${world.tag}`;
  const messageId = freshMessageId();
  await submit(anna, { from: anna.address, to: ben.address, subject, text: 'Signed.', messageId });
  const client = await openImap(ben);
  await expect.poll(() => countMessages(client, subject)).toBe(1);

  const pop = await openPop3(ben);
  await pop.retrieve(1);
  await pop.remove(1);
  await pop.quit();
  await expect.poll(() => countMessages(client, subject)).toBe(0);

  const page = await signIn(world.admin);
  await page.goto(`/trail?q=${encodeURIComponent(messageId)}`);
  const removal = page
    .getByRole('grid', { name: 'Trail' })
    .getByRole('row')
    .filter({ hasText: 'Removed from the server' });
  await expect(removal).toBeVisible();
  await expect(removal).toContainText(clientAddress(ben.address));
  await removal.getByRole('link', { name: subject }).click();

  await expect(page.getByText('POP3 removed this message')).toBeVisible();
  const sentence = page.getByRole('listitem').filter({ hasText: 'Removed from the server by' });
  await expect(sentence).toContainText('POP3 session');
  await expect(sentence).toContainText(clientAddress(ben.address));
  // The same session, with its end.
  await sentence.getByRole('link', { name: 'Open session' }).click();
  await expect(page.getByText(/Removed a message from Inbox|Removed a message from INBOX/).first()).toBeVisible();
  await page.goBack();

  await page.getByRole('button', { name: 'Restore…' }).click();
  await page.getByRole('button', { name: 'Restore this message' }).click();
  await expect(page.getByText(`Message restored to`)).toBeVisible();
  await expect.poll(() => countMessages(client, subject)).toBe(1);
  await client.logout();
  await expect(page.getByText(/Restored to/)).toBeVisible();
});

test('a message whose folder was renamed is in the folder of the new name, and says who renamed it', async ({
  world,
  signIn,
}) => {
  const { ben } = world;
  const messageId = freshMessageId();
  const client = await openImap(ben);
  const [before, after] = [`Projects ${world.tag}`, `Kept ${world.tag}`];
  await client.mailboxCreate(before);
  await client.append(before, `From: a@b.example\r\nSubject: Plan\r\nMessage-ID: ${messageId}\r\n\r\nx\r\n`, [
    '\\Seen',
  ]);
  await client.mailboxRename(before, after);
  await client.logout();

  const page = await signIn(world.admin);
  await page.goto(`/trail?mailbox=${ben.id}`);
  const renamed = page.getByRole('grid', { name: 'Trail' }).getByRole('row').filter({ hasText: 'Folder renamed' });
  await expect(renamed).toContainText(`${before} → ${after}`);
  await expect(renamed).toContainText(clientAddress(ben.address));

  await page.goto(`/trail/message?messageId=${encodeURIComponent(messageId)}&mailbox=${ben.id}`);
  await expect(page.getByText(`On the server, in ${after}: renamed by IMAP session`)).toBeVisible();
  await expect(page.getByText(`Folder ${before} renamed to ${after} by IMAP session`)).toBeVisible();
});

test('an owner sees only the trail of their own mail', async ({ world, signIn }) => {
  const { anna, ben } = world;
  const messageId = freshMessageId();
  await submit(anna, { from: anna.address, to: ben.address, subject: 'For Ben', text: 'x', messageId });
  const owner = await signIn(ben);
  await owner.goto('/trail');
  await expect(owner.getByRole('row').filter({ hasText: 'For Ben' }).first()).toBeVisible();
  const other = await signIn(anna);
  await other.goto(`/trail/message?messageId=${encodeURIComponent(messageId)}&mailboxId=${ben.id}`);
  await expect(other.getByText(ben.address)).toHaveCount(0);
});

test('a hostile subject is shown as written, and breaks no line of the log', async ({ world, signIn }) => {
  const { anna, ben } = world;
  const subject = `$(id), flags=(\\Seen), uid=1, session=<x>: <b>bold</b> "quoted" ${world.tag}`;
  const messageId = freshMessageId();
  await submit(anna, { from: anna.address, to: ben.address, subject, text: 'x', messageId });
  const page = await signIn(world.admin);
  await page.goto(`/trail?q=${encodeURIComponent(messageId)}`);
  const delivered = page.getByRole('row').filter({ hasText: 'Delivered' });
  await expect(delivered).toBeVisible();
  await expect(delivered).toContainText(`<b>bold</b> "quoted" ${world.tag}`);
  await expect(page.locator('b', { hasText: 'bold' })).toHaveCount(0);
});

test('what was refused on submission says why in the trail of the account, and not in that of the recipient', async ({
  world,
  signIn,
}) => {
  const { anna, ben } = world;
  const messageId = freshMessageId();
  const subject = `Forged ${world.tag}`;
  const envelope = { from: anna.address, to: ben.address };
  const from = 'ceo@elsewhere.example';
  const sending = submit(anna, { from, to: ben.address, subject, text: 'x', messageId, envelope });
  await expect(sending).rejects.toThrow();
  const owner = await signIn(anna);
  await owner.goto('/trail?kind=refused');
  const row = owner.getByRole('row').filter({ hasText: subject });
  await expect(row).toContainText('Refused on submission');
  await row.getByRole('link', { name: subject }).click();
  const sentence = owner.getByRole('listitem').filter({ hasText: 'From is not an address of the account' });
  await expect(sentence).toContainText('Header From not owned by');
  await expect(owner.getByText('Refused', { exact: true })).toBeVisible();
  const recipient = await signIn(ben);
  await recipient.goto(`/trail/message?messageId=${encodeURIComponent(messageId)}`);
  await expect(recipient.getByText('No trail for this message')).toBeVisible();
});
