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
    { address: world.reseller.address, password: 'wrong' },
    { address: `nobody@${world.tag}.test`, password: 'wrong' },
  ];
  const answers: string[][] = [];
  for (const who of attempts) {
    const said: string[] = [];
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      await fillSignIn(page, who);
      const notice = page.getByRole('main').getByRole('status').or(page.getByRole('main').getByRole('alert'));
      said.push((await notice.first().textContent()) ?? '');
    }
    answers.push(said);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.[0]).toContain(refusal);
  expect(answers[0]?.[8]).toContain('Too many failed attempts');
  // Not even the right password is accepted now.
  await fillSignIn(page, world.reseller);
  await expect(page.getByText('Too many failed attempts')).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
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
