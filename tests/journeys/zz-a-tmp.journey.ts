import type { Page } from '@playwright/test';
import { expect, test } from '/work/main/tests/journeys/installation.ts';
import { setUp } from '/work/main/tests/journeys/steps.ts'; import { signUp } from './steps-a.ts';

const today = Temporal.Now.plainDateISO('Europe/London');
const british = (day: Temporal.PlainDate) => day.toLocaleString('en-GB', { calendar: 'iso8601' });

test.describe.configure({ timeout: 600_000 });

test('month’s end: what was recorded by hand is ticked off, what is sure is recorded, the rest is set aside', async ({
  page,
}, info) => {
  await signUp(page, `month.${info.project.name}.${info.workerIndex}.${info.retry}.c@example.org`);
  await setUp(page);
  const [byHand, byBank] = await twoInvoices(page);

  await test.step('one invoice was marked as paid by hand', async () => {
    await page.goto(byHand.path);
    await page.getByRole('button', { name: 'Record the payment' }).click();
    await expect(page.getByText('The payment is recorded.')).toBeVisible();
  });

  await test.step('the bank’s file is looked at before anything is kept', async () => {
    await page.goto('/bank');
    await upload(page, 'month.csv', [
      `${british(today)},HILL VIEW MED CTR ${byHand.number},${byHand.amount}`,
      `${british(today)},BGC ${byBank.number},${byBank.amount}`,
      `${british(today)},PREMIUM BONDS,25.00`,
      `${british(today)},CARD PAYMENT,-12.30`,
    ]);
    await expect(page.getByText('3 new lines of money that came in')).toBeVisible();
    await noSidewaysScrolling(page);
    await page.getByRole('button', { name: 'Keep these 3 lines' }).click();
    await expect(page.getByRole('heading', { name: '3 lines wait for you' })).toBeVisible();
  });

  await test.step('each line is answered, and nothing is recorded twice', async () => {
    await noSidewaysScrolling(page);
    await page.getByRole('button', { name: 'Tick off the one that is recorded already' }).click();
    await expect(page.getByText('Ticked off. No payment was added.')).toBeVisible();
    await page.getByRole('button', { name: /^Record the sure one/ }).click();
    await page.getByRole('button', { name: 'Not an invoice: PREMIUM BONDS' }).click();
    await expect(page.getByRole('heading', { name: /wait/ })).toHaveCount(0);
    for (const { path } of [byHand, byBank]) {
      await page.goto(path);
      await expect(page.getByText('Paid', { exact: true })).toBeVisible();
      await expect(page.getByRole('table', { name: 'Payments' }).getByRole('row')).toHaveCount(2);
    }
  });

  await test.step('the same file again brings nothing', async () => {
    await page.goto('/bank');
    await upload(page, 'month.csv', [`${british(today)},PREMIUM BONDS,25.00`]);
    await expect(page.getByText('Nothing in this file is new')).toBeVisible();
  });

  await test.step('a year in one file says how far it is, through a reload, and can be taken back', async () => {
    await page.goto('/bank');
    const days = Array.from({ length: 3000 }, (_, at) => today.subtract({ days: at % 360 }));
    await upload(
      page,
      'year.csv',
      days.map((day, at) => `${british(day)},GIFT ${at},1.00`),
    );
    await page.getByRole('button', { name: 'Keep these 3000 lines' }).click();
    await expect(page.getByRole('heading', { name: 'A bank file' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('definition').filter({ hasText: /^3000$/ })).toBeVisible({ timeout: 60_000 });
    await noSidewaysScrolling(page);
    await page.goto('/bank');
    await page.getByRole('button', { name: 'Take back: year.csv' }).click();
    await expect(page.getByText('The file is taken back, with its payments.')).toBeVisible();
    await expect(page.getByRole('heading', { name: /wait/ })).toHaveCount(0);
  });
});

interface Unpaid {
  readonly path: string;
  readonly number: string;
  /** What is outstanding, as a bank writes it. */
  readonly amount: string;
}

/** A practice, two days of work there, and an invoice of each. */
async function twoInvoices(page: Page): Promise<[Unpaid, Unpaid]> {
  await page.goto('/organisations/new');
  await page.getByLabel('Name', { exact: true }).fill('Hill View Medical Centre');
  await page.getByLabel('Address').fill('2 River Lane\nLeeds');
  await page.getByLabel('Finance email').fill('finance@hillview.example.nhs.uk');
  await page.getByLabel('Paid by').selectOption('the session');
  await page.getByLabel(/^Rate/).fill('700');
  await page.getByRole('button', { name: 'Add it' }).click();
  await expect(page.getByRole('heading', { name: 'Hill View Medical Centre' })).toBeVisible();
  return [await invoiceOf(page, today.subtract({ days: 9 })), await invoiceOf(page, today.subtract({ days: 8 }))];
}

async function invoiceOf(page: Page, day: Temporal.PlainDate): Promise<Unpaid> {
  await page.goto('/bookings/new');
  await page.getByLabel('Day', { exact: true }).fill(day.toString());
  await page.getByRole('button', { name: 'Add the booking' }).click();
  await page.getByRole('link', { name: 'Mark as delivered' }).click();
  await page.getByRole('button', { name: 'Mark as delivered' }).click();
  await page.getByRole('link', { name: 'Invoice and send' }).click();
  await page.getByRole('button', { name: 'Issue and send' }).click();
  const heading = page.getByRole('heading', { name: /^Invoice INV-/ });
  await expect(heading).toBeVisible();
  const number = (await heading.textContent())?.match(/INV-\d+/)?.[0] ?? '';
  return { path: new URL(page.url()).pathname, number, amount: await page.getByLabel('Amount').inputValue() };
}

async function upload(page: Page, name: string, rows: readonly string[]): Promise<void> {
  const text = ['Date,Description,Amount', ...rows].join('\n');
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Look at it' }).click();
}

async function noSidewaysScrolling(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over).toBeLessThanOrEqual(0);
}
