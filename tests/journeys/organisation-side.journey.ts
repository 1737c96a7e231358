import { readPaper } from '#tests/support/read-paper.ts';
import { expect, test } from './installation.ts';
import { followMail, openMail, setUp, signUp } from './steps.ts';

/** The session of the journey is today's first minute, so that it is over whenever this runs; the other day is a week ahead. */
const today = Temporal.Now.plainDateISO('Europe/London');
const later = today.add({ days: 7 });

test('a practice without an account finds, asks, agrees, signs off, claims paid and signs Form A', async ({
  page,
  browser,
}, info) => {
  test.setTimeout(240_000);
  const own = `${info.project.name}-${info.workerIndex}-${info.retry}`;
  const email = `amara.${own}@example.org`;
  const contact = `rota.${own}@riverside.example.nhs.uk`;
  const slug = `amara-okafor-${own}`.replaceAll('_', '-');
  const practice = await (await browser.newContext()).newPage();
  await signUp(page, email);
  await setUp(page);

  await test.step('the locum publishes a page', async () => {
    await page.goto('/profile/public');
    await page.getByLabel('Address of the page').fill(slug);
    await page.getByLabel('One line about you').fill(`GP in Leeds, number ${own}`);
    await page.getByLabel('Who may see it').selectOption('Everybody: it is in the directory');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('link', { name: new RegExp(`/p/${slug}`) })).toBeVisible();
  });

  await test.step('the practice finds it in the directory and asks for two days', async () => {
    await practice.goto('/locums');
    await practice.getByLabel('Postcode or place').fill('LS6');
    await practice.getByLabel('Profession').selectOption('GP');
    await practice.getByRole('button', { name: 'Search' }).click();
    await expect(practice.getByText('Distances are counted from the middle of Leeds')).toBeVisible();
    await practice
      .locator('li')
      .filter({ hasText: `number ${own}` })
      .getByRole('link')
      .first()
      .click();
    await practice.getByRole('link', { name: 'Ask for a booking' }).click();
    for (const [i, day] of [today, later].entries()) {
      await practice.getByLabel(`Day ${i + 1}`, { exact: true }).fill(day.toString());
      await practice.getByLabel(`Start of day ${i + 1}`).fill('00:00');
      await practice.getByLabel(`End of day ${i + 1}`).fill('00:01');
    }
    await practice.getByLabel('Type of work').selectOption('Surgery');
    await practice.getByLabel('Rate offered').fill('300');
    await practice.getByLabel('Name', { exact: true }).fill('Riverside Surgery');
    await practice.getByLabel('Address', { exact: true }).fill('2 River Lane, Leeds');
    await practice.getByLabel('Kind').selectOption('GP practice');
    await practice.getByLabel('Your name').fill('Maggie Hill');
    await practice.getByRole('button', { name: 'Send the request' }).click();
    await expect(practice.getByRole('alert')).toContainText('work email address');
    await expect(practice.getByLabel('Your name')).toHaveValue('Maggie Hill');
    await practice.getByLabel('Work email address').fill(contact);
    await practice.getByRole('button', { name: 'Send the request' }).click();
    await expect(practice.getByRole('heading', { name: 'Look into your mailbox' })).toBeVisible();
    await page.goto('/requests');
    await expect(page.getByText('No request yet')).toBeVisible();
  });

  await test.step('it confirms its address by the mailed link, which opening alone does not', async () => {
    await followMail(practice, contact, 'Please confirm your booking request to Dr Amara Okafor', '/r/');
    await page.goto('/requests');
    await expect(page.getByText('No request yet')).toBeVisible();
    await practice.getByRole('button', { name: 'Yes, send the request' }).click();
    await expect(practice.getByText('With the locum')).toBeVisible();
  });

  await test.step('the locum proposes another rate, and one day only', async () => {
    await page.goto('/today');
    await page.getByRole('link', { name: 'Answer it' }).click();
    await expect(page.getByText('health service address')).toBeVisible();
    await page.getByText('Propose another time or rate').click();
    const proposal = page.locator('form[action$="/counter"]');
    await proposal.getByRole('checkbox').nth(1).uncheck();
    await proposal.getByLabel('Rate', { exact: true }).fill('340');
    await proposal.getByLabel('The work is pensionable').check();
    await proposal.getByLabel('Note to them').fill('One day is all I have.');
    await proposal.getByRole('button', { name: 'Send the proposal' }).click();
    await expect(page.getByText('Your proposal is on its way.')).toBeVisible();
  });

  await test.step('the practice agrees on its link: booked on both sides', async () => {
    await followMail(practice, contact, 'A proposal from Dr Amara Okafor for Riverside Surgery', '/r/');
    await expect(practice.getByText('£340.00 a session')).toBeVisible();
    await practice.getByRole('button', { name: 'Agree and book' }).click();
    await expect(practice.getByRole('heading', { name: 'Booked' })).toBeVisible();
    await page.goto('/bookings?state=confirmed');
    await expect(page.getByRole('row').filter({ hasText: 'Riverside Surgery' })).toHaveCount(1);
  });

  await test.step('a message each way, the practice’s by answering the mail', async () => {
    await page.goto('/requests');
    await page.getByRole('link', { name: 'Riverside Surgery' }).click();
    await page.getByRole('link', { name: 'Write to Maggie Hill' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('Which room shall I use?');
    await page.getByRole('button', { name: 'Send the message' }).click();
    await openMail(practice, contact, 'Dr Amara Okafor: Booking request');
    await practice.getByLabel('Answer this mail').fill('Room 4, please.');
    await practice.getByRole('button', { name: 'Send the answer' }).click();
    await page.goto('/messages');
    await expect(page.getByText('1 new')).toBeVisible();
    await page.getByRole('link', { name: /Riverside Surgery/ }).click();
    await expect(page.getByText('Room 4, please.')).toBeVisible();
    await expect(page.getByText('Which room shall I use?')).toHaveCount(1);
  });

  await test.step('the session is signed off by the QR code', async () => {
    await page.goto('/bookings?state=confirmed');
    await page.getByRole('row').filter({ hasText: 'Riverside Surgery' }).getByRole('link').first().click();
    await page.getByRole('link', { name: 'Confirmation, links and sign-off' }).click();
    await page.getByRole('link', { name: 'Sign off by QR code' }).click();
    await page.getByLabel('Description of extra 1').fill('Home visit');
    await page.getByLabel('Amount of extra 1').fill('45.50');
    await page.getByRole('button', { name: 'Show the QR code' }).click();
    await expect(page.getByRole('img', { name: 'QR code of the sign-off page' }).locator('svg')).toBeVisible();
    const href = await page.locator('a[href*="/s/"]').getAttribute('href');
    await practice.goto(new URL(href ?? '').pathname);
    await expect(practice.getByLabel('Description of extra 1')).toHaveValue('Home visit');
    await practice.getByLabel('Your name').fill('Maggie Hill');
    await practice.getByLabel('Your role').fill('Practice manager');
    await practice.getByRole('button', { name: 'Confirm these times' }).click();
    await expect(practice.getByText('Maggie Hill, Practice manager')).toBeVisible();
    await page.getByRole('link', { name: 'See whether it is confirmed' }).click();
    await expect(page.getByText('Maggie Hill, Practice manager')).toBeVisible();
  });

  await test.step('the invoice has what was confirmed as its lines', async () => {
    await page.goto('/today');
    await page.getByRole('link', { name: 'Invoice and send' }).first().click();
    // 385.50 of work; 90% is 346.95; 14.38% of that is 49.89
    await expect(page.getByText('£435.39').first()).toBeVisible();
    await page.getByRole('button', { name: 'Issue and send' }).click();
    await expect(page.getByRole('heading', { name: 'Invoice INV-0001' })).toBeVisible();
  });

  await test.step('the practice opens it and says that it is paid', async () => {
    await followMail(practice, contact, 'Invoice INV-0001 from Dr Amara Okafor', '/i/');
    await expect(practice.getByText('Home visit')).toBeVisible();
    const paper = await practice.request.get(
      (await practice.getByRole('link', { name: /PDF/ }).getAttribute('href')) ?? '',
    );
    expect((await readPaper(new Uint8Array(await paper.body()))).text).toContain('£435.39');
    await practice.getByLabel('Your reference').fill('BACS 17');
    await practice.locator('form[action$="/claim"]').getByLabel('Your name').fill('Maggie Hill');
    await practice.getByRole('button', { name: 'We have paid' }).click();
    await expect(practice.getByText('The locum has yet to confirm it.')).toBeVisible();
  });

  await test.step('the locum confirms', async () => {
    await page.goto('/today');
    await page.getByRole('link', { name: 'Confirm or reject' }).click();
    await page.getByRole('button', { name: 'Yes, the money is here' }).click();
    await expect(page.getByText('Paid', { exact: true })).toBeVisible();
  });

  await test.step('the practice signs Form A, and the signed form is in both mailboxes', async () => {
    await followMail(practice, contact, 'Invoice INV-0001 from Dr Amara Okafor', '/f/');
    await practice.getByLabel('GP or GPs covered').fill('Dr Price');
    await practice.getByLabel('Date paid to the locum').fill(today.toString());
    await practice.getByLabel(/did this work for the practice/).check();
    await practice.getByLabel('Your full name').fill('Maggie Hill');
    await practice.getByLabel('Your role').fill('Practice manager');
    await practice.getByRole('button', { name: 'Sign Form A' }).click();
    await expect(practice.getByText('Signed by Maggie Hill')).toBeVisible();
    for (const [to, subject] of [
      [contact, 'Signed Form A for INV-0001'],
      [email, 'Form A for INV-0001 is signed'],
    ] as const) {
      await openMail(page, to, subject);
      const href = await page.getByRole('link', { name: 'Form-A-INV-0001-signed.pdf' }).getAttribute('href');
      const form = await readPaper(new Uint8Array(await (await page.request.get(href ?? '')).body()));
      for (const text of [
        '£346.95',
        '£49.89',
        'Dr Price',
        'Signed electronically: Maggie Hill',
        'Evidence of the electronic',
      ])
        expect(form.text).toContain(text);
    }
  });

  await test.step('the locum sees every use of every link, and ends one', async () => {
    await page.goto('/links');
    await expect(page.getByRole('row').filter({ hasText: 'Form A' })).toContainText('times');
    await practice.goto('/locums');
    await page.getByRole('row').filter({ hasText: 'Invoice' }).getByRole('button', { name: 'End' }).click();
    await followMail(practice, contact, 'Invoice INV-0001 from Dr Amara Okafor', '/i/');
    await expect(practice.getByText('This link has ended')).toBeVisible();
  });
});
