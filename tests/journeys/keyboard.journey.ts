import { expect, test } from './installation.ts';

test('the keyboard finds its way: n for a booking, ? for the keys, / for the search, and the total while typing', async ({
  page,
}, info) => {
  await page.goto('/demo');
  await page.getByRole('button', { name: 'Look around as Ffion' }).click({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({ timeout: 60_000 });

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  if (info.project.name === 'desktop') {
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: 'Search bookings' })).toBeFocused();
    await page.keyboard.press('n');
    await expect(page.getByRole('searchbox', { name: 'Search bookings' })).toHaveValue('n');
    await page.getByRole('heading', { name: 'Today' }).click();
  }

  await page.keyboard.press('n');
  await expect(page.getByRole('heading', { name: 'New booking' })).toBeVisible();
  // a pharmacist is told why there is no pension tick
  await expect(page.getByText('Forms A and B are for GPs.')).toBeVisible();
  // on a busy machine the script may come after the page
  await page.waitForFunction(() => customElements.get('booking-total') !== undefined);
  await page.getByLabel('Organisation').selectOption('Gower Night Pharmacy');
  await expect(page.getByLabel(/^Rate/)).toHaveValue('38.00');
  await page.getByLabel('Day', { exact: true }).fill('2027-03-27');
  await page.getByLabel('Start').fill('22:00');
  await page.getByLabel('End').fill('06:00');
  await page.getByLabel('Miles').fill('');
  // the night in which the clocks go forward has seven hours: 7 × 38.00
  await expect(page.locator('[data-total]')).toHaveText('£266.00');
  await page.getByLabel('Unpaid break').fill('30');
  await expect(page.locator('[data-total]')).toHaveText('£247.00');
  await page.getByRole('button', { name: 'Add the booking' }).click();
  await expect(page.getByText('£247.00').first()).toBeVisible();
});
