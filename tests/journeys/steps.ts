import type { Page } from '@playwright/test';
import { expect } from './installation.ts';

/** Signs up and confirms the address by the mail in the mailbox. Ends in the set-up. */
export async function signUp(page: Page, email: string, profession = 'GP'): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Title').fill('Dr');
  await page.getByLabel('First name').fill('Amara');
  await page.getByLabel('Last name').fill('Okafor');
  await page.getByLabel('Profession').selectOption(profession);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill('three quiet words');
  await page.getByLabel('I am 18 or over.').check();
  await page.getByRole('button', { name: 'Create my account' }).click();
  await expect(page.getByRole('heading', { name: 'Look into your mailbox' })).toBeVisible();
  const link = await mailedLink(page, email, 'Confirm your email address');
  await page.goto(link);
  await page.getByRole('button', { name: 'Confirm my address' }).click();
  await expect(page.getByRole('heading', { name: 'You', exact: true })).toBeVisible();
}

/** Opens the newest mail of that subject to an address. The worker needs a moment: the page is asked again until it is there. */
export async function openMail(page: Page, to: string, subject: string): Promise<void> {
  await expect(async () => {
    await page.goto('/mailbox');
    const link = page.getByRole('row').filter({ hasText: to }).getByRole('link', { name: subject }).first();
    await page.goto((await link.getAttribute('href', { timeout: 500 })) ?? '');
  }).toPass({ timeout: 60_000 });
}

async function mailedLink(page: Page, to: string, subject: string): Promise<string> {
  await openMail(page, to, subject);
  const href = await page.locator('details a').first().getAttribute('href');
  const url = new URL(href ?? '');
  return `${url.pathname}${url.search}`;
}

/** Goes through the set-up with everything that papers need: a GP in Leeds. */
export async function setUp(page: Page): Promise<void> {
  await page.getByLabel('Address').fill('12 Hill Road\nLeeds');
  await page.getByLabel('Postcode').fill('LS1 4AP');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByRole('link', { name: 'Skip this step' }).click();
  await page.getByLabel('Name on the account').fill('A Okafor');
  await page.getByLabel('Sort code').fill('20-09-15');
  await page.getByLabel('Account number').fill('41011166');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByLabel('National Insurance number').fill('AB 12 34 56 C');
  await page.getByLabel('NHS pension membership number').fill('12345678');
  await page.getByLabel('Date of birth').fill('09/03/1984');
  await page.getByLabel('Host code').fill('Q72');
  await page.getByRole('button', { name: 'Save and finish' }).click();
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
}

/** Opens the newest mail of that subject and follows its link that holds `part`. */
export async function followMail(page: Page, to: string, subject: string, part: string): Promise<void> {
  await openMail(page, to, subject);
  const href = await page.locator(`details a[href*="${part}"]`).first().getAttribute('href');
  await page.goto(new URL(href ?? '').pathname);
}
