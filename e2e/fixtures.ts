import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test';
import type { World } from '@/lib/testing';
import { type Account, clientAddress } from './mail-clients';
import type { SeedRequest } from './seed';
import { stack } from './stack';

export { expect } from '@playwright/test';

/** The process that creates tenants, one per Playwright worker. */
class Seeder {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterator<string>;

  constructor() {
    const root = path.resolve(import.meta.dirname, '..');
    const args = ['--conditions=react-server', '--import', 'tsx', path.join(root, 'e2e/seed.ts')];
    this.child = spawn(path.join(root, 'node_modules/.bin/node'), args, {
      cwd: root,
      env: { ...process.env, ...stack.env },
    });
    this.child.stderr.pipe(process.stderr);
    this.answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** Creates a reseller with a customer, or another customer of an existing world's reseller. */
  world(mailboxes: readonly string[], under: World | null = null): Promise<World> {
    return this.ask<World>({ mailboxes, under });
  }

  async ask<T>(request: SeedRequest): Promise<T> {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error('the process that makes tenants ended');
    const answer = JSON.parse(value) as { ok: T } | { error: string };
    if ('error' in answer) throw new Error(answer.error);
    return answer.ok;
  }

  close(): void {
    this.child.stdin.end();
  }
}

type Owner = World['owners'][number];

interface Fixtures {
  /** A reseller, a customer, a domain and two mailboxes of this test only. */
  world: World & { anna: Owner; ben: Owner };
  /** A second world, whose people must see nothing of the first. */
  stranger: World & { olga: Owner };
  /** Signs somebody in, in a separate browser profile. The page is still empty. */
  signIn: (who: Account, options?: { locale?: string }) => Promise<Page>;
  /** Signs somebody in and opens their start page. */
  arrive: (who: Account, options?: { locale?: string }) => Promise<Page>;
}

export const test = base.extend<Fixtures, { seeder: Seeder }>({
  seeder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern.
    async ({}, use) => {
      const seeder = new Seeder();
      await use(seeder);
      seeder.close();
    },
    { scope: 'worker' },
  ],
  world: async ({ seeder }, use) => {
    const world = await seeder.world(['anna', 'ben']);
    const [anna, ben] = world.owners as [Owner, Owner];
    await use({ ...world, anna, ben });
  },
  stranger: async ({ seeder }, use) => {
    const world = await seeder.world(['olga']);
    const [olga] = world.owners as [Owner];
    await use({ ...world, olga });
  },
  signIn: async ({ browser }, use) => {
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (who, options) => {
      const context = await browser.newContext({ ...options, extraHTTPHeaders: comingFrom(who) });
      contexts.push(context);
      const page = listening(await context.newPage());
      await signInByRequest(context.request, who);
      return page;
    });
    for (const context of contexts) await context.close();
  },
  arrive: async ({ signIn }, use) => {
    await use(async (who, options) => {
      const page = await signIn(who, options);
      await page.goto('/');
      await expect(page).not.toHaveURL(/\/sign-in/);
      return page;
    });
  },
});

/**
 * The header of a proxy on this machine. Failed sign-ins are counted by network, and one test must not lock
 * the people of another.
 */
export function comingFrom({ address }: Account): Record<string, string> {
  return { 'x-forwarded-for': clientAddress(address) };
}

/**
 * A page whose `goto` also waits for hydration, because clicks before it are lost and
 * people are never that quick. React leaves a property on each hydrated element.
 */
function listening(page: Page): Page {
  const goto = page.goto.bind(page);
  page.goto = async (...where) => {
    const response = await goto(...where);
    await page.waitForFunction(() => {
      if (!document.querySelector('script[src*="/_next/"]')) return true;
      const controls = document.querySelectorAll('button, input, textarea');
      return [...controls].every((control) => Object.keys(control).some((key) => key.startsWith('__reactProps')));
    });
    return response;
  };
  return page;
}

/** Signs in without the page, for journeys that are about what comes after. */
async function signInByRequest(request: APIRequestContext, { address, password }: Account): Promise<void> {
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const answer = await request.post('/api/auth/callback/credentials', {
    form: { csrfToken, name: address, password, json: 'true' },
  });
  expect(answer.ok(), `${address} signs in`).toBe(true);
}

/** Signs in on the sign-in page. */
export async function fillSignIn(page: Page, { address, password }: Account, onward?: string): Promise<void> {
  await page.goto(onward ? `/sign-in?callbackUrl=${encodeURIComponent(onward)}` : '/sign-in');
  await page.getByLabel('Address', { exact: true }).fill(address);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
