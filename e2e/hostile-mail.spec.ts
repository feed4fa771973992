import type { BrowserContext, Page } from '@playwright/test';
import { hostileMessages } from '@/lib/testing/shapes';
import { expect, test } from './fixtures';
import { openImap } from './mail-clients';
import { stack } from './stack';

// Two layers protect the reader from a message: the sanitiser, and the sandboxed document that it is
// shown in. The first test covers both with every link clicked, the second covers the document alone.

/** Unwanted effects of a message. */
interface Outcome {
  requests: string[];
  dialogs: string[];
  downloads: string[];
}

/** Records and blocks every outgoing request. */
async function watch(context: BrowserContext): Promise<Outcome> {
  const outcome: Outcome = { requests: [], dialogs: [], downloads: [] };
  await context.route(
    (url) => !url.href.startsWith(stack.url) && /^(?:https?|wss?|ftp):$/.test(url.protocol),
    (route) => {
      outcome.requests.push(route.request().url());
      // A new page gets a response, because one that fails to load may close before it is inspected.
      return route.request().isNavigationRequest() ? route.fulfill({ contentType: 'text/html' }) : route.abort();
    },
  );
  const follow = (page: Page) => {
    page.on('dialog', (dialog) => {
      outcome.dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('download', (download) => outcome.downloads.push(download.url()));
  };
  for (const page of context.pages()) follow(page);
  context.on('page', follow);
  return outcome;
}

/**
 * The windows that were opened, as the browser lists them. Playwright loses about one in a hundred when a window changes
 * its process while Playwright attaches to it.
 */
async function windowsOf(context: BrowserContext) {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('the browser is gone');
  const pages = async () => (await session.send('Target.getTargets')).targetInfos.filter(({ type }) => type === 'page');
  const known = new Set((await pages()).map(({ targetId }) => targetId));
  const others = async () => (await pages()).filter(({ targetId }) => !known.has(targetId));
  return {
    // The headless browser lists a target without a URL beside each window. It is not a new window.
    opened: async () =>
      (await others()).filter(({ url }) => url !== '').map(({ url, canAccessOpener }) => ({ url, canAccessOpener })),
    close: async () => {
      for (const { targetId } of await others()) await session.send('Target.closeTarget', { targetId });
      await expect.poll(others).toEqual([]);
    },
  };
}

/** Messages per page. More would load slowly. */
const together = 10;

/**
 * A page that embeds messages like webmail, with webmail's policy, which also limits what a frame may do.
 * Returns a function that shows messages.
 */
async function holder(page: Page): Promise<(addresses: string[]) => Promise<void>> {
  const mail = await page.request.get('/mail');
  const policy = mail.headers()['content-security-policy'] ?? '';
  expect(policy).toContain('frame-src');
  let frames: string[] = [];
  await page.route('**/messages', (route) =>
    route.fulfill({
      headers: { 'content-type': 'text/html', 'content-security-policy': policy },
      body: frames
        .map((src) => `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="${src}"></iframe>`)
        .join(''),
    }),
  );
  return async (addresses) => {
    frames = addresses.map((address) => address.replaceAll('&', '&amp;'));
    await page.goto('/messages');
  };
}

function inGroups<T>(all: T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / together) }, (_, at) =>
    all.slice(at * together, (at + 1) * together),
  );
}

const hostileMails = Object.entries(hostileMessages).map(([name, html], index) => ({ name, html, uid: index + 1 }));

async function placeLetters(account: { address: string; password: string }): Promise<void> {
  const client = await openImap(account);
  await client.mailboxCreate('Corpus');
  for (const { name, html } of hostileMails) {
    const subject = `=?utf-8?B?${Buffer.from(name).toString('base64')}?=`;
    const body = Buffer.from(`${html}<p>the end</p>`, 'utf8').toString('base64');
    const head = `From: Mallory <mallory@evil.example>\r\nTo: ${account.address}\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\n`;
    const type = 'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n';
    await client.append('Corpus', `${head}${type}${body}\r\n`, ['\\Seen']);
  }
  await client.logout();
}

test('more than two hundred hostile messages are opened, and every link is clicked', async ({ world, signIn }) => {
  test.setTimeout(240_000);
  await placeLetters(world.anna);
  const page = await signIn(world.anna);
  const context = page.context();
  const show = await holder(page);
  const outcome = await watch(context);
  const windows = await windowsOf(context);
  for (const group of inGroups(hostileMails)) {
    await show(group.map(({ uid }) => `/api/mail/body?folder=Corpus&uid=${uid}`));
    const names = group.map(({ name }) => name).join(', ');
    expect(outcome, names).toEqual({ requests: [], dialogs: [], downloads: [] });
    for (const frame of page.frames().slice(1)) {
      const at = frame.url();
      for (const link of await frame.locator('a[href]').all()) {
        const href = (await link.getAttribute('href')) ?? '';
        const asked = /^https?:/.test(href);
        await link.dispatchEvent('click');
        if (asked) {
          // It has no opener, and requests only the clicked URL.
          const url = new URL(href).href;
          await expect.poll(windows.opened, { message: href }).toEqual([{ url, canAccessOpener: false }]);
          await windows.close();
        }
        const others = outcome.requests.splice(0).filter((url) => !asked || url !== new URL(href).href);
        expect(others, `pressed ${href} at ${at}`).toEqual([]);
      }
      expect(frame.url(), names).toBe(at);
    }
    expect(outcome, names).toEqual({ requests: [], dialogs: [], downloads: [] });
  }
});

test('the document of a message is safe without the sanitiser', async ({ world, signIn }) => {
  test.setTimeout(240_000);
  const client = await openImap(world.anna);
  await client.append(
    'INBOX',
    'From: a@evil.example\r\nSubject: One\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>placeholder</p>\r\n',
  );
  await client.logout();
  const page = await signIn(world.anna);
  const show = await holder(page);
  const outcome = await watch(page.context());
  // The panel's own headers, with the message unsanitised.
  const real = await page.request.get('/api/mail/body?folder=INBOX&uid=1');
  expect(await real.text()).toContain('placeholder');
  const headers = real.headers();
  await page.route('**/api/mail/body?message=*', (route) => {
    const { html } = hostileMails[Number(new URL(route.request().url()).searchParams.get('message')) - 1] ?? {
      html: '',
    };
    return route.fulfill({
      headers: {
        'content-type': headers['content-type'] ?? '',
        'content-security-policy': headers['content-security-policy'] ?? '',
      },
      body: `${html}<p>the end</p>`,
    });
  });
  for (const group of inGroups(hostileMails)) {
    await show(group.map(({ uid }) => `/api/mail/body?message=${uid}`));
    expect(page.frames().length).toBeGreaterThan(group.length);
    expect(outcome, group.map(({ name }) => name).join(', ')).toEqual({ requests: [], dialogs: [], downloads: [] });
  }
});
