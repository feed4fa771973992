import type { Locator, Page, Request } from '@playwright/test';
import { expect, test } from './fixtures';
import { clientAddress, openImap, openPop3 } from './mail-clients';

const row = (page: Page, address: string, protocol: string): Locator =>
  page
    .getByRole('grid', { name: 'Sessions' })
    .getByRole('row')
    .filter({ hasText: address })
    .filter({ hasText: protocol });

test('connections appear and end on the page without a reload', async ({ world, signIn }) => {
  const { anna, ben } = world;
  const page = await signIn(world.reseller);
  await page.goto('/sessions');
  await expect(page.getByText('Nobody is connected')).toBeVisible();

  const imap = await openImap(anna, { name: 'Thunderbird', version: '140.0' });
  const anna1 = row(page, anna.address, 'IMAP');
  await expect(anna1).toBeVisible();
  await expect(anna1).toContainText(clientAddress(anna.address));
  await expect(anna1).toContainText('Thunderbird 140.0');
  await expect(anna1).toContainText(/1\.3/);

  const pop = await openPop3(ben);
  const ben1 = row(page, ben.address, 'POP3');
  await expect(ben1).toBeVisible();
  await expect(ben1).toContainText(clientAddress(ben.address));
  await expect(ben1).toContainText('not sent by the client');
  await expect(ben1).toContainText(/1\.3/);
  // Both are counted by protocol and shown with their start.
  await expect(page.getByRole('button', { name: /^IMAP 1 / })).toBeVisible();
  await expect(page.getByRole('button', { name: /^POP3 1 / })).toBeVisible();
  await expect(anna1.locator('time').first()).toHaveAttribute(
    'datetime',
    new RegExp(`^${new Date().toISOString().slice(0, 13)}`),
  );

  await imap.logout();
  await expect(anna1).toContainText('ended');
  await pop.quit();
  await expect(ben1).toContainText('ended');
  // Marked as ended for a moment, then removed from the live list.
  await expect(anna1).toHaveCount(0);
  await expect(ben1).toHaveCount(0);
  await expect(page.getByText('Nobody is connected')).toBeVisible();

  // Their end is shown without a reload.
  await page.getByRole('radio', { name: 'Ended' }).click();
  await expect(row(page, anna.address, 'IMAP')).toBeVisible();
  await row(page, anna.address, 'IMAP').click();
  await expect(page.getByText('the client signed out')).toBeVisible();
});

test('a connection that is cut, not closed, ends on the page too', async ({ world, signIn }) => {
  const page = await signIn(world.admin);
  await page.goto('/sessions');
  const pop = await openPop3(world.ben);
  await expect(row(page, world.ben.address, 'POP3')).toBeVisible();
  pop.hangUp();
  await expect(row(page, world.ben.address, 'POP3')).toContainText('ended');
});

test('disconnecting a session closes it on the mail server', async ({ world, signIn }) => {
  const { anna } = world;
  const page = await signIn(world.admin);
  await page.goto('/sessions');
  const first = await openImap(anna, { name: 'Phone' });
  const second = await openImap(anna, { name: 'Laptop' });
  const cut = new Promise<void>((resolve) => first.once('close', resolve));
  const phone = page.getByRole('grid', { name: 'Sessions' }).getByRole('row').filter({ hasText: 'Phone' });
  await phone.click();
  await page.getByRole('button', { name: 'Disconnect this session…' }).click();
  await page.getByRole('button', { name: 'Disconnect 1 session', exact: true }).click();
  await expect(page.getByText('The session is disconnected')).toBeVisible();
  await cut;
  // Only that session: the laptop is still connected.
  await second.noop();
  await expect(phone).toHaveCount(0);
  await page.goto('/audit');
  await expect(
    page
      .getByRole('row')
      .filter({ hasText: anna.address })
      .filter({ hasText: /disconnected/i })
      .first(),
  ).toBeVisible();
  await second.logout();
});

test('webmail is a session of its own protocol, with the browser’s address', async ({ world, signIn, arrive }) => {
  const owner = await arrive(world.anna);
  await expect(owner.getByRole('navigation', { name: 'Folders' })).toBeVisible();
  const page = await signIn(world.admin);
  await page.goto('/sessions');
  const webmail = row(page, world.anna.address, 'Webmail').first();
  await expect(webmail).toContainText('web sign-in');
  await expect(webmail).toContainText(clientAddress(world.anna.address));
});

test('filters are kept in the URL and saved under a name, and all matching sessions are disconnected with a receipt', async ({
  world,
  signIn,
}) => {
  const { anna, ben } = world;
  const page = await signIn(world.admin);
  const phone = await openImap(anna, { name: 'Phone', version: '1' });
  const laptop = await openImap(ben, { name: 'Laptop', version: '2' });
  const grid = page.getByRole('grid', { name: 'Sessions' });
  const shows = async (own: boolean, other: boolean) => {
    await expect(grid.getByRole('row').filter({ hasText: anna.address })).toHaveCount(own ? 1 : 0);
    await expect(grid.getByRole('row').filter({ hasText: ben.address })).toHaveCount(other ? 1 : 0);
  };
  await page.goto('/sessions');
  await shows(true, true);

  // Each filter by URL, as from a link.
  const ip = clientAddress(anna.address);
  for (const [query, own, other] of [
    [`network=${ip}`, true, true],
    ['network=127.0.0.0/8', true, true],
    ['network=198.51.100.0/24', false, false],
    ['client=laptop', false, true],
    ['client=Phone+1', true, false],
    ['client=-', false, false],
    [`domain=${world.domain.name}`, true, true],
    ['domain=elsewhere.example', false, false],
    [`tenant=${world.customer.id}`, true, true],
    [`tenant=${crypto.randomUUID()}`, false, false],
    [`mailbox=${ben.id}`, false, true],
    ['tls=tls', true, true],
    ['tls=old', false, false],
    ['tls=clear', false, false],
    ['credential=main', true, true],
    ['credential=app', false, false],
    ['credential=web', false, false],
    ['node=mx1', true, true],
    ['node=mx9', false, false],
    ['protocol=imap', true, true],
    ['protocol=pop3', false, false],
  ] as const) {
    await page.goto(`/sessions?${query}`);
    await expect(page.getByRole('button', { name: 'Clear filters' }), query).toBeVisible();
    await shows(own, other);
  }

  // In the interface. Later sessions are filtered as well.
  await page.goto('/sessions');
  await page.getByRole('button', { name: 'Filter…' }).click();
  await page.getByRole('dialog').getByLabel('Address or network').fill('not a network');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('This is not an address or network.')).toBeVisible();
  await page.getByRole('dialog').getByLabel('Address or network').fill(`${ip}/32`);
  await page.getByRole('dialog').getByLabel('Client', { exact: true }).fill('phone');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/network=127\./);
  await shows(true, false);
  // The list does not move under the pointer, which is still where the dialog's button was.
  await page.mouse.move(0, 0);
  const late = await openImap(ben, { name: 'Tablet', version: '3' });
  const second = await openImap(anna, { name: 'Phone', version: '4' });
  await expect(grid.getByRole('row').filter({ hasText: 'Phone 4' })).toBeVisible();
  await expect(grid.getByRole('row').filter({ hasText: 'Tablet' })).toHaveCount(0);

  // Saved under a name, and loaded again.
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByRole('menuitem', { name: 'Save this filter…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('The phone’s address');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto('/sessions');
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'The phone’s address' }).click();
  await expect(page).toHaveURL(/network=127\./);
  await expect(grid.getByRole('row').filter({ hasText: ben.address })).toHaveCount(0);
  const other = await signIn(world.reseller);
  await other.goto('/sessions');
  await other.getByRole('button', { name: 'Saved filters' }).click();
  await expect(other.getByText('No saved filters yet')).toBeVisible();

  // All matching sessions are listed and disconnected; the others stay connected.
  await page.getByRole('button', { name: 'Disconnect all of these…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('region', { name: 'Sessions to disconnect' }).getByRole('listitem')).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Disconnect 2 sessions', exact: true }).click();
  await expect(dialog.getByText('All 2 sessions are disconnected.')).toBeVisible();
  await dialog.getByRole('link', { name: 'Open receipt' }).click();
  await expect(page.getByRole('heading', { name: new RegExp(`2 sessions from ${ip}/32`) })).toBeVisible();
  await expect(page.getByText('disconnected, and confirmed by the mail server')).toHaveCount(2);
  await expect(page.getByText(/Checked against Dovecot’s own list/)).toBeVisible();
  await page.getByRole('link', { name: 'Disconnect history' }).click();
  await expect(page.getByRole('row').filter({ hasText: `${ip}/32` })).toContainText('all 2 disconnected');
  await laptop.noop();
  await Promise.all([laptop.logout(), late.logout()]);
  phone.close();
  second.close();
});

test('the page loads less than 250 kB of script', async ({ world, signIn }) => {
  const page = await signIn(world.reseller);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scripts: Request[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') scripts.push(request);
  });
  await page.goto('/sessions');
  await expect(page.getByText('Nobody is connected')).toBeVisible();
  const sizes = await Promise.all(scripts.map((request) => request.sizes()));
  const kilobytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0) / 1000;
  expect(kilobytes).toBeGreaterThan(50);
  expect(kilobytes).toBeLessThan(250);
});
