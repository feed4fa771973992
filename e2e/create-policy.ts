import { expect, type Page } from '@playwright/test';

/** Creates a policy for the trash, older than 30 days, and answers the path of its page. */
export async function createPolicy(page: Page): Promise<string> {
  await page.goto('/retention');
  await page.getByRole('button', { name: 'New policy' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Folder').fill('Trash');
  await dialog.getByLabel('Older than (days)').fill('30');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/\/retention\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}
