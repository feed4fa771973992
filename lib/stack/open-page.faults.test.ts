import type { Browser } from '@playwright/test';
import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, test, vi } from 'vitest';
import { type Account, openImapFlow } from '@/lib/mail-clients';
import { makeWorld, type OwnStack, startOwnStack } from '@/lib/testing';
import { killPart } from './kill-part.fixture';
import { launchBrowser } from './launch-browser.fixture';
import { readStackEnvironment } from './stack-environment';

let stack: OwnStack;
let browser: Browser;

beforeAll(async () => {
  stack = await startOwnStack();
  Object.assign(process.env, readStackEnvironment(stack.dataDirectory));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const signIn = (owner: Account | undefined): Promise<ImapFlow> =>
  openImapFlow({ port: stack.ports.imaps }, { address: owner?.address ?? '', password: owner?.password ?? '' });

test('an open page continues by itself after PostgreSQL was stopped and started', async () => {
  const { reseller, owners } = await makeWorld(['anna']);
  const page = await browser.newPage({ baseURL: stack.url, locale: 'en-GB' });
  await page.goto('/sign-in');
  await page.getByLabel('Address', { exact: true }).fill(reseller.address);
  await page.getByLabel('Password', { exact: true }).fill(reseller.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.goto('/sessions');
  await page.getByText('Nobody is connected').waitFor();

  // The fast shutdown, as with `systemctl restart postgresql`.
  await killPart(stack.dataDirectory, 'postgres', 'SIGINT');
  // Dovecot queries the database, too, and answers "temporary" until it is available.
  const client = await vi.waitFor(() => signIn(owners[0]), { timeout: 30_000, interval: 500 });
  const row = page
    .getByRole('grid', { name: 'Sessions' })
    .getByRole('row')
    .filter({ hasText: owners[0]?.address ?? '' });
  await row.waitFor({ timeout: 30_000 });
  await client.logout();
  await row.filter({ hasText: 'ended' }).waitFor({ timeout: 30_000 });
});
