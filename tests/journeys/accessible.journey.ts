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
  '/pension',
  '/expenses',
  '/expenses/new',
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
  '/api-keys',
  '/more',
];

/** Some seventy pages, each looked at by axe. */
const MINUTES = 6;

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.describe.configure({ timeout: MINUTES * 60_000 });
    test.use({ colorScheme: scheme });

    test(`pages for strangers have no serious fault (${scheme})`, async ({ page }) => {
      for (const path of STRANGERS) await check(page, path);
    });

    test(`every page of the app has no serious fault (${scheme})`, async ({ page }) => {
      await page.goto('/demo');
      await page.getByRole('button', { name: 'Look around as Amara' }).click({ timeout: 60_000 });
      await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({ timeout: 60_000 });
      for (const path of [...SIGNED_IN, ...(await singleThings(page))]) await check(page, path);
    });

    test(`what a practice opens without an account has no serious fault (${scheme})`, async ({ page, browser }) => {
      await page.goto('/demo');
      await page.getByRole('button', { name: 'Look around as Amara' }).click({ timeout: 60_000 });
      await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({ timeout: 60_000 });
      const links: string[] = [];
      for (const scope of ['Booking', 'Booking request', 'Invoice', 'Form A', 'Documents']) {
        await page.goto('/links');
        await page
          .getByRole('row')
          .filter({ has: page.getByText(new RegExp(`^${scope}\\b`)) })
          .filter({ has: page.getByRole('button', { name: 'Replace' }) })
          .getByRole('button', { name: 'Replace' })
          .first()
          .click();
        const href = await page.locator('main a[href*="http"]').first().getAttribute('href');
        links.push(new URL(href ?? '').pathname);
      }
      await page.goto('/profile/public');
      const own = (await page.locator('main a[href^="/p/"]').first().getAttribute('href')) ?? '';
      const practice = await (await browser.newContext()).newPage();
      for (const path of [...links, own, `${own}/request`, `${own}/request/sent`, '/locums?near=Leeds&miles=25'])
        await check(practice, path);
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
    paid,
    organisation,
    `${organisation}/edit`,
    form,
    expense,
  ];
}

/** Serious and critical faults, and contrast that axe could not decide on; and nothing wider than the screen. */
async function check(page: Page, path: string | undefined): Promise<void> {
  if (path !== undefined) await page.goto(path);
  const { violations, incomplete } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(it => it.impact === 'serious' || it.impact === 'critical');
  // a select's arrow is drawn as a gradient on the ground that text fields have too; axe cannot see through it
  const undecided = incomplete
    .filter(it => it.id === 'color-contrast')
    .map(it => ({ ...it, nodes: it.nodes.filter(node => !node.html.startsWith('<select')) }))
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
