import { picture, takenInLeeds } from '#tests/cast/pictures.ts';
import { expect, test } from './installation.ts';
import { signUp } from './steps.ts';

test('on a phone: a photo of a receipt becomes an expense, counted by category, the photo behind it', async ({
  page,
}, info) => {
  await signUp(page, `receipt.${info.project.name}.${info.workerIndex}.${info.retry}@example.org`);
  const photo = { name: 'IMG_2041.jpg', mimeType: 'image/jpeg', buffer: await takenInLeeds().jpeg().toBuffer() };

  await test.step('the camera’s field stands in the form, and a day to come is refused without losing what was typed', async () => {
    await page.goto('/more');
    await page.getByRole('main').getByRole('link', { name: 'Expenses' }).click();
    await page.getByRole('link', { name: 'Add an expense' }).first().click();
    await page.getByLabel('What it was for').fill('Parking at Riverside');
    await page.getByLabel('Category').selectOption('Car, van and travel');
    await page.getByLabel('Amount').fill('8.50');
    await page.getByLabel('Day', { exact: true }).fill('2099-01-01');
    await page.getByLabel('Or take a photo').setInputFiles(photo);
    await page.getByRole('button', { name: 'Add it' }).click();
    await expect(page.getByRole('alert')).toContainText('This day is still to come.');
    await expect(page.getByLabel('What it was for')).toHaveValue('Parking at Riverside');
  });

  await test.step('with the day put right and the photo taken again it is recorded', async () => {
    const today = Temporal.Now.plainDateISO('Europe/London');
    await page.getByLabel('Day', { exact: true }).fill(today.toString());
    await page.getByLabel('Or take a photo').setInputFiles(photo);
    await page.getByRole('button', { name: 'Add it' }).click();
    await expect(page.getByText('The expense is recorded.')).toBeVisible();
    await expect(page.getByRole('link', { name: '£8.50' }).first()).toBeVisible();
  });

  await test.step('its sum opens to it, and the photo is there, without the place it was taken at', async () => {
    await page.getByRole('link', { name: '£8.50' }).first().click();
    await page.getByRole('link', { name: 'Parking at Riverside' }).click();
    const shown = page.getByRole('img', { name: /^Receipt / });
    await expect(shown).toBeVisible();
    const width = await shown.evaluate(it => (it as unknown as { naturalWidth: number }).naturalWidth);
    expect(width).toBe(80);
    const file = await page.request.get((await shown.getAttribute('src')) ?? '');
    expect(file.headers()['content-type']).toBe('image/jpeg');
    expect((await file.body()).toString('latin1')).not.toMatch(/GPS|53,48/);
  });

  await test.step('a second receipt is attached, and the first taken off', async () => {
    const second = { name: 'second.png', mimeType: 'image/png', buffer: await picture().png().toBuffer() };
    await page.getByLabel('Another receipt').setInputFiles(second);
    await page.getByRole('button', { name: 'Attach it' }).click();
    await expect(page.getByText('The receipt is attached.')).toBeVisible();
    await expect(page.getByRole('img', { name: /^Receipt / })).toHaveCount(2);
    await page.getByRole('button', { name: 'Remove IMG_2041.jpg' }).click();
    await expect(page.getByText('The receipt is removed.')).toBeVisible();
    await expect(page.getByRole('img', { name: /^Receipt / })).toHaveCount(1);
  });
});
