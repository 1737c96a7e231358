import { billDelivered } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { giveUpFormA } from '#features/pensions/give-up.ts';
import { leftToPay, listFormAsOf, listFormBs, makeFormB, submitFormB } from '#features/pensions/index.ts';
import { addPost, setPostPay } from '#features/pensions/keep-post.ts';
import { payFormB, rejectFormB } from '#features/pensions/settle-form-b.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import type { TestContext } from '#tests/support/context.ts';
import { addDelivered, addPractice, fillProfile } from './working-locum.ts';

/**
 * Dr Okafor's scheme year 2025/26, by the product's own verbs: 60 bookings at 14 practices, twelve in England and two in Scotland; a break
 * from June to September; the tiers revised in July; a post at an out-of-hours provider from October; a practice that pays in September
 * what it owed in May; the Form B of December rejected and made again.
 */
export async function liveAPensionYear(test: TestContext, owner: Owner): Promise<{ given: Id<'invoice'> }> {
  at(test, '2025-04-01');
  await fillProfile(test, owner);
  const practices = await addPractices(test, owner);
  let given: Id<'invoice'> | undefined;
  let made = 0;
  for (const [month, count, feePence] of WORK) {
    const bookings = new Map<Id<'organisation'>, Id<'booking'>[]>();
    for (const day of DAYS.slice(0, count)) {
      const practice = practices[made++ % practices.length];
      if (!practice) throw new Error('fourteen practices');
      const booking = await addDelivered(test, owner, practice, `${month}-${day}`, { rate_pence: feePence });
      bookings.set(practice, [...(bookings.get(practice) ?? []), booking]);
    }
    const due = Temporal.PlainYearMonth.from(month).add({ months: 1 });
    at(test, `${due}-01`);
    for (const [organisation, its] of bookings) {
      const invoice = await billDelivered(test.ctx, owner, {
        organisation,
        bookings: its,
        purchaseOrder: null,
        notes: null,
      });
      if (month === '2025-04' && organisation === practices[LATE]) given = invoice;
      else await payInFull(test, owner, invoice, `${due}-20`);
    }
    if (given && month === '2025-05') await loseAndBePaid(test, owner, given);
    await sendFormBs(test, owner, due.toString() as PensionMonth);
  }
  if (!given) throw new Error('an invoice of April was given up');
  await joinTheRota(test, owner);
  return { given };
}

/** Practice by practice in turn: the fourth of the list pays late. */
const LATE = 3;

/** Month of work, number of sessions, fee of each. Work of March is paid in April and belongs to the next year. */
const WORK: readonly (readonly [month: string, count: number, feePence: number])[] = [
  ['2025-04', 8, 19_650],
  ['2025-05', 8, 19_650],
  ['2025-10', 8, 23_333],
  ['2025-11', 8, 23_333],
  ['2025-12', 7, 24_017],
  ['2026-01', 7, 24_017],
  ['2026-02', 7, 24_017],
  ['2026-03', 7, 24_017],
];

const DAYS = ['02', '04', '08', '10', '15', '17', '22', '24'];

async function addPractices(test: TestContext, owner: Owner): Promise<Id<'organisation'>[]> {
  const ids: Id<'organisation'>[] = [];
  for (let number = 1; number <= 14; number++) {
    const isScottish = number > 12;
    ids.push(
      await addPractice(test, owner, {
        name: isScottish ? `Clyde Practice ${number - 12}` : `Aire Surgery ${number}`,
        nation: isScottish ? 'scotland' : 'england',
        ods_code: isScottish ? null : `B86${String(number).padStart(3, '0')}`,
      }),
    );
  }
  return ids;
}

/** Ten weeks pass unpaid: the work is given up, its employer's share credited, and the fee alone arrives in September. */
async function loseAndBePaid(test: TestContext, owner: Owner, invoice: Id<'invoice'>): Promise<void> {
  const before = test.ctx.clock.now();
  at(test, '2025-08-01');
  const [form] = await asOwner(test.ctx.db, owner, tx => listFormAsOf(tx, invoice));
  if (form) await giveUpFormA(test.ctx, owner, form.id, 'too_late', test.ctx.clock.today());
  await payInFull(test, owner, invoice, '2025-09-15');
  test.ctx.clock.set(before);
}

async function payInFull(test: TestContext, owner: Owner, id: Id<'invoice'>, day: string): Promise<void> {
  const before = test.ctx.clock.now();
  at(test, day);
  const invoice = await asOwner(test.ctx.db, owner, tx => findInvoice(tx, id, test.ctx.clock.today()));
  await recordPayment(test.ctx, owner, id, {
    receivedOn: test.ctx.clock.today(),
    amount: invoice?.outstandingPence ?? pence(0),
    note: null,
  });
  test.ctx.clock.set(before);
}

/** On the fifth of the month after: made, sent and paid. The one of December comes back and goes again. */
async function sendFormBs(test: TestContext, owner: Owner, month: PensionMonth): Promise<void> {
  if (month === '2026-04') return;
  at(test, `${Temporal.PlainYearMonth.from(month).add({ months: 1 })}-05`);
  for (const scheme of ['england_and_wales', 'scotland'] as const) {
    await send(test, owner, month, scheme);
    if (month !== '2025-12' || scheme === 'scotland') continue;
    at(test, '2026-01-19');
    const [form] = (await formBs(test, owner)).filter(it => it.month === month && it.scheme === scheme);
    if (!form) throw new Error('a Form B of December');
    await rejectFormB(test.ctx, owner, form.id, {
      rejectedOn: test.ctx.clock.today(),
      reason: 'Date paid missing on one line.',
    });
    await send(test, owner, month, scheme);
  }
}

async function send(test: TestContext, owner: Owner, month: PensionMonth, scheme: PensionScheme): Promise<void> {
  const id = await makeFormB(test.ctx, owner, month, { scheme }).catch(fault => {
    if (fault?.reason?.code === 'form_b.nothing_received') return undefined;
    throw fault;
  });
  if (!id) return;
  const on = test.ctx.clock.today();
  await submitFormB(test.ctx, owner, id, { on, to: 'PCSE Online', reference: null });
  const form = (await formBs(test, owner)).find(it => it.id === id);
  // what went over with a form that was sent back counts for the month
  const left = form && leftToPay(form);
  if (left && left > 0) await payFormB(test.ctx, owner, id, { paidOn: on, amount: left, differs: false });
}

function formBs(test: TestContext, owner: Owner) {
  return asOwner(test.ctx.db, owner, tx => listFormBs(tx));
}

/** An out-of-hours provider pays £600.00 a month from October and takes 9.8% of it. */
async function joinTheRota(test: TestContext, owner: Owner): Promise<void> {
  at(test, '2026-04-02');
  const post = await addPost(test.ctx, owner, {
    kind: 'solo',
    employer: 'Aire Out of Hours',
    organisation: null,
    scheme: 'england_and_wales',
    startedOn: Temporal.PlainDate.from('2025-10-01'),
    endedOn: null,
    isContinuous: true,
  });
  const months = ['2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03'] as PensionMonth[];
  await setPostPay(test.ctx, owner, post, '2025-26' as SchemeYear, {
    pay: months.map(month => ({
      month,
      pensionable: pence(60_000),
      contributed: pence(5880),
    })),
  });
}

function at(test: TestContext, day: string): void {
  test.ctx.clock.set(Temporal.Instant.from(`${day}T09:00:00Z`));
}
