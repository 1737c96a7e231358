import { expect, test } from './installation.ts';
import { signUp } from './steps.ts';

/** A passkey needs script and an authenticator; the browser brings one of its own for tests. */
test('a passkey is kept, signs in without a password, confirms who it is, and is removed', async ({ page }) => {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const email = `passkey-${Date.now()}@example.org`;
  await signUp(page, email);
  await page.goto('/account');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('The passkey is kept.')).toBeVisible();
  expect((await client.send('WebAuthn.getCredentials', { authenticatorId })).credentials).toHaveLength(1);

  await page.context().clearCookies();
  await page.goto('/sign-in?next=/account');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'Account and security' })).toBeVisible();
  await page.goto('/account/confirm?next=/api-keys');
  await page.getByRole('button', { name: 'Confirm with a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'API keys' })).toBeVisible();
  await page.goto('/account/log?subject=session');
  await expect(page.getByText('Confirmed again who you are')).toBeVisible();

  await page.context().clearCookies();
  await client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('No passkey was used.')).toBeVisible();
  await client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page).toHaveURL(/\/today/);

  await page.goto('/account');
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('The passkey is removed here.')).toBeVisible();
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('That passkey was not accepted.').first()).toBeVisible();
});
