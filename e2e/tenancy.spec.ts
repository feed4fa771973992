import type { APIRequestContext } from '@playwright/test';
import { createPolicy } from './create-policy';
import { expect, test } from './fixtures';
import { freshMessageId, openImap, openPop3, place, submit } from './mail-clients';
import { stack } from './stack';
import { streamed } from './stream';

// People of one reseller look for the data of another. It must not be found in page, title, search, stream, action,
// API or export.

async function say(request: APIRequestContext, path: string): Promise<string> {
  const response = await request.get(path, { maxRedirects: 0 });
  return `${response.status()} ${response.headers()['content-disposition'] ?? ''} ${await response.text()}`;
}

test('a second reseller sees nothing of the first', async ({ world, stranger, signIn }) => {
  test.setTimeout(180_000);
  const { anna, ben } = world;
  const subject = `Secret ${world.tag}`;
  const messageId = freshMessageId();
  await submit(anna, { from: anna.address, to: ben.address, subject, text: 'x', messageId });
  const live = await openImap(anna, { name: `Client ${world.tag}` });
  const pop = await openPop3(ben);

  // The first reseller sees it, so that the absence below means something.
  const own = await signIn(world.reseller);
  await own.goto('/sessions');
  await expect(own.getByText(anna.address).first()).toBeVisible();
  await own.getByRole('row').filter({ hasText: anna.address }).first().click();
  await expect(own).toHaveURL(/session=/);
  const sessionId = new URL(own.url()).searchParams.get('session') ?? '';
  expect(sessionId).not.toBe('');
  await own.goto(`/trail?q=${encodeURIComponent(messageId)}`);
  await expect(own.getByText(subject).first()).toBeVisible();
  const policyPath = await createPolicy(own);

  const traces = [
    world.tag,
    anna.address,
    ben.address,
    world.domain.name,
    world.customer.name,
    world.resellerName,
    subject,
  ];
  const nothing = async (text: string, where: string) => {
    for (const trace of traces) expect(text, `${trace} in ${where}`).not.toContain(trace);
  };

  for (const who of [stranger.reseller, stranger.olga]) {
    const page = await signIn(who);
    const stream = streamed(page, '/api/live/sessions');
    // Lists, filters and searches.
    const lists = [
      '/overview',
      '/domains',
      '/mailboxes',
      '/customers',
      '/sessions',
      '/sessions?state=all',
      '/trail',
      '/retention',
      '/audit',
      '/settings',
      '/devices',
      `/trail/message?messageId=${encodeURIComponent(messageId)}`,
      `/sessions?state=all&session=${sessionId}`,
    ];
    // The URL may be echoed. The rest of the document must contain no trace.
    const withoutQuestion = (text: string) =>
      text.replaceAll(encodeURIComponent(messageId), '').replaceAll(messageId, '');
    for (const path of lists) {
      // The response of the server, and then the page in the browser, because a page that is not for this role
      // redirects.
      await nothing(withoutQuestion(await say(page.request, path)), `${who.name}: answer to ${path}`);
      await page.goto(path);
      await expect(page.getByRole('main')).toBeVisible();
      await nothing(withoutQuestion((await page.locator('body').textContent()) ?? ''), `${who.name}: ${path}`);
      await nothing(await page.title(), `title of ${path}`);
    }
    // By id.
    for (const path of [
      `/mailboxes/${anna.id}`,
      `/domains/${world.domain.id}`,
      policyPath,
      `/devices?mailboxId=${anna.id}`,
    ]) {
      await page.goto(path);
      if (!path.startsWith('/devices'))
        await expect(page.getByText('you do not have access to it'), path).toBeVisible();
      await nothing(await page.content(), `${who.name}: ${path}`);
      await nothing(await page.title(), `title of ${path}`);
    }
    // Routes for programs.
    const doors = [
      `/api/search?q=${world.tag}`,
      `/api/search?q=${encodeURIComponent(anna.address)}`,
      `/api/mail/folders?mailboxId=${anna.id}`,
      `/api/mail/messages?mailboxId=${anna.id}&folder=INBOX`,
      `/api/mail/message?mailboxId=${anna.id}&folder=INBOX&uid=1`,
      `/api/audit/export`,
      `/api/sessions/export`,
      `/api/sessions/${sessionId}`,
    ];
    for (const path of doors) {
      const text = (await say(page.request, path)).replaceAll(encodeURIComponent(anna.address), '');
      await nothing(text.replaceAll(`"q":"${world.tag}"`, ''), `${who.name}: ${path}`);
    }
    await nothing(await stream, `${who.name}: stream`);
  }

  await live.logout();
  await pop.quit();
});

test('a search by another’s address finds nothing', async ({ world, stranger, signIn }) => {
  const page = await signIn(stranger.reseller);
  for (const path of [
    `/mailboxes?search=${world.anna.address}`,
    `/sessions?state=all&q=${world.anna.address}`,
    `/trail?q=${world.anna.address}`,
  ]) {
    await page.goto(path);
    await expect(page.getByRole('row').filter({ hasText: world.anna.address })).toHaveCount(0);
    await expect(
      page.getByText(/No mailboxes match|No events match this search|No sessions match these filters/).first(),
    ).toBeVisible();
  }
});

test('an action with another tenant’s id is answered as not found', async ({ world, stranger, signIn }) => {
  // The request of the owner's page, with the stranger's cookies.
  const page = await signIn(world.admin);
  await page.goto(`/mailboxes/${world.anna.id}`);
  await page.getByRole('tab', { name: 'Settings' }).click();
  const sent = page.waitForRequest((request) => request.method() === 'POST' && 'next-action' in request.headers());
  await page.getByLabel('New password').fill('taken-over-77');
  await page.route('**/*', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await page.getByRole('button', { name: 'Set password' }).click();
  const request = await sent;
  const other = await signIn(stranger.admin);
  const { 'next-action': action = '', 'content-type': type = '' } = request.headers();
  const answer = await other.request.post(`${stack.url}/mailboxes`, {
    headers: { 'next-action': action, 'content-type': type, accept: 'text/x-component', origin: stack.url },
    data: request.postDataBuffer() ?? '',
  });
  const text = await answer.text();
  expect(text).toContain('not-found');
  expect(text).not.toContain(world.anna.address);
  // Nothing was changed: the old password still works.
  await openImap(world.anna).then((client) => client.logout());
});

test('webmail’s routes give an owner only their own mailbox', async ({ world, stranger, signIn, arrive }) => {
  await place(world.anna, 'INBOX', {
    from: world.ben.address,
    to: world.anna.address,
    subject: `For Anna ${world.tag}`,
  });
  const page = await arrive(stranger.olga);
  await expect(page.getByRole('navigation', { name: 'Folders' })).toBeVisible();
  await expect(page.getByText(world.tag)).toHaveCount(0);
  await page.goto(`/mail/INBOX/1`);
  await expect(page.getByText(world.tag)).toHaveCount(0);
  // Only owners have webmail.
  const reseller = await signIn(world.reseller);
  for (const path of ['/mail', '/api/mail/folders', '/api/mail/messages?folder=INBOX']) {
    expect(await say(reseller.request, path)).toMatch(/^(404|307|303|400|403)/);
  }
});

test('nothing is accessible when signed out', async ({ request, world }) => {
  for (const path of [
    '/overview',
    '/domains',
    '/mailboxes',
    `/mailboxes/${world.anna.id}`,
    '/sessions',
    '/trail',
    '/retention',
    '/audit',
    '/mail',
    '/api/search?q=a',
    '/api/live/sessions',
    '/api/mail/folders',
    '/api/mail/messages?folder=INBOX',
  ]) {
    const answer = await say(request, path);
    expect(answer, path).toMatch(/^(307|303|401|404)/);
    expect(answer, path).not.toContain(world.tag);
  }
});
