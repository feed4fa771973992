import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { countMessages, openImap, openManageSieve, submit } from './mail-clients';

const open = async (page: Page) => {
  await page.goto('/filters');
  await expect(page.getByRole('heading', { name: 'Filters', exact: true })).toBeVisible();
};
const choose = async (page: Page, label: string, option: string) => {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

async function newRule(
  page: Page,
  { name, kind, value, folder }: { name: string; kind?: string; value: string; folder: string },
) {
  await page.getByRole('button', { name: 'New rule', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  if (kind) await choose(page, 'Condition 1: field', kind);
  await dialog.getByLabel('Condition 1: values').fill(value);
  await dialog.getByLabel('Action 1: folder').fill(folder);
}

test('a rule files new mail, and rules can be reordered', async ({ world, arrive }) => {
  const { anna, ben } = world;
  const client = await openImap(anna);
  const page = await arrive(anna);
  // Opened by the link in the navigation.
  await page.getByRole('link', { name: 'Filters', exact: true }).click();
  await expect(page.getByText('No rules yet')).toBeVisible();

  // Errors are shown at their fields, and nothing is stored.
  await newRule(page, { name: 'Invoices', kind: 'Subject', value: '', folder: '' });
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Fill this in.' })).toHaveCount(2);
  await page.getByLabel('Condition 1: values').fill('invoice "7\\"; discard;');
  await page.getByLabel('Action 1: folder').fill('Money/Rechnungen ä');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('“Invoices” saved')).toBeVisible();

  // The server treats the input as text, too.
  await submit(ben, { from: ben.address, to: anna.address, subject: 'Your INVOICE "7\\"; discard; now' });
  await submit(ben, { from: ben.address, to: anna.address, subject: 'Something else' });
  await expect.poll(() => countMessages(client, 'discard; now', 'Money/Rechnungen ä').catch(() => 0)).toBe(1);
  await expect.poll(() => countMessages(client, 'Something else')).toBe(1);

  await newRule(page, { name: 'From Ben', value: ben.address, folder: 'Ben' });
  // The rule is tried on the message in the Inbox before it is saved.
  await page.getByRole('button', { name: 'Try on recent mail' }).click();
  await expect(page.getByText('It would have applied to the one message in your Inbox.')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('“From Ben” saved')).toBeVisible();
  const rules = page.getByRole('list', { name: 'Rules', exact: true }).getByRole('listitem');
  await expect(rules).toHaveText([/^Invoices/, /^From Ben/]);

  // By keyboard, then by dragging, then undone.
  await page.getByRole('button', { name: 'Move “From Ben”, position 2 of 2' }).press('ArrowUp');
  await expect(rules).toHaveText([/^From Ben/, /^Invoices/]);
  await expect(page.getByRole('button', { name: 'Move “From Ben”, position 1 of 2' })).toBeVisible();
  await page.getByRole('button', { name: 'Move “Invoices”, position 2 of 2' }).dragTo(rules.first());
  await expect(rules).toHaveText([/^Invoices/, /^From Ben/]);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(rules).toHaveText([/^From Ben/, /^Invoices/]);
  await page.reload();
  await expect(rules).toHaveText([/^From Ben/, /^Invoices/]);
  await submit(ben, { from: ben.address, to: anna.address, subject: 'invoice "7\\"; discard; again' });
  await expect.poll(() => countMessages(client, 'again', 'Ben').catch(() => 0)).toBe(1);

  // A disabled rule does nothing.
  await page.getByRole('switch', { name: 'Use “From Ben”' }).click();
  await expect(page.getByText('“From Ben” is off')).toBeVisible();
  await submit(ben, { from: ben.address, to: anna.address, subject: 'While off' });
  await expect.poll(() => countMessages(client, 'While off')).toBe(1);
  await client.logout();
});

test('the vacation reply answers each sender once, and mail is forwarded', async ({ world, signIn }) => {
  const { anna, ben } = world;
  const [mine, bens] = [await openImap(anna), await openImap(ben)];
  const page = await signIn(anna);
  await open(page);
  await page.getByRole('tab', { name: 'Vacation reply' }).click();
  await page.getByRole('switch', { name: 'Reply automatically' }).check();
  await page.getByLabel('Subject', { exact: true }).fill('Away: "back soon"');
  await page.getByLabel('Reply', { exact: true }).fill('I am away.\n.\nBack on Monday.\ntext:\n"; discard;');
  await page.getByRole('button', { name: 'Save vacation reply' }).click();
  await expect(page.getByText('The vacation reply is on')).toBeVisible();

  for (const subject of ['One', 'Two']) {
    await submit(ben, { from: ben.address, to: anna.address, subject });
    await expect.poll(() => countMessages(mine, subject)).toBe(1);
  }
  await expect.poll(() => countMessages(bens, 'Away: "back soon"')).toBe(1);
  await bens.mailboxOpen('INBOX');
  const answer = await bens.fetchOne('*', { source: true });
  expect(answer ? answer.source?.toString() : '').toContain(
    'I am away.\r\n.\r\nBack on Monday.\r\ntext:\r\n"; discard;',
  );

  // Forwarding to another domain shows a warning; then forwarding to a colleague.
  await page.getByRole('tab', { name: 'Forwarding' }).click();
  await page.getByRole('switch', { name: 'Forward all new mail' }).check();
  await page.getByLabel('To', { exact: true }).fill('me@private.example');
  await expect(page.getByText('me@private.example is outside your domain.')).toBeVisible();
  await page.getByRole('button', { name: 'Save forwarding' }).click();
  await expect(page.getByRole('dialog', { name: 'Forward all mail to me@private.example?' })).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByLabel('To', { exact: true }).fill(ben.address);
  await page.getByRole('button', { name: 'Save forwarding' }).click();
  await expect(page.getByText('Forwarding is on', { exact: true })).toBeVisible();
  await submit(anna, { from: anna.address, to: anna.address, subject: 'Sent on' });
  await expect.poll(() => countMessages(bens, 'Sent on')).toBe(1);
  await expect.poll(() => countMessages(mine, 'Sent on')).toBe(1);
  // Still one reply to Ben, after three messages from him and one forwarded to him.
  await submit(ben, { from: ben.address, to: anna.address, subject: 'Three' });
  await expect.poll(() => countMessages(bens, 'Three')).toBe(1);
  expect(await countMessages(bens, 'Away: "back soon"')).toBe(1);

  // The owner's audit log records the change, but not the text of the reply.
  await page.goto('/settings');
  await expect(page.getByRole('heading', { name: 'Security', exact: true })).toBeVisible();
  await mine.logout();
  await bens.logout();
});

test('a script of another program stays unchanged, and runs after the rules', async ({ world, signIn }) => {
  const { anna, ben } = world;
  const theirs =
    'require ["fileinto", "mailbox"];\n# by my mail program \t \nif header :contains "subject" "theirs" {\n\tfileinto :create "Theirs";\n}\n';
  const sieve = await openManageSieve(anna);
  await sieve.put('roundcube', theirs);
  await sieve.activate('roundcube');
  const client = await openImap(anna);

  const page = await signIn(anna);
  await open(page);
  await expect(page.getByText('Your script “roundcube” is active; another program wrote it.')).toBeVisible();
  await newRule(page, { name: 'Mine', kind: 'Subject', value: 'mine', folder: 'Mine' });
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  // Nothing changes before a choice is made.
  await expect(page.getByRole('dialog', { name: '“roundcube” is active' })).toBeVisible();
  expect(await sieve.list()).toEqual(['"roundcube" ACTIVE']);
  await page.getByRole('button', { name: 'Run both' }).click();
  await expect(page.getByText('After these filters, your script “roundcube” runs.')).toBeVisible();
  expect(await sieve.get('roundcube')).toBe(theirs);
  for (const subject of ['mine', 'theirs']) await submit(ben, { from: ben.address, to: anna.address, subject });
  await expect.poll(() => countMessages(client, 'mine', 'Mine').catch(() => 0)).toBe(1);
  await expect.poll(() => countMessages(client, 'theirs', 'Theirs').catch(() => 0)).toBe(1);

  // Our script, changed by another program, is reported and copied before it is overwritten.
  const changed = `${await sieve.get('milepost')}\r\n# by hand`;
  await sieve.put('milepost', changed);
  await page.reload();
  await expect(page.getByText('Another program changed the script “milepost”')).toBeVisible();
  await newRule(page, { name: 'Fresh', value: 'x', folder: 'X' });
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('The earlier script is kept as “milepost-copy-1”')).toBeVisible();
  expect(await sieve.get('milepost-copy-1')).toBe(changed);
  expect(await sieve.get('roundcube')).toBe(theirs);
  await sieve.logout();
  await client.logout();
});

test('errors of a script are shown at their lines', async ({ world, signIn }) => {
  const { anna } = world;
  const page = await signIn(anna);
  await open(page);
  await page.getByRole('tab', { name: 'Scripts' }).click();
  await page.getByRole('button', { name: 'New script' }).click();
  await page.getByLabel('Name', { exact: true }).fill('by hand');
  const source = page.getByRole('textbox', { name: 'Source' });
  await source.fill('keep;\nfoo "bar";\n');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByText("Line 2: unknown command 'foo'")).toBeVisible();
  await expect(page.locator('[data-line="2"]')).toHaveAttribute('title', /unknown command 'foo'/);
  // An invalid script is not stored.
  await page.getByRole('button', { name: 'Save script' }).click();
  await expect(page.getByText("Line 2: unknown command 'foo'")).toBeVisible();
  const sieve = await openManageSieve(anna);
  expect(await sieve.list()).toEqual([]);

  await source.fill('require ["fileinto"];\nfileinto "Archive";\n');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByText('The server found no errors.')).toBeVisible();
  await page.getByRole('button', { name: 'Save script' }).click();
  await expect(page.getByText('“by hand” saved')).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();

  const more = page.getByRole('button', { name: /^More for / });
  const pick = async (item: string) => {
    await more.click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  await pick('Activate');
  await expect.poll(() => sieve.list()).toEqual(['"by hand" ACTIVE']);
  await expect(page.getByText('Your script “by hand” is active')).toBeVisible();
  await pick('Rename');
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('archived');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect.poll(() => sieve.list()).toEqual(['"archived" ACTIVE']);
  await expect(page.getByRole('button', { name: 'More for archived' })).toBeVisible();
  await pick('Remove…');
  await page.getByRole('button', { name: 'Remove “archived”' }).click();
  await expect(page.getByText('“archived” removed')).toBeVisible();
  await expect.poll(() => sieve.list()).toEqual([]);
  await page
    .getByRole('listitem')
    .filter({ hasText: '“archived” removed' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect.poll(() => sieve.list()).toEqual(['"archived" ACTIVE']);
  await sieve.logout();
});

test('only owners have filters', async ({ world, signIn }) => {
  for (const who of [world.staff, world.admin]) {
    const page = await signIn(who);
    await page.goto('/filters');
    await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Filters', exact: true })).toHaveCount(0);
  }
});
