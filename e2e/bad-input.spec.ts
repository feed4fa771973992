import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { countMessages, openImap, submit } from './mail-clients';

async function openForm(page: Page, domainId: string): Promise<Locator> {
  await page.goto(`/domains/${domainId}`);
  await page.getByRole('button', { name: 'Create mailbox' }).first().click();
  return page.getByRole('dialog');
}

test('an invalid address is refused with a message at its field', async ({ world, signIn }) => {
  const page = await signIn(world.admin);
  const dialog = await openForm(page, world.domain.id);
  await dialog.getByLabel('Password').fill('long-enough-7');
  const cases: [localPart: string, words: RegExp][] = [
    ['', /name before the @ is missing/],
    [`"anna berg"`, /Quotes and backslashes/],
    ['o\\brien', /Quotes and backslashes/],
    ['anna+shop', /starts a sub-address/],
    ['änna', /Only letters a to z/],
    ['анна', /Only letters a to z/],
    ['an na', /Only letters a to z/],
    ['.anna', /A name cannot start or end with a dot/],
    ['anna..b', /A name cannot start or end with a dot/],
    ['a'.repeat(65), /at most 64 characters/],
    ['anna@example', /The only symbols allowed/],
  ];
  for (const [localPart, words] of cases) {
    await dialog.getByLabel('Name before the @').fill(localPart);
    await dialog.getByRole('button', { name: 'Create mailbox' }).click();
    await expect(dialog.getByRole('alert').filter({ hasText: words }), localPart).toBeVisible();
  }
  // An existing address, in any case.
  await dialog.getByLabel('Name before the @').fill('ANNA');
  await dialog.getByRole('button', { name: 'Create mailbox' }).click();
  await expect(dialog.getByText(/already in use/)).toBeVisible();
});

test('a look-alike address is created only after confirmation', async ({ world, signIn }) => {
  const page = await signIn(world.admin);
  const dialog = await openForm(page, world.domain.id);
  await dialog.getByLabel('Password').fill('long-enough-7');
  await dialog.getByLabel('Name before the @').fill('b.en');
  await dialog.getByRole('button', { name: 'Create mailbox' }).click();
  await expect(dialog.getByText(`${world.ben.address} already exists and looks similar`)).toBeVisible();
  // Another look-alike must be confirmed separately.
  await dialog.getByLabel('Name before the @').fill('an-na');
  await dialog.getByRole('button', { name: 'Create anyway' }).click();
  await expect(dialog.getByText(`${world.anna.address} already exists and looks similar`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Create anyway' }).click();
  await expect(page.getByText(`an-na@${world.domain.name} is ready`)).toBeVisible();
});

test('the longest allowed local part works', async ({ world, signIn }) => {
  const page = await signIn(world.admin);
  const dialog = await openForm(page, world.domain.id);
  const localPart = 'a'.repeat(64);
  await dialog.getByLabel('Name before the @').fill(localPart);
  await dialog.getByLabel('Password').fill('long-enough-7');
  await dialog.getByRole('button', { name: 'Create mailbox' }).click();
  const account = { address: `${localPart}@${world.domain.name}`, password: 'long-enough-7' };
  await expect(page.getByText(`${account.address} is ready`)).toBeVisible();
  await openImap(account).then((client) => client.logout());
});

test('a quota of zero or less is refused', async ({ world, signIn }) => {
  const page = await signIn(world.admin);
  const dialog = await openForm(page, world.domain.id);
  await dialog.getByLabel('Name before the @').fill('quota');
  await dialog.getByLabel('Password').fill('long-enough-7');
  const cases: [quota: string, words: RegExp][] = [
    ['0', /must be above 0/],
    ['-5', /must be above 0/],
    ['much', /is a number of gigabytes/],
    ['', /must be above 0|is a number of gigabytes/],
    ['99999999', /at most 10 TB/],
  ];
  for (const [quota, words] of cases) {
    await dialog.getByLabel('Quota in GB').fill(quota);
    await dialog.getByRole('button', { name: 'Create mailbox' }).click();
    await expect(dialog.getByRole('alert').filter({ hasText: words }), quota).toBeVisible();
  }
  await dialog.getByLabel('Quota in GB').fill('0.5');
  await dialog.getByLabel('Password').fill('short');
  await dialog.getByRole('button', { name: 'Create mailbox' }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: /at least 10 characters/ })).toBeVisible();
});

test('a domain in another script works, under its ASCII name', async ({ world, signIn }) => {
  const page = await signIn(world.admin);
  await page.goto('/domains');
  const typed = `BÜCHER-${world.tag}.example`;
  const ascii = new URL(`http://${typed}`).hostname;
  await page.getByRole('button', { name: 'Add domain' }).first().click();
  const dialog = page.getByRole('dialog');
  for (const wrong of [
    'localhost',
    '192.0.2.1',
    'a b.example',
    '-x.example',
    'http://x.example/',
    `${'a'.repeat(64)}.example`,
  ]) {
    await dialog.getByLabel('Domain').fill(wrong);
    await dialog.getByRole('button', { name: 'Add domain' }).click();
    await expect(dialog.getByRole('alert').filter({ hasText: 'This is not a domain name' }), wrong).toBeVisible();
  }
  await dialog.getByLabel('Domain').fill(`pаypal-${world.tag}.example`);
  await dialog.getByRole('button', { name: 'Add domain' }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: 'mixes alphabets' })).toBeVisible();
  await dialog.getByLabel('Domain').fill(typed);
  await dialog.getByRole('button', { name: 'Add domain' }).click();
  await expect(page.getByRole('heading', { name: typed.toLowerCase() })).toBeVisible();
  await page.getByRole('button', { name: 'Create mailbox' }).first().click();
  await page.getByRole('dialog').getByLabel('Name before the @').fill('info');
  await page.getByRole('dialog').getByLabel('Password').fill('long-enough-7');
  await page.getByRole('dialog').getByRole('button', { name: 'Create mailbox' }).click();
  await expect(page.getByText(/ is ready$/)).toBeVisible();
  const info = { address: `info@${ascii}`, password: 'long-enough-7' };
  await expect(async () => openImap(info).then((client) => client.logout())).toPass({ timeout: 1000, intervals: [50] });
  await submit(world.anna, { from: world.anna.address, to: info.address, subject: 'Grüße', text: 'x' });
  // Both spellings are the same domain, when adding one and when signing in.
  await page.goto('/domains');
  await page.getByRole('button', { name: 'Add domain' }).first().click();
  await dialog.getByLabel('Domain').fill(ascii);
  await dialog.getByRole('button', { name: 'Add domain' }).click();
  await expect(dialog.getByText(/already/)).toBeVisible();
  for (const spelling of [info.address, `info@${typed}`]) {
    const owner = await signIn({ address: spelling, password: info.password });
    await owner.goto('/mail');
    await expect(owner.getByRole('link', { name: /Grüße/ }), spelling).toBeVisible();
    await owner.context().close();
  }
});

test('an apostrophe in an address and a quota of terabytes work all the way to the mail server', async ({
  world,
  signIn,
}) => {
  const page = await signIn(world.admin);
  const dialog = await openForm(page, world.domain.id);
  await dialog.getByLabel('Name before the @').fill("o'brien");
  await dialog.getByLabel('Password').fill('long-enough-7');
  await dialog.getByLabel('Quota in GB').fill('5000');
  await dialog.getByRole('button', { name: 'Create mailbox' }).click();
  const account = { address: `o'brien@${world.domain.name}`, password: 'long-enough-7' };
  await expect(page.getByText(`${account.address} is ready`)).toBeVisible();
  await submit(world.ben, { from: world.ben.address, to: account.address, subject: 'For O’Brien', text: 'x' });
  const client = await openImap(account, { name: "O'Reader" });
  await expect.poll(() => countMessages(client, 'For O’Brien')).toBe(1);
  const quota = await client.getQuota('INBOX');
  expect(quota ? quota.storage?.limit : 'no quota').toBe(5000 * 1024 ** 3);
  await page.goto(`/sessions?q=${encodeURIComponent(account.address)}`);
  await expect(page.getByRole('row').filter({ hasText: account.address })).toContainText("O'Reader");
  await page.goto(`/trail?q=${encodeURIComponent(account.address)}`);
  await expect(page.getByText('For O’Brien').first()).toBeVisible();
  await client.logout();
});

test('a retention of zero days, or of a hidden folder, is refused', async ({ world, signIn }) => {
  const page = await signIn(world.admin);
  await page.goto('/retention');
  await page.getByRole('button', { name: 'New policy' }).first().click();
  const dialog = page.getByRole('dialog');
  const cases: [folder: string, days: string, words: RegExp][] = [
    ['Trash', '0', /At least 1 day/],
    ['Trash', '-3', /At least 1 day/],
    ['Trash', '1.5', /whole number of days/],
    ['Trash', 'many', /whole number of days/],
    ['Trash', '99999', /At most 3650 days/],
    ['', '30', /Enter a folder/],
    ['.EXPUNGED', '30', /belong to the server/],
    ['*', '30', /cannot contain/],
  ];
  for (const [folder, days, words] of cases) {
    await dialog.getByLabel('Folder').fill(folder);
    await dialog.getByLabel('Older than (days)').fill(days);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByRole('alert').filter({ hasText: words }), `${folder} ${days}`).toBeVisible();
  }
});

test('unknown URLs show a friendly “not found” page', async ({ world, signIn }) => {
  const page = await signIn(world.staff);
  for (const path of [
    '/mailboxes/nonsense',
    '/domains/00000000-0000-0000-0000-000000000000',
    '/retention/%00',
    '/nowhere',
    "/mailboxes/'%20OR%201=1",
    '/trail/outgoing/message?sent=odd',
    '/trail/outgoing/message?sent=%00',
  ]) {
    await page.goto(path);
    await expect(page.getByText('This page does not exist, or you do not have access to it.'), path).toBeVisible();
  }
  // An invalid filter must not cause an error.
  for (const path of [
    '/sessions?protocol=gopher&state=odd&session=x',
    '/trail?kind=odd',
    '/trail/outgoing?state=odd&mailbox=x&q=%00',
    '/audit?before=x',
    '/mailboxes?search=%25%27%22',
    '/mailboxes?search=a%00b',
    '/audit?before=%00',
    '/sessions?q=%00',
  ]) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(200);
    await expect(page.getByText('Something went wrong'), path).toHaveCount(0);
  }
});
