import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from './installation.ts';

/** The tax year that ended last. */
const today = Temporal.Now.plainDateISO('Europe/London');
const isAfterApril = Temporal.PlainDate.compare(today, today.with({ month: 4, day: 6 })) >= 0;
const from = isAfterApril ? today.year - 1 : today.year - 2;
const LAST = `${from}-${String((from + 1) % 100).padStart(2, '0')}`;

test.describe.configure({ timeout: 120_000 });

test('a GP closes the tax year: what the books do not know, what is due when, and the pack for the accountant', async ({
  page,
}) => {
  await page.goto('/demo');
  await page.getByRole('button', { name: 'Look around as Amara' }).click({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({ timeout: 60_000 });

  await test.step('the year that runs says what to put aside; one before it is the year that ended', async () => {
    await page.goto('/tax');
    await expect(page.getByRole('heading', { name: 'Put aside now' })).toBeVisible();
    await page.getByRole('link', { name: 'The year before' }).click();
    await expect(page.getByRole('heading', { name: `Tax year ${LAST.replace('-', '/')}` })).toBeVisible();
    await noSidewaysScrolling(page);
  });

  await test.step('pay from employment and the tax taken of it change the bill', async () => {
    await page.getByLabel('Pay from employment, before tax').fill('10,000');
    await page.getByLabel('Tax that employers took').fill('2,000');
    await page.getByRole('button', { name: 'Keep' }).click();
    await expect(page.getByRole('row').filter({ hasText: 'Pay from employment' })).toContainText('£10,000.00');
    await expect(page.getByRole('row').filter({ hasText: 'Tax taken by an employer' })).toContainText('-£2,000.00');
    await expect(page.getByRole('heading', { name: 'What is due when' })).toBeVisible();
  });

  await test.step('the pack is made by a worker, and a reload in the middle loses nothing', async () => {
    await page.getByRole('link', { name: 'Pack for the accountant' }).click();
    await page.getByRole('button', { name: /^Make (the pack|it again)/ }).click();
    await page.reload();
    await noSidewaysScrolling(page);
    await expect(page.getByRole('link', { name: /^Download/ }).first()).toBeVisible({ timeout: 45_000 });
  });

  await test.step('it is downloaded, and holds the summary, the tables and the invoices', async () => {
    const downloading = page.waitForEvent('download');
    await page
      .getByRole('link', { name: /^Download/ })
      .first()
      .click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`tax-year-${LAST}.zip`);
    const files = unzipSync(new Uint8Array(readFileSync(await download.path())));
    const names = Object.keys(files);
    expect(strFromU8(files['summary.html'] ?? new Uint8Array())).toContain('£10,000.00');
    expect(names).toContain('tables/turnover-by-money-received.csv');
    expect(names.filter(name => name.startsWith('invoices/')).length).toBeGreaterThan(0);
    expect(names.at(-1)).toBe('SHA256SUMS.txt');
  });
});

async function noSidewaysScrolling(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over).toBeLessThanOrEqual(0);
}
