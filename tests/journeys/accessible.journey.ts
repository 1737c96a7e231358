import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './installation.ts';

const STRANGERS = [
  '/',
  '/sign-up',
  '/sign-in',
  '/forgotten-password',
  '/reset-password?token=x',
  '/verify?token=x',
  '/verify-email',
  '/demo',
  '/mailbox',
  '/locums',
  '/tools',
  '/tools/pension-contribution?fee=700&nation=england&paidOn=2026-11-24&tier=12.5',
  '/tools/pension-tier?income=40000&days=180&nation=england&year=2026-27',
  '/tools/ten-weeks?first=2026-10-01&last=2026-10-20&nation=england',
  '/tools/late-payment?amount=650&dueOn=2026-07-10&paidOn=2026-08-09',
  '/tools/invoice',
  '/tools/take-home?income=60000&expenses=5000&pension=&employment=&taxPaid=&region=rest_of_uk&loan=plan2',
  '/privacy',
  '/terms',
  '/cookies',
  '/sub-processors',
  '/accessibility',
  '/tools/mileage?year=2026-27&car=11000&from=LS1+4AP&to=YO1+7HH&trips=10&isReturn=on',
  '/nowhere',
];

const SIGNED_IN = [
  '/today',
  '/calendar',
  '/calendar?view=week',
  '/calendar?view=agenda',
  '/bookings',
  '/bookings/new',
  '/bookings/deliver',
  '/organisations',
  '/organisations/new',
  '/invoices',
  '/invoices/new',
  '/invoices/chasing',
  '/remittances',
  '/remittances/new',
  '/pension',
  '/pension/ledger',
  '/pension/year/2026-27',
  '/pension/simulator/2026-27?sessions=3&fee=400&sessionsFrom=2027-02',
  '/pension/simulator/2026-27?sessions=many',
  '/pension/accrual/2026-27?opening=20000&cpi=3&income=300000',
  '/pension/routes?workType=appraisal&fee=500&day1=2026-11-02',
  '/pension/posts',
  '/pension/posts/new',
  '/pension/statements',
  '/pension/solo/2026-27',
  '/pension/figures/2027-28?scheme=scotland',
  '/pension/additions',
  '/bank',
  '/bank/lines?state=settled',
  '/bank/accounts',
  '/payslips',
  '/payslips/new',
  '/expenses',
  '/expenses/new',
  '/expenses/receipts',
  '/expenses/recurring',
  '/expenses/recurring/new',
  '/expenses/import',
  '/expenses/home',
  '/mileage',
  '/mileage/new',
  '/mileage/vehicles',
  '/mileage/vehicles/new',
  '/tax/2026-27',
  '/tax/2026-27/rows?of=received',
  '/tax/2026-27/quarters',
  '/tax/pot',
  '/tax/vat',
  '/tax/one-more?fee=700&miles=20&pensioned=on&tier=12.5',
  '/tax/one-more?fee=much',
  '/tax/2025-26/pack',
  '/reports',
  '/reports?period=own&from=2026-12-01&to=2026-11-01',
  '/reports/rows?of=earned',
  '/imports',
  '/profile',
  '/profile/personal',
  '/profile/professional',
  '/profile/billing',
  '/profile/pension',
  '/set-up/personal',
  '/set-up/organisation',
  '/availability',
  '/availability/rules/new',
  '/availability/exceptions/new',
  '/availability/term-breaks/new',
  '/availability/calendars/new',
  '/availability/settings',
  '/calendar/feed',
  '/requests',
  '/messages',
  '/schedules',
  '/schedules/new',
  '/documents',
  '/documents/new',
  '/documents/packs',
  '/documents/packs/new',
  '/links',
  '/profile/public',
  '/notifications',
  '/account',
  '/account/log',
  '/account/confirm',
  '/account/second-factor',
  '/account/export',
  '/account/leave',
  '/api-keys',
  '/more',
];

/** What colours and a desk's width can do to a page. */
const IN_DARK = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

const PAGES_A_TEST = 40;
const MINUTES = 5;

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.describe.configure({ mode: 'parallel', timeout: MINUTES * 60_000 });
    test.use({ colorScheme: scheme });

    test(`pages for strangers have no serious fault (${scheme})`, async ({ page }) => {
      for (const path of STRANGERS) await check(page, path);
    });

    for (const [part, paths] of parts(SIGNED_IN, PAGES_A_TEST).entries())
      test(`pages of the app, part ${part + 1}, have no serious fault (${scheme})`, async ({ page }) => {
        await openDemo(page);
        for (const path of paths) await check(page, path);
      });

    test(`one of each thing of the app has no serious fault (${scheme})`, async ({ page }) => {
      await openDemo(page);
      for (const path of await singleThings(page)) await check(page, path);
    });

    test(`what a practice opens without an account has no serious fault (${scheme})`, async ({ page, browser }) => {
      await openDemo(page);
      const links: string[] = [];
      for (const scope of ['Booking', 'Booking request', 'Invoice', 'Form A', 'Documents'])
        links.push(await replaced(page, scope));
      await check(page, undefined);
      links.push(await signOffPath(page), await schedulePath(page), await lockedPath(page));
      const ended = await endedPath(page);
      await page.goto('/profile/public');
      const own = (await page.locator('main a[href^="/p/"]').first().getAttribute('href')) ?? '';
      const practice = await (await browser.newContext()).newPage();
      for (const path of [...links, own, `${own}/request`, `${own}/request/sent`, '/locums?near=Leeds&miles=25'])
        await check(practice, path);
      await practice.goto(ended);
      await expect(practice.getByText('This link has ended.')).toBeVisible();
      await check(practice, undefined);
      await practice.goto(`${own}/request`);
      await practice.getByRole('button', { name: 'Send the request' }).click();
      await expect(practice.getByRole('alert')).toBeVisible();
      await check(practice, undefined);
    });

    test(`a form with mistakes has no serious fault (${scheme})`, async ({ page }) => {
      await page.goto('/sign-up');
      await page.getByRole('button', { name: 'Create my account' }).click();
      await expect(page.getByRole('alert')).toBeVisible();
      await check(page, undefined);
    });
  });
}

function parts<One>(all: readonly One[], size: number): One[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/** Into the demo's account. Its year is lived when it is first asked for. */
async function openDemo(page: Page): Promise<void> {
  await page.goto('/demo');
  await page.getByRole('button', { name: 'Look around as Amara' }).click({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({ timeout: 60_000 });
}

/** The path of the whole address that a page shows. */
async function shownPath(page: Page): Promise<string> {
  const href = await page.locator('main a[href*="http"]').first().getAttribute('href');
  return new URL(href ?? '').pathname;
}

/** Shows the QR code of an agreed booking, looks at its page, and answers what the code says. */
async function signOffPath(page: Page): Promise<string> {
  await page.goto('/bookings?state=confirmed');
  const booking = await page.locator('main a[href^="/bookings/bkg_"]').first().getAttribute('href');
  await page.goto(`${booking}/sign-off`);
  await page.getByRole('button', { name: 'Show the QR code' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the sign-off page' })).toBeVisible();
  await check(page, undefined);
  return shownPath(page);
}

/** Sends the demo's schedule and answers its link. */
async function schedulePath(page: Page): Promise<string> {
  await page.goto('/schedules');
  await page.locator('main a[href^="/schedules/sch_"]').first().click();
  await page.getByRole('button', { name: 'Send it for acknowledgement' }).click();
  await expect(page.getByRole('button', { name: 'Send it again' })).toBeVisible();
  return replaced(page, 'Booking schedule');
}

/** Shares a document behind a passcode, and answers the link, which nobody has unlocked. */
async function lockedPath(page: Page): Promise<string> {
  await page.goto('/documents/packs/new');
  await page.getByRole('group', { name: 'Documents' }).getByRole('checkbox').first().check();
  await page.getByLabel('What it is for').fill('Sessions in January');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Priya Shah');
  await page.getByLabel('It opens to').selectOption('passcode');
  await page.getByLabel('Passcode').fill('seven small owls');
  await page.getByRole('button', { name: 'Share them' }).click();
  await expect(page.getByRole('heading', { name: 'The link to your documents' })).toBeVisible();
  await check(page, undefined);
  return shownPath(page);
}

/** Ends a link and answers where it led. */
async function endedPath(page: Page): Promise<string> {
  const path = await replaced(page, 'Booking');
  await page.goto('/links');
  await page.getByRole('button', { name: 'End', exact: true }).first().click();
  await page.waitForURL(/done=/);
  return path;
}

/** Replaces the newest link of that kind, so that its address is shown; it is the newest of all then. */
async function replaced(page: Page, scope: string): Promise<string> {
  await page.goto('/links');
  await page
    .getByRole('row')
    .filter({ has: page.getByText(new RegExp(`^${scope} works`)) })
    .getByRole('button', { name: 'Replace' })
    .first()
    .click();
  return shownPath(page);
}

/** One of each kind of thing that the demo has, with its steps. */
async function singleThings(page: Page): Promise<string[]> {
  const first = async (list: string, part: string) => {
    await page.goto(list);
    return (await page.locator(`main a[href^="${part}"]`).first().getAttribute('href')) ?? list;
  };
  const agreed = await first('/bookings?state=confirmed', '/bookings/bkg_');
  const delivered = await first('/bookings?state=paid', '/bookings/bkg_');
  const open = await first('/invoices?standing=unpaid', '/invoices/inv_');
  const paid = await first('/invoices?standing=paid', '/invoices/inv_');
  const organisation = await first('/organisations', '/organisations/org_');
  const form = await first('/pension', '/pension/form-b/');
  const expense = await first('/expenses', '/expenses/exp_');
  const file = await first('/imports', '/imports/imp_');
  const request = await first('/requests', '/requests/req_');
  const thread = await first('/messages', '/messages/');
  const schedule = await first('/schedules', '/schedules/sch_');
  const document = await first('/documents', '/documents/doc_');
  const pack = await first('/documents/packs', '/documents/packs/pak_');
  return [
    request,
    thread,
    schedule,
    document,
    pack,
    `${agreed}/shared`,
    `${agreed}/sign-off`,
    agreed,
    `${agreed}/edit`,
    `${agreed}/deliver`,
    `${agreed}/cancel`,
    `${agreed}/repeat`,
    delivered,
    open,
    `${open}/chasing`,
    `${open}/e-invoice`,
    `${open}/evidence`,
    `${open}/credit`,
    `${open}/write-off`,
    `${organisation}/statement`,
    organisation.replace('/organisations/', '/remittances/new?organisation='),
    await first('/remittances', '/remittances/rem_'),
    paid,
    `${paid}/chasing`,
    organisation,
    `${organisation}/paying`,
    `${organisation}/edit`,
    form,
    expense,
    file,
  ];
}

/** Serious and critical faults, and contrast that axe could not decide on; and nothing wider than the screen. */
async function check(page: Page, path: string | undefined): Promise<void> {
  if (path !== undefined) await page.goto(path);
  // no page has frames: axe need not gather results from them in a page of its own, which takes half the time
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations', 'incomplete'] });
  // the markup is the same in both colours, and was looked at in light
  if (await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)) axe.withRules(IN_DARK);
  const { violations, incomplete } = await axe.analyze();
  const serious = violations.filter(it => it.impact === 'serious' || it.impact === 'critical');
  // a select's arrow is drawn as a gradient on the ground that text fields have too; axe cannot see through it. Nor does it decide on text
  // inside a picture, which has the colour of the page's text on the page's ground and says only what stands beneath in words
  const undecided = incomplete
    .filter(it => it.id === 'color-contrast')
    .map(it => ({ ...it, nodes: it.nodes.filter(node => !/^<(select|text)\b/.test(node.html)) }))
    .filter(it => it.nodes.length > 0);
  const faults = [...serious, ...undecided].map(
    it => `${it.id}: ${it.nodes.map(node => node.target.join(' ')).join(', ')}`,
  );
  expect(faults, `faults of ${path ?? page.url()}`).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `sideways scrolling of ${path ?? page.url()}`).toBeLessThanOrEqual(0);
}
