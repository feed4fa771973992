import type { Browser, CDPSession, Page } from '@playwright/test';
import { comingFrom, expect, fillSignIn, test } from './fixtures';
import type { Account } from './mail-clients';
import { stack } from './stack';

/** Passkeys need a host name, so the panel is opened by one here. Chromium provides a virtual authenticator. */
async function byName(browser: Browser, who: Account): Promise<{ page: Page; device: CDPSession; id: string }> {
  const baseURL = new URL(stack.url);
  baseURL.hostname = 'localhost';
  const context = await browser.newContext({ baseURL: baseURL.origin, extraHTTPHeaders: comingFrom(who) });
  const page = await context.newPage();
  const device = await context.newCDPSession(page);
  await device.send('WebAuthn.enable');
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { page, device, id: authenticatorId };
}

async function addPasskey(page: Page, who: Account, name: string): Promise<void> {
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Current password').fill(who.password);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  // The owner of a mailbox is offered app passwords, because mail programs no longer take the main password.
  if ('id' in who) await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: name })).toContainText('never used');
}

for (const kind of ['admin', 'anna'] as const) {
  test(`a passkey signs in, the password alone no longer does, and removing the passkey reverts both: ${kind}`, async ({
    world,
    browser,
    signIn,
  }) => {
    const who = world[kind];
    const elsewhere = await signIn(who);
    const { page, device, id } = await byName(browser, who);
    await fillSignIn(page, who);
    await expect(page).not.toHaveURL(/sign-in/);
    await addPasskey(page, who, 'Key ring');
    await expect(page.getByText('by passkey').first()).toBeVisible();
    // Sessions without a passkey are signed out.
    await elsewhere.goto('/settings');
    await expect(elsewhere).toHaveURL(/sign-in/);

    await page.context().clearCookies();
    await fillSignIn(page, who);
    await expect(page.getByText('this account also needs its passkey')).toBeVisible();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page).not.toHaveURL(/sign-in/);
    await page.goto('/settings');
    await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Key ring' })).toContainText(
      'last used',
    );

    // An authenticator without user verification is not accepted.
    await page.context().clearCookies();
    await device.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false });
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page.getByText('No passkey was used')).toBeVisible();
    await device.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: true });
    // A copy of the passkey with an outdated signature counter.
    const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId: id });
    const [credential] = credentials;
    if (!credential) throw new Error('the device keeps no passkey');
    await device.send('WebAuthn.removeCredential', { authenticatorId: id, credentialId: credential.credentialId });
    await device.send('WebAuthn.addCredential', { authenticatorId: id, credential: { ...credential, signCount: 0 } });
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page.getByText('This passkey does not match an account here')).toBeVisible();
    await device.send('WebAuthn.removeCredential', { authenticatorId: id, credentialId: credential.credentialId });
    await device.send('WebAuthn.addCredential', {
      authenticatorId: id,
      credential: { ...credential, signCount: credential.signCount + 10 },
    });

    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page).not.toHaveURL(/sign-in/);
    await page.goto('/settings');
    await page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: 'Key ring' })
      .getByRole('button', { name: 'Remove…' })
      .click();
    await page.getByRole('dialog').getByLabel('Current password').fill(who.password);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove…' }).click();
    await expect(page.getByText('Passkey removed.')).toBeVisible();
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page.getByText('This passkey does not match an account here')).toBeVisible();
    await fillSignIn(page, who);
    await expect(page).not.toHaveURL(/sign-in/);
    await page.context().close();
  });
}

test('an administrator removes the lost passkey of an owner, and the audit log records it', async ({
  world,
  browser,
  signIn,
}) => {
  const { anna, admin } = world;
  const { page } = await byName(browser, anna);
  await fillSignIn(page, anna);
  await expect(page).not.toHaveURL(/sign-in/);
  await addPasskey(page, anna, 'Lost phone');
  await page.context().close();

  const office = await signIn(admin);
  await office.goto(`/mailboxes/${anna.id}?tab=settings`);
  await expect(office.getByText('1 passkey')).toBeVisible();
  await office.getByRole('button', { name: 'Remove second factor…' }).click();
  await office.getByRole('button', { name: 'Remove second factor', exact: true }).click();
  await expect(office.getByText('the password alone is enough to sign in to webmail')).toBeVisible();

  const own = await signIn(anna);
  await own.goto('/audit');
  await expect(own.getByText('Removed the second factor and passkeys of').first()).toBeVisible();
  await expect(own.getByText('Added a passkey').first()).toBeVisible();
});

test('on an IP address the settings explain why there are no passkeys, and the sign-in page does not offer them', async ({
  world,
  signIn,
  page,
}) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toHaveCount(0);
  const own = await signIn(world.anna);
  await own.goto('/settings');
  await expect(own.getByText('open the panel by its name instead of its IP address')).toBeVisible();
  await expect(own.getByRole('button', { name: 'Add a passkey' })).toBeDisabled();
});
