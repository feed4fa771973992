import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures';
import { openImap } from './mail-clients';

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('a CSV file is previewed line by line and imported, and its passwords are shown once', async ({
  world,
  signIn,
}) => {
  const { name } = world.domain;
  const reseller = await signIn(world.reseller);
  await reseller.goto(`/customers/${world.customer.id}`);
  await reseller.getByLabel('Mailboxes').fill('4');
  await reseller.getByRole('button', { name: 'Save limits' }).click();
  await expect(reseller.getByText('2 of 4')).toBeVisible();

  const page = await signIn(world.admin);
  await page.goto('/mailboxes/import');
  // Uses the visible button, which waits for hydration.
  await expect(page.locator('button', { hasText: 'Choose a CSV file' })).toBeEnabled();
  const choose = page.getByLabel('Choose a CSV file').and(page.locator('input'));
  await choose.setInputFiles(csv('wrong.csv', 'address,wage\nx@y.example,1'));
  await expect(page.getByText('“wage” in the first line is not valid')).toBeVisible();
  await choose.setInputFiles(csv('open.csv', `address,name\nx@${name},"never closed\n`));
  await expect(page.getByText('The quote opened in line 2 is never closed.')).toBeVisible();
  const lines = Array.from({ length: 100_001 }, (_, index) => `u${index}@${name}`);
  await choose.setInputFiles(csv('long.csv', ['address', ...lines].join('\n')));
  await expect(page.getByText('A file can have 100,000 lines; this one has more.')).toBeVisible();

  // As saved by a spreadsheet: byte order mark, semicolons, CRLF.
  const file = [
    'address;name;quota_mb;protocols',
    `carl@${name};Carl;100;imap submission`,
    `an-na@${name};Anna's twin;;`,
    `last@${name};One too many;;`,
    `${world.ben.address};Benjamin;;`,
    `eva@${name};=HYPERLINK("x");;`,
    'stray@elsewhere.example;;;',
  ].join('\r\n');
  await choose.setInputFiles(csv('people.csv', `\uFEFF${file}`));
  await expect(page.getByRole('heading', { name: 'people.csv' })).toBeVisible();
  await expect(page.getByText('A cell starts like a formula')).toBeVisible();
  await expect(page.getByText('elsewhere.example is not one of your domains.')).toBeVisible();
  await page.getByRole('tab', { name: 'Check' }).click();
  await expect(page.getByText(`Looks like ${world.anna.address}, which already exists`)).toBeVisible();
  await page.getByRole('tab', { name: 'To change (1)' }).click();
  await expect(page.getByText(world.ben.address)).toBeVisible();

  await page.getByRole('button', { name: 'Create 3 mailboxes and change 1 mailbox' }).click();
  await expect(page.getByText('3 mailboxes done, 1 failed, 2 skipped.')).toBeVisible();
  await page.getByRole('tab', { name: 'Failed (1)' }).click();
  await expect(page.getByText('The mailbox limit is 4: this would be 1 mailbox too many.')).toBeVisible();

  const fetchResult = async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download result' }).click(),
    ]);
    return readFileSync(await download.path(), 'utf8');
  };
  const told = await fetchResult();
  const address = `carl@${name}`;
  const password = new RegExp(`${address}[^\\r\\n]*?([a-z2-9-]{16,})`).exec(told)?.[1] ?? '';
  await openImap({ address, password }).then((client) => client.logout());
  const again = await fetchResult();
  expect(again).toContain(address);
  expect(again).not.toContain(password);
  await expect(page.getByText('The generated passwords were already downloaded')).toBeVisible();
});
