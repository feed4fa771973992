import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { openImap, place } from './mail-clients';

// The main tasks without a mouse.

/** Presses Tab until an element has the focus, and checks that the focus is visible. */
async function reach(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  const passed: string[] = [];
  for (let turn = 0; turn < 80; turn++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const look = await target.evaluate((element) => {
        const { outlineStyle, boxShadow } = getComputedStyle(element);
        return outlineStyle !== 'none' || boxShadow !== 'none';
      });
      expect(look, 'the focus is seen').toBe(true);
      return;
    }
    await page.keyboard.press(key);
    passed.push(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? 'nothing'));
  }
  throw new Error(`${target} is not reached by ${key}, which passed ${passed.join('\n')}`);
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await reach(page, target);
  await page.keyboard.press(key);
}

test('a domain and a mailbox are created and a session is disconnected, by keyboard only', async ({
  world,
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  const { keyboard } = page;
  await page.goto('/sign-in');
  await reach(page, page.getByLabel('Address', { exact: true }));
  await keyboard.type(world.admin.address);
  await reach(page, page.getByLabel('Password', { exact: true }));
  await keyboard.type(world.admin.password);
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();

  const menu = page.getByRole('navigation', { name: 'Main navigation' });
  await press(page, menu.getByRole('link', { name: 'Domains' }));
  await expect(page.getByRole('heading', { name: 'Domains' })).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Add domain' }).first());
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Domain')).toBeFocused();
  const name = `keys-${world.tag}.example`;
  await keyboard.type(name);
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name })).toBeVisible();

  await press(page, page.getByRole('button', { name: 'Create mailbox' }).first());
  await expect(dialog.getByLabel('Name before the @')).toBeFocused();
  await keyboard.type('dora');
  await reach(page, dialog.getByLabel('Password'));
  await keyboard.type('correct-horse-7');
  await keyboard.press('Enter');
  await expect(page.getByText(`dora@${name} is ready`)).toBeVisible();
  await expect(dialog).toHaveCount(0);

  const client = await openImap({ address: `dora@${name}`, password: 'correct-horse-7' }, { name: 'Phone' });
  const ended = new Promise<void>((resolve) => client.once('close', resolve));
  await press(page, menu.getByRole('link', { name: 'Sessions' }));
  const grid = page.getByRole('grid', { name: 'Sessions' });
  await expect(grid.getByRole('row').filter({ hasText: `dora@${name}` })).toBeVisible();
  await reach(page, grid);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(page.getByText('What happened')).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Disconnect this session…' }));
  await press(page, page.getByRole('dialog').getByRole('button', { name: /^Disconnect 1 session/ }));
  await ended;
  await expect(page.getByText('The session is disconnected.')).toBeVisible();
  // Escape closes the receipt, and then the session sheet.
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await expect(page.getByRole('dialog')).toBeFocused();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(grid).toBeFocused();
  await page.context().close();
});

test('messages are read and answered by keyboard', async ({ world, arrive }) => {
  const { anna, ben } = world;
  for (const subject of ['First', 'Second'])
    await place(anna, 'INBOX', { from: ben.address, to: anna.address, subject, text: `Text of ${subject}` });
  const page = await arrive(anna);
  const { keyboard } = page;
  await expect(page.getByRole('link', { name: /Second/ })).toBeVisible();
  await keyboard.press('j');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /First|Second/ })).toBeVisible();
  await keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Reply');
  await keyboard.press('Escape');
  await keyboard.press('r');
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeFocused();
  await keyboard.type('By keys alone');
  await keyboard.press('Control+Enter');
  await expect(page.getByText('Sent')).toBeVisible();
});
