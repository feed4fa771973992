import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { openImap, openPop3, place, submit } from './mail-clients';

/** Violations of WCAG 2.2 A and AA that axe finds, one per line with its place. */
async function complaints(page: Page): Promise<string[]> {
  // Colours are wrong during a fade, and a live page may have a row fading in at any time.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  // axe has its own playwright-core, whose Page type has other private members.
  const { violations } = await new AxeBuilder({ page: page as never })
    // A message's frame runs no scripts, not even axe's. Legacy mode opens no window to join the results
    // of several frames.
    .exclude('iframe')
    .setLegacyMode()
    .options({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
      iframes: false,
    })
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim()}`),
  );
}

test('pages for people with a role, light and dark', async ({ world, signIn, browser }) => {
  test.setTimeout(180_000);
  const { anna, ben } = world;
  await submit(anna, { from: anna.address, to: ben.address, subject: 'Look at this', text: 'x' });
  const live = await openImap(anna);
  const pop = await openPop3(ben);

  const out = await (await browser.newContext()).newPage();
  await out.goto('/sign-in');
  await expect(out.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  expect.soft(await complaints(out), 'sign-in').toEqual([]);
  await out.context().close();

  // Not staff, who would see the rows of other tests as well.
  const page = await signIn(world.reseller);
  const pages: [path: string, ready: string | RegExp][] = [
    ['/overview', 'Overview'],
    ['/domains', 'Domains'],
    [`/domains/${world.domain.id}`, world.domain.name],
    ['/mailboxes', 'Mailboxes'],
    [`/mailboxes/${anna.id}`, anna.address],
    [`/mailboxes/${anna.id}?tab=settings`, anna.address],
    [`/mailboxes/${anna.id}?tab=security`, anna.address],
    [`/mailboxes/${anna.id}?tab=setup`, anna.address],
    ['/mailboxes/import', 'Import mailboxes'],
    ['/customers', 'Customers'],
    [`/customers/${world.customer.id}`, world.customer.name],
    ['/people', 'People'],
    ['/sessions', 'Sessions'],
    ['/sessions?state=all', 'Sessions'],
    ['/sessions/disconnects', 'Disconnect history'],
    ['/sessions/report', 'Protocol report'],
    ['/findings', 'Findings'],
    ['/trail', 'Trail'],
    ['/trail/outgoing', 'Outgoing'],
    ['/retention', 'Retention'],
    ['/audit', 'Audit'],
    ['/settings', 'Settings'],
    ['/notices', 'Notices'],
    ['/nowhere', 'Not found'],
  ];
  for (const [path, heading] of pages) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: heading }).first(), path).toBeVisible();
    expect.soft(await complaints(page), path).toEqual([]);
  }
  // Dark mode changes only colours: one page of each kind, the first one while the theme changes.
  await page.goto('/overview');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect.soft(await complaints(page), 'night on /overview').toEqual([]);
  for (const path of ['/domains', `/mailboxes/${anna.id}`, '/sessions', '/trail', '/audit', '/settings', '/notices']) {
    await page.goto(path);
    await expect(page.getByRole('heading').first(), path).toBeVisible();
    expect.soft(await complaints(page), `dark ${path}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`/domains/${world.domain.id}`);
  await page.getByRole('tab', { name: 'DNS' }).click();
  await expect(page.getByText('SPF').first()).toBeVisible();
  expect.soft(await complaints(page), 'DNS').toEqual([]);
  // With dialogs and menus open.
  await page.goto('/sessions');
  await page.getByRole('row').filter({ hasText: anna.address }).first().click();
  await expect(page.getByText('What happened')).toBeVisible();
  expect.soft(await complaints(page), 'a session').toEqual([]);
  await page.goto(`/sessions?mailbox=${anna.id}&end=1`);
  await expect(page.getByRole('dialog').getByText('Prevent it from reconnecting')).toBeVisible();
  expect.soft(await complaints(page), 'ending sessions').toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Filter…' }).click();
  await expect(page.getByRole('dialog').getByLabel('Address or network')).toBeVisible();
  expect.soft(await complaints(page), 'filters').toEqual([]);
  await page.goto(`/mailboxes/${anna.id}`);
  await page.getByRole('button', { name: 'What if…' }).first().click();
  await expect(page.getByRole('button', { name: 'IMAP device' })).toBeVisible();
  expect.soft(await complaints(page), 'what if').toEqual([]);
  await page.goto('/domains');
  await page.getByRole('button', { name: 'Add domain' }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect.soft(await complaints(page), 'a dialog').toEqual([]);
  await page.goto('/overview');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect.soft(await complaints(page), 'the palette').toEqual([]);

  await live.logout();
  await pop.quit();
});

test('pages of a mailbox owner, light and dark', async ({ world, arrive }) => {
  test.setTimeout(120_000);
  const { anna, ben } = world;
  await place(anna, 'INBOX', {
    from: `Ben <${ben.address}>`,
    to: anna.address,
    subject: 'Lunch plans',
    html: '<h1>Hello</h1><p>World</p>',
  });
  await place(anna, 'INBOX', { from: `Ben <${ben.address}>`, to: anna.address, subject: 'Another', text: 'Hello' });
  const page = await arrive(anna);
  await page.getByRole('link', { name: /Lunch plans/ }).click();
  await expect(page.frameLocator('iframe').getByText('World')).toBeVisible();
  expect.soft(await complaints(page), 'a message').toEqual([]);
  await page.getByRole('button', { name: 'Reply', exact: true }).first().click();
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
  expect.soft(await complaints(page), 'writing').toEqual([]);
  for (const [path, heading] of [
    ['/devices', 'Devices'],
    ['/filters', 'Filters'],
    ['/trail', 'Trail'],
    ['/audit', /Audit|History/],
    ['/settings', /Settings|Security/],
    ['/notices', 'Notices'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: heading }).first(), path).toBeVisible();
    expect.soft(await complaints(page), path).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/mail');
  await page.getByRole('link', { name: /Lunch plans/ }).click();
  await expect(page.frameLocator('iframe').getByText('World')).toBeVisible();
  expect.soft(await complaints(page), 'a message in dark mode').toEqual([]);
});

test('pages fit a phone without scrolling sideways', async ({ world, signIn }) => {
  test.setTimeout(120_000);
  const page = await signIn(world.reseller);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [
    '/overview',
    '/domains',
    `/domains/${world.domain.id}`,
    '/mailboxes',
    '/mailboxes/import',
    `/mailboxes/${world.anna.id}`,
    `/mailboxes/${world.anna.id}?tab=settings`,
    `/mailboxes/${world.anna.id}?tab=setup`,
    `/customers/${world.customer.id}`,
    '/people',
    '/sessions',
    '/sessions/report',
    '/sessions/disconnects',
    '/findings',
    '/trail',
    '/retention',
    '/audit',
    '/settings',
    '/notices',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading').first(), path).toBeVisible();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overflow, path).toBeLessThanOrEqual(0);
  }
});
