import type { Page } from '@playwright/test';
import { comingFrom, expect, fillSignIn, test } from './fixtures';
import { stack } from './stack';

const navigation = (page: Page) => page.getByRole('navigation', { name: 'Main navigation' });
const refusal = 'Wrong address or password, or this account may not sign in.';

test('staff sees the whole host', async ({ world, stranger, arrive }) => {
  const page = await arrive(world.staff);
  await expect(page).toHaveURL(/\/overview$/);
  for (const name of [
    'Overview',
    'Domains',
    'Mailboxes',
    'Customers',
    'Sessions',
    'Trail',
    'Retention',
    'Audit',
    'Settings',
  ]) {
    await expect(navigation(page).getByRole('link', { name })).toBeVisible();
  }
  await page.goto(`/mailboxes?search=${world.anna.address}`);
  await expect(page.getByText(world.anna.address).first()).toBeVisible();
  await page.goto(`/mailboxes?search=${stranger.olga.address}`);
  await expect(page.getByText(stranger.olga.address).first()).toBeVisible();
});

test('a reseller sees their customers and nobody else’s', async ({ world, stranger, arrive }) => {
  const page = await arrive(world.reseller);
  await expect(page).toHaveURL(/\/overview$/);
  await navigation(page).getByRole('link', { name: 'Customers' }).click();
  await expect(page.getByText(world.customer.name)).toBeVisible();
  await navigation(page).getByRole('link', { name: 'Domains' }).click();
  await expect(page.getByText(world.domain.name).first()).toBeVisible();
  await expect(page.getByText(stranger.domain.name)).toHaveCount(0);
});

test('a customer sees their own domains, and no list of customers', async ({ world, stranger, arrive }) => {
  const page = await arrive(world.admin);
  await expect(page).toHaveURL(/\/overview$/);
  await expect(navigation(page).getByRole('link', { name: 'Customers' })).toHaveCount(0);
  await navigation(page).getByRole('link', { name: 'Mailboxes' }).click();
  await expect(page.getByText(world.anna.address).first()).toBeVisible();
  await expect(page.getByText(stranger.olga.address)).toHaveCount(0);
});

test('a mailbox owner starts at their mail and has no administration', async ({ world, arrive }) => {
  const page = await arrive(world.anna);
  await expect(page).toHaveURL(/\/mail/);
  await expect(page.getByRole('link', { name: /^Inbox/ })).toBeVisible();
  for (const path of ['/domains', '/mailboxes', '/customers', '/retention']) {
    await page.goto(path);
    await expect(page.getByText('you do not have access to it'), path).toBeVisible();
    await expect(page.getByText(world.ben.address)).toHaveCount(0);
  }
});

test('an auditor reads everything and changes nothing', async ({ world, signIn }) => {
  const page = await signIn(world.auditor);
  await page.goto('/domains');
  await page.getByLabel('Search domains').fill(world.domain.name);
  await expect(page.getByText(world.domain.name).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add domain' })).toHaveCount(0);
  await page.goto(`/mailboxes/${world.anna.id}`);
  await expect(page.getByRole('heading', { name: world.anna.address })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Suspend…' })).toHaveCount(0);
});

test('after signing out the pages are no longer accessible', async ({ world, arrive }) => {
  const page = await arrive(world.reseller);
  await page.getByRole('button', { name: /account/i }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/domains');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('sign-in returns to the requested page, but never to another host', async ({ world, browser }) => {
  const cases = [
    { wanted: '/sessions?protocol=pop3', arrives: '/sessions?protocol=pop3' },
    { wanted: 'https://elsewhere.example/', arrives: '/overview' },
    { wanted: '//elsewhere.example/', arrives: '/overview' },
  ];
  for (const { wanted, arrives } of cases) {
    const page = await (await browser.newContext({ extraHTTPHeaders: comingFrom(world.staff) })).newPage();
    await fillSignIn(page, world.staff, wanted);
    await expect(page).toHaveURL(new URL(arrives, stack.url).href);
    await page.context().close();
  }
});

test('repeated failures lock the sign-in, and nothing reveals whether the account exists', async ({
  world,
  browser,
}) => {
  const page = await (await browser.newContext({ extraHTTPHeaders: comingFrom(world.reseller) })).newPage();
  const attempts = [
    { address: world.reseller.address, password: '' },
    { address: `nobody@${world.tag}.test`, password: '' },
  ];
  const answers: string[][] = [];
  for (const who of attempts) {
    const said: string[] = [];
    // A few more than ten, because two passwords may have the same short hash.
    for (let attempt = 1; attempt <= 13; attempt += 1) {
      await fillSignIn(page, { ...who, password: `wrong ${attempt}` });
      const notice = page.getByRole('main').getByRole('status').or(page.getByRole('main').getByRole('alert'));
      said.push((await notice.first().textContent()) ?? '');
    }
    answers.push(said);
  }
  for (const said of answers) {
    expect(said.slice(0, 10)).toEqual(Array(10).fill(expect.stringContaining(refusal)));
    expect(said.at(-1)).toContain('Too many failed attempts');
  }
  // Not even the right password is accepted now.
  await fillSignIn(page, world.reseller);
  await expect(page.getByText('Too many failed attempts')).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
});

test('strangers lock neither a known browser out of its network nor hide from the owner', async ({
  world,
  browser,
}) => {
  const { anna } = world;
  const away = comingFrom({ ...anna, address: `elsewhere@away.${world.tag}.test` });
  const context = await browser.newContext({ extraHTTPHeaders: away });
  const page = await context.newPage();
  await fillSignIn(page, anna);
  await expect(page).toHaveURL(/\/mail/);
  await context.clearCookies({ name: /session-token/ });

  const strange = await (await browser.newContext({ extraHTTPHeaders: comingFrom(anna) })).newPage();
  const paused = strange.getByText('Too many failed attempts');
  for (let attempt = 1; attempt <= 13 && !(await paused.isVisible()); attempt += 1) {
    await fillSignIn(strange, { ...anna, password: `wrong ${attempt}` });
    await expect(strange.getByText(refusal).or(paused)).toBeVisible();
  }
  await fillSignIn(strange, anna);
  await expect(paused).toBeVisible();

  await context.setExtraHTTPHeaders(comingFrom(anna));
  await fillSignIn(page, anna);
  await expect(page).toHaveURL(/\/mail/);
  await page.goto('/settings');
  await page.getByText('Earlier sign-ins and failed attempts').click();
  await expect(page.getByText('after too many attempts, without checking the password').first()).toBeVisible();
  await expect(page.getByText('wrong password').first()).toBeVisible();
  await strange.context().close();
  await context.close();
});

test('the pages are in French when French is chosen', async ({ world, arrive }) => {
  const page = await arrive(world.admin);
  await page.getByRole('button', { name: 'Language' }).click();
  await page
    .getByRole('menuitemcheckbox', { name: 'Français' })
    .or(page.getByRole('menuitem', { name: 'Français' }))
    .click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.getByRole('link', { name: 'Domaines' })).toBeVisible();
});
