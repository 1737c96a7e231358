import type { Page } from '@playwright/test';
import { readPaper } from '#tests/support/read-paper.ts';
import { expect, test } from './installation.ts';

/** The scheme year that ended last, and the one that runs. */
const today = Temporal.Now.plainDateISO('Europe/London');
const running = today.month >= 4 ? today.year : today.year - 1;
const nameOf = (from: number) => `${from}-${String((from + 1) % 100).padStart(2, '0')}`;
const [LAST, THIS] = [nameOf(running - 1), nameOf(running)];

test.describe.configure({ timeout: 180_000 });

test('a GP settles the scheme year: ledger, other post, tier due, Type 2 figures, statement', async ({
  page,
}, info) => {
  await enterDemo(page);

  await test.step('the year that is over says what is to be settled', async () => {
    await page.goto('/pension');
    await page.getByRole('link', { name: 'Ledger' }).click();
    await expect(page.getByRole('heading', { name: /^Pension ledger/ })).toBeVisible();
    await page.goto(`/pension/year/${LAST}`);
    await expect(page.getByRole('heading', { name: 'To settle' })).toBeVisible();
    await noSidewaysScrolling(page);
  });
  const before = await difference(page);

  await test.step('a salaried post of the whole year is entered, with its pay', async () => {
    await page.getByRole('link', { name: 'other posts' }).click();
    await page.goto('/pension/posts');
    await page
      .getByRole('link', { name: /Add a post/ })
      .first()
      .click();
    await page.getByLabel('Kind of post').selectOption('Salaried GP');
    await page.getByLabel('Who pays you').fill('Aire Surgery');
    await page.getByLabel('First day').fill(`${running - 1}-04-01`);
    await page.getByLabel('It runs on every day').check();
    await page.getByRole('button', { name: 'Add it' }).click();
    await expect(page.getByText('Aire Surgery').first()).toBeVisible();
    await page.goto(`/pension/posts?year=${LAST}`);
    await page.getByRole('row').filter({ hasText: 'Aire Surgery' }).getByRole('link', { name: /pay/i }).click();
    await page.getByLabel(/Pensionable.*, April/i).fill('1000');
    await page.getByLabel(/(Contribution|Taken).*, April/i).fill('65');
    await noSidewaysScrolling(page);
    await page.getByRole('button', { name: 'Keep the pay' }).click();
  });

  await test.step('its days end the grossing-up, and the year is settled by the Type 2 form', async () => {
    await page.goto(`/pension/year/${LAST}`);
    await expect(page.getByText('365 of 365')).toBeVisible();
    expect(await difference(page)).not.toBe(before);
    await expect(page.getByText('Type 2 self-assessment settles it')).toBeVisible();
    const href = await page.getByRole('link', { name: 'Type 2 figures (PDF)' }).getAttribute('href');
    const pdf = await page.request.get(href ?? '');
    expect(pdf.headers()['content-type']).toBe('application/pdf');
    const { text } = await readPaper(new Uint8Array(await pdf.body()));
    for (const part of ['£1,000.00', '£65.00', 'Salaried']) expect(text).toContain(part);
  });

  await test.step('a statement of the agency is typed and compared', async () => {
    await page.goto(`/pension/statements?year=${LAST}`);
    await page.getByLabel('Pensionable pay').first().fill('1.00');
    await page.getByRole('button', { name: 'Keep and compare' }).click();
    await expect(page.getByText(/missing at the agency|less than|differs|more than/i).first()).toBeVisible();
    await noSidewaysScrolling(page);
  });

  await test.step('the month’s pack and copy sheet', async () => {
    await page.goto('/pension');
    const month = await page.locator('a[href^="/pension/form-b/"]').last().getAttribute('href');
    const pack = await page.request.get(`${month}/pack`);
    const paper = await readPaper(new Uint8Array(await pack.body()));
    for (const part of ['Form B', 'Form A', 'To pay: g + h']) expect(paper.text).toContain(part);
    await page.goto(`${month}/copy`);
    await expect(page.locator('input[readonly]').first()).toBeVisible();
    if (info.project.name !== 'no-script')
      await expect(page.getByRole('button', { name: /Copy/ }).first()).toBeVisible();
    await noSidewaysScrolling(page);
  });
});

test('what if: without script by a press, with script while one types, and both say the same', async ({
  page,
}, info) => {
  await enterDemo(page);
  const typed = { sessions: '3', fee: '400', sessionsFrom: `${running + 1}-03` };
  await page.goto(`/pension/simulator/${THIS}?${new URLSearchParams(typed)}`);
  const said = await page.locator('[data-sentence]').textContent();
  expect(said).toContain('more pensionable income');
  const rows = await page.locator('[data-after]').allTextContents();

  await page.goto(`/pension/simulator/${THIS}`);
  await expect(page.locator('[data-sentence]')).toHaveText('Nothing changes.');
  await page.getByLabel('Sessions', { exact: false }).first().fill(typed.sessions);
  await page.getByLabel('Fee of each').fill(typed.fee);
  await page.getByLabel('Paid in').selectOption(typed.sessionsFrom);
  if (info.project.name === 'no-script') await page.getByRole('button', { name: 'Show what it does' }).click();
  await expect(page.locator('[data-sentence]')).toHaveText(said ?? '');
  expect(await page.locator('[data-after]').allTextContents()).toEqual(rows);
  await noSidewaysScrolling(page);
});

async function enterDemo(page: Page): Promise<void> {
  await page.goto('/demo');
  await page.getByRole('button', { name: 'Look around as Amara' }).click({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({ timeout: 60_000 });
}

/** The sentence in bold of the page of a year. */
async function difference(page: Page): Promise<string> {
  return (await page.locator('section[aria-labelledby="settle"] strong').textContent()) ?? '';
}

async function noSidewaysScrolling(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over).toBeLessThanOrEqual(0);
}
