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

test('a recipient that does not exist stays in the composer, and the others get the message', async ({
  world,
  arrive,
}) => {
  const { anna, ben } = world;
  const nobody = `nobody@${anna.address.split('@')[1]}`;
  const page = await arrive(anna);
  await page.getByRole('button', { name: 'New message', exact: true }).first().click();
  await page.getByRole('textbox', { name: 'To', exact: true }).fill(`${ben.address}, ${nobody}`);
  await page.getByRole('textbox', { name: 'Subject', exact: true }).fill('For two');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText(new RegExp(`The message was sent, but not to: ${nobody}`))).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'To', exact: true })).toHaveValue(nobody);
  const client = await openImap(ben);
  await expect.poll(() => countMessages(client, 'For two')).toBe(1);
  await client.logout();
});

test('what was being written when the sign-in ended is offered again, and erased once it is saved', async ({
  world,
  arrive,
}) => {
  const { anna } = world;
  const page = await arrive(anna);
  await page.getByRole('button', { name: 'New message', exact: true }).first().click();
  await page.getByRole('textbox', { name: 'Subject', exact: true }).fill('Half written');
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('The other half');
  await page.goto('/mail');
  await expect(page.getByRole('heading', { name: 'Sign in to Milepost' })).toBeVisible();

  await page.context().addCookies(cookies);
  await page.goto('/mail');
  await page.getByRole('button', { name: 'Continue writing' }).click();
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toHaveValue('The other half');
  await page.getByRole('button', { name: 'Save and close' }).click();
  const client = await openImap(anna);
  await expect.poll(() => countMessages(client, 'Half written', 'Drafts')).toBe(1);
  await client.logout();
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).filter((name) => /writing/.test(name))))
    .toEqual([]);
});

test('pictures that the reader wanted to see are shown after a reload, and no others', async ({ world, arrive }) => {
  const { anna, ben } = world;
  const html = '<p>Hello</p><img src="http://tracker.example/pixel.png">';
  for (const subject of ['With a picture', 'With another'])
    await place(anna, 'INBOX', { from: ben.address, to: anna.address, subject, html });
  const page = await arrive(anna);
  const blocked = page.getByText(/1 picture from tracker\.example blocked/);
  await page.getByRole('link', { name: /With a picture/ }).click();
  await page.getByRole('button', { name: 'Show pictures' }).click();
  await expect(blocked).toHaveCount(0);
  await page.reload();
  await expect(page.frameLocator('iframe').getByText('Hello')).toBeVisible();
  await expect(page.locator('iframe')).toHaveAttribute('src', /pictures=1/);
  await expect(blocked).toHaveCount(0);
  await page.getByRole('link', { name: /With another/ }).click();
  await expect(blocked).toBeVisible();
});
