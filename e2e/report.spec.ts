import { expect, test } from './fixtures';
import { openImap, openPop3 } from './mail-clients';

test('the protocol report: who uses what, its exports, and POP3 switched off for a domain and on again', async ({
  world,
  signIn,
}) => {
  test.setTimeout(120_000);
  const { anna, ben, domain } = world;
  const phone = await openImap(anna, { name: 'iPhone Mail', version: '1' });
  const taker = await openPop3(ben);
  await taker.quit();
  const page = await signIn(world.admin);
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', 'yes');
  });
  await page.goto('/sessions');
  await page.getByRole('link', { name: 'Protocol report' }).click();
  await expect(page.getByRole('heading', { name: 'Protocol report' })).toBeVisible();
  const weak = page.getByRole('row').filter({ hasText: ben.address });
  await expect(async () => {
    await page.reload();
    await expect(weak).toContainText('POP3', { timeout: 1000 });
  }).toPass();
  await expect(weak).toContainText('main password');
  await page.getByRole('button', { name: '7 days' }).click();
  await expect(page).toHaveURL(/days=7/);
  await expect(page.getByText(/records since/)).toBeVisible();

  // Cards and words filter the table, whose rows lead to the device.
  const phones = page.getByRole('row').filter({ hasText: anna.address });
  await page.getByRole('button', { name: /^Still use POP3/ }).click();
  await expect(page).toHaveURL(/only=pop3/);
  await expect(phones).toHaveCount(0);
  await expect(weak).toBeVisible();
  await page.getByRole('button', { name: /^Still use POP3/ }).click();
  await page.getByRole('button', { name: 'All devices' }).click();
  await page.getByRole('button', { name: 'only looks' }).click();
  await expect(phones).toContainText('iPhone Mail');
  await expect(weak).toHaveCount(0);
  await phones.getByRole('link', { name: /iPhone Mail/ }).click();
  await expect(page.getByRole('dialog')).toContainText('iPhone Mail');
  await page.goBack();
  await page.goto('/sessions/report?days=7');
  await expect(weak).toBeVisible();

  for (const [item, name, says] of [
    ['As CSV', 'protocol-report.csv', /^\uFEFFmailbox,device,protocol/],
    ['As JSON lines', 'protocol-report.jsonl', /^\{"/],
  ] as const) {
    await page.getByRole('button', { name: 'Export' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(name);
    let text = '';
    for await (const part of await file.createReadStream()) text += part;
    expect(text).toMatch(says);
    expect(text).toContain(ben.address);
    if (name.endsWith('.csv')) expect(text).toContain('Still use POP3; With the main password');
  }
  await page.getByRole('button', { name: 'Print' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(page.getByRole('navigation').first()).toBeHidden();
  await expect(weak).toBeVisible();
  await page.emulateMedia({ media: 'screen' });

  // What would break, and the switch.
  await page.getByRole('combobox', { name: 'Domain' }).click();
  await page.getByRole('option', { name: domain.name }).click();
  const breaks = page.getByRole('region', { name: `What breaks if POP3 is switched off for ${domain.name}` });
  await expect(breaks.getByRole('listitem').filter({ hasText: ben.address })).toContainText('POP3 only');
  await expect(breaks).toContainText('One mailbox used POP3');
  const open = await openPop3(ben);
  await breaks.getByRole('button', { name: 'Switch POP3 off…' }).click();
  await page.getByRole('button', { name: 'Switch POP3 off for 2 mailboxes' }).click();
  await expect(page.getByText('POP3 is off for 2 mailboxes')).toBeVisible();
  await expect(async () => {
    await expect(open.list()).rejects.toThrow();
  }).toPass();
  await expect(openPop3(ben)).rejects.toThrow(/pop3/i);
  await phone.noop();
  // Undo.
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('POP3 is back on for 2 mailboxes')).toBeVisible();
  await (await openPop3(ben)).quit();
  await phone.logout();

  // One page to print, from the mailbox and from the domain.
  await page.goto(`/mailboxes/${ben.id}`);
  await page.getByRole('link', { name: 'What breaks without POP3' }).click();
  await expect(page.getByRole('heading', { name: `What breaks without POP3: ${ben.address}` })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: ben.address })).toContainText('POP3 only');
  await page.goto(`/domains/${domain.id}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'What breaks without POP3' }).click();
  await expect(page.getByRole('region', { name: domain.name })).toContainText('One mailbox used POP3');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation').first()).toBeHidden();
  await expect(page.getByRole('listitem').filter({ hasText: ben.address })).toBeVisible();
});

test('a stranger finds nothing of what breaks elsewhere', async ({ world, stranger, signIn }) => {
  const page = await signIn(stranger.admin);
  for (const of of [`domain=${world.domain.id}`, `mailbox=${world.ben.id}`]) {
    await page.goto(`/sessions/report/pop3?${of}`);
    await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible();
    for (const trace of [world.domain.name, world.ben.address]) expect(await page.content()).not.toContain(trace);
  }
});
