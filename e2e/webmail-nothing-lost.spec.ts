import { expect, test } from './fixtures';
import { countMessages, openImap, place } from './mail-clients';

test('a folder that another program made anew is not mistaken for the old one', async ({ world, arrive }) => {
  const { anna, ben } = world;
  const message = { from: ben.address, to: anna.address, text: 'x' };
  const client = await openImap(anna);
  await client.mailboxCreate('Projects');
  await place(anna, 'Projects', { ...message, subject: 'The old plan' });
  const page = await arrive(anna);
  await page
    .getByRole('navigation', { name: 'Folders' })
    .getByRole('link', { name: /Projects/ })
    .click();
  await page.getByRole('link', { name: /The old plan/ }).click();
  const remove = page.getByRole('button', { name: 'Delete', exact: true }).first();
  await expect(remove).toBeVisible();

  // The page hears of nothing while it is offline for its live updates and lists.
  await page.route(/\/api\/mail\/(?:live|messages|folders)/, (route) => route.abort());
  await client.mailboxDelete('Projects');
  await client.mailboxCreate('Projects');
  await place(anna, 'Projects', { ...message, subject: 'The new plan' });
  await remove.click();
  await expect(page.getByText(/Another program deleted this folder/).first()).toBeVisible();
  expect(await countMessages(client, 'The new plan', 'Projects')).toBe(1);
  expect(await countMessages(client, 'The new plan', 'Trash')).toBe(0);

  await page.unroute(/\/api\/mail\/(?:live|messages|folders)/);
  await page.reload();
  await expect(page.getByRole('link', { name: /The new plan/ })).toBeVisible();
  await client.logout();
});
