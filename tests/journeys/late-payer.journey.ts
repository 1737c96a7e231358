import { readPaper } from '#tests/support/read-paper.ts';
import { expect, test } from './installation.ts';

test('a late payer: a reminder by hand, a letter, the evidence, and an interest invoice that is paid', async ({
  page,
}) => {
  await page.goto('/demo');
  await page.getByRole('button', { name: 'Look around as Ffion' }).click({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({ timeout: 60_000 });

  await test.step('a payment of months ago was recorded by mistake: without it the invoice is overdue', async () => {
    await page.goto('/invoices?standing=paid');
    await page.locator('main a[href^="/invoices/inv_"]').last().click();
    await page.getByRole('button', { name: 'Withdraw' }).first().click();
    await expect(page.getByText('Overdue', { exact: true })).toBeVisible();
  });
  const path = `${new URL(page.url()).pathname}/chasing`;
  await page.goto(path);

  await test.step('a reminder now, and no second one on its heels', async () => {
    await page.getByRole('button', { name: 'Send a reminder now' }).click();
    await expect(page.getByText('The reminder is on its way')).toBeVisible();
    await expect(page.getByText(/by you/)).toBeVisible();
    await page.getByRole('button', { name: 'Send a reminder now' }).click();
    await expect(page.getByText(/less than 72 hours ago/)).toBeVisible();
  });

  await test.step('a letter before claim, read before it goes anywhere', async () => {
    await page.getByRole('button', { name: 'Make the letter' }).click();
    await expect(page.getByText('Made, not sent')).toBeVisible();
    const href = await page.locator('a[href*="/letters/flt_"]').first().getAttribute('href');
    const letter = await readPaper(new Uint8Array(await (await page.request.get(href ?? '')).body()));
    expect(letter.text).toContain('Letter before claim');
  });

  await test.step('interest, chosen for the organisation, issued and paid', async () => {
    await page.getByRole('link', { name: 'Choose it on its page' }).click();
    await page.getByLabel('Charge statutory interest and compensation').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.goto(path);
    await page.getByRole('button', { name: 'Issue and send an interest invoice' }).click();
    // the debt is of a year ago, so that its reference rate is known
    const link = page.getByRole('link', { name: /^LP-\d+ \(PDF\)/ });
    await expect(link).toBeVisible();
    const href = await link.getAttribute('href');
    const paper = await readPaper(new Uint8Array(await (await page.request.get(href ?? '')).body()));
    for (const words of ['Interest invoice LP-', 'Commercial Debts (Interest) Act 1998', 'Fixed compensation'])
      expect(paper.text).toContain(words);
    await page.getByRole('button', { name: /^LP-\d+ is paid/ }).click();
    // cards of a phone have no cells
    await expect(page.getByText(/^Paid \d/).first()).toBeVisible();
  });

  await test.step('the evidence in one archive, made in the background', async () => {
    await page.goto(path.replace(/chasing$/, 'evidence'));
    await page.getByRole('button', { name: 'Gather the evidence' }).click();
    const download = page.getByRole('link', { name: 'Download the evidence (ZIP)' });
    await expect(download).toBeVisible({ timeout: 20_000 });
    const zip = await page.request.get((await download.getAttribute('href')) ?? '');
    expect((await zip.body()).subarray(0, 2).toString()).toBe('PK');
  });
});
