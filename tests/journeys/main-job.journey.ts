import type { Page } from '@playwright/test';
import { readPaper } from '#tests/support/read-paper.ts';
import { expect, test } from './installation.ts';
import { openMail, signUp } from './steps.ts';

/** Days of the journey: the last two Mondays that are wholly past, whatever today is. */
const today = Temporal.Now.plainDateISO('Europe/London');
const monday = today.subtract({ days: today.dayOfWeek - 1 + 7 });
const tuesday = monday.add({ days: 1 });

test('from sign-up to a sent invoice with its Form A, the payment and the Form B', async ({ page }, info) => {
  const email = `amara.${info.project.name}.${info.workerIndex}.${info.retry}@example.org`;
  const finance = `finance.${info.project.name}.${info.workerIndex}.${info.retry}@riverside.example.nhs.uk`;
  await signUp(page, email);

  await test.step('the set-up, one step of it skipped', async () => {
    await page.getByLabel('Address').fill('12 Hill Road\nLeeds');
    await page.getByLabel('Postcode').fill('ls1 4ap');
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await expect(page.getByRole('heading', { name: 'Where you work' })).toBeVisible();
    await page.getByRole('link', { name: 'Skip this step' }).click();
    await page.getByLabel('Name on the account').fill('A Okafor');
    await page.getByLabel('Sort code').fill('20-09-15');
    await page.getByLabel('Account number').fill('41011166');
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByLabel('National Insurance number').fill('QQ123456C');
    await page.getByLabel('NHS pension membership number').fill('12345678');
    await page.getByRole('button', { name: 'Save and finish' }).click();
    await expect(page.getByRole('alert')).toContainText('National Insurance number');
    await expect(page.getByLabel('NHS pension membership number')).toHaveValue('12345678');
    await page.getByLabel('National Insurance number').fill('AB 12 34 56 C');
    await page.getByLabel('Date of birth').fill('09/03/1984');
    await page.getByLabel('Host code').fill('Q72');
    await page.getByRole('button', { name: 'Save and finish' }).click();
    await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
    await page.goto('/profile/professional');
    await page.getByLabel('GMC number').fill('7012345');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('••••2345')).toBeVisible();
  });

  await test.step('an organisation', async () => {
    await page.goto('/organisations/new');
    await page.getByLabel('Name', { exact: true }).fill('Riverside Surgery');
    await page.getByLabel('Address').fill('2 River Lane\nLeeds');
    await page.getByLabel('ODS code').fill('B86001');
    await page.getByLabel('Finance contact').fill('Maggie Hill');
    await page.getByLabel('Finance email').fill(finance);
    await page.getByLabel('Paid by').selectOption('the session');
    await page.getByLabel(/^Rate/).fill('700');
    await page.getByLabel('Work here is pensionable').check();
    await page.getByRole('button', { name: 'Add it' }).click();
    await expect(page.getByRole('heading', { name: 'Riverside Surgery' })).toBeVisible();
  });

  await test.step('two bookings, and a third that overlaps and is refused', async () => {
    for (const day of [monday, tuesday, tuesday]) await book(page, day);
    await expect(page.getByRole('alert')).toContainText('This overlaps with the booking at Riverside Surgery');
    await expect(page.getByLabel(/^Rate/)).toHaveValue('700.00');
  });

  await test.step('delivered: one with a home visit on top, the other as agreed', async () => {
    await page.goto('/bookings');
    await page
      .getByRole('row')
      .filter({ hasText: `${tuesday.day} ` })
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('link', { name: 'Mark as delivered' }).click();
    await page.getByLabel('Description of extra 1').fill('Home visit');
    await page.getByLabel('Amount of extra 1').fill('45.50');
    await page.getByRole('button', { name: 'Mark as delivered' }).click();
    await expect(page.getByText('Home visit')).toBeVisible();
    await page.goto('/bookings/deliver');
    await page.getByRole('button', { name: 'Delivered as agreed' }).click();
    await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  });

  await test.step('invoice and Form A, one screen and one press', async () => {
    await page.getByRole('link', { name: 'Invoice and send' }).first().click();
    await expect(page.getByText('£1,632.58')).toBeVisible();
    await page.getByRole('button', { name: 'Issue and send' }).click();
    await expect(page.getByRole('heading', { name: 'Invoice INV-0001' })).toBeVisible();
  });

  await test.step('the mailbox shows the mail with both papers, to the penny', async () => {
    const invoice = page.url();
    await openMail(page, finance, 'Invoice INV-0001 from Dr Amara Okafor');
    const papers = await Promise.all(
      ['INV-0001.pdf', 'Form-A-INV-0001.pdf'].map(async name => {
        const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
        return readPaper(new Uint8Array(await (await page.request.get(href ?? '')).body()));
      }),
    );
    // 1,445.50 of work; 90% is 1,300.95; 14.38% of that is 187.08 (187.0766…)
    for (const text of ['INV-0001', '£1,445.50', '£1,300.95', '£187.08', '£1,632.58', '20-09-15'])
      expect(papers[0]?.text).toContain(text);
    for (const text of ['AB123456C', 'Riverside Surgery', 'B86001', '£1,445.50', '£1,300.95', '£187.08'])
      expect(papers[1]?.text).toContain(text);
    await page.goto(new URL(invoice).pathname);
  });

  await test.step('paid', async () => {
    await expect(page.getByLabel('Amount')).toHaveValue('1632.58');
    await page.getByRole('button', { name: 'Record the payment' }).click();
    await expect(page.getByText('Paid', { exact: true })).toBeVisible();
  });

  await test.step('the Form B of the month', async () => {
    await page.goto('/today');
    await page.getByRole('link', { name: 'Open Form B' }).click();
    await page.getByRole('button', { name: 'Make Form B' }).click();
    const href = await page.getByRole('link', { name: 'Form B (PDF)' }).getAttribute('href');
    const form = await readPaper(new Uint8Array(await (await page.request.get(href ?? '')).body()));
    // two days of service: annualised far into the highest tier, 12.5% of 1,300.95 is 162.62
    for (const text of ['£1,300.95', '12.5%', '£162.62', '£187.08', '£349.70', '12345678LOC'])
      expect(form.text).toContain(text);
    await page.getByRole('button', { name: 'Record as submitted' }).click();
    await expect(page.getByText(/^Submitted on .* to PCSE Online/)).toBeVisible();
  });
});

async function book(page: Page, day: Temporal.PlainDate): Promise<void> {
  await page.goto('/bookings/new');
  await page.getByLabel('Day', { exact: true }).fill(day.toString());
  await page.getByRole('button', { name: 'Add the booking' }).click();
}
