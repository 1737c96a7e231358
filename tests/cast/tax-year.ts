import { billDelivered } from '#features/billing/index.ts';
import { addExpense, expenseInput } from '#features/expenses/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { listFormBs, makeFormB, payFormB, submitFormB } from '#features/pensions/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { ExpenseKey } from '#rules/expense-categories.ts';
import type { Id } from '#rules/ids.ts';
import { pence, plainPounds } from '#rules/money.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import type { TestContext } from '#tests/support/context.ts';
import { addDelivered, addPractice, fillProfile } from './working-locum.ts';

/**
 * Dr Okafor's tax year 2026/27 up to 24 November, by the product's own verbs: pensioned work of March that is paid in April; private work
 * of £40,000.00 in two payments; pensioned work of November that is part paid; a session not invoiced yet; expenses on both sides of
 * 5 April, entertaining among them; the Form B of April paid over in May.
 */
export async function liveATaxYear(test: TestContext, owner: Owner): Promise<void> {
  await fillProfile(test, owner, { tier_basis_points: 1250 });
  const riverside = await addPractice(test, owner);
  const hill = await addPractice(test, owner, { name: 'Hill Clinic', kind: 'private_clinic', pensionable: false });
  const work = async (organisation: Id<'organisation'>, day: string, billedOn: string, change = {}) => {
    const booking = await addDelivered(test, owner, organisation, day, change);
    at(test, billedOn);
    return billDelivered(test.ctx, owner, { organisation, bookings: [booking], purchaseOrder: null, notes: null });
  };
  const march = await work(riverside, '2026-03-20', '2026-03-25');
  await pay(test, owner, march, '2026-04-20', 790_59);
  const may = await work(hill, '2026-05-11', '2026-05-12', { pensionable: false, rate_pence: 4_000_000 });
  await sendFormB(test, owner);
  await pay(test, owner, may, '2026-05-30', 1_500_000);
  await pay(test, owner, may, '2026-06-30', 2_500_000);
  const november = await work(riverside, '2026-11-16', '2026-11-17');
  await pay(test, owner, november, '2026-11-20', 500_00);
  await addDelivered(test, owner, riverside, '2026-11-20');
  at(test, '2026-11-24');
  await spend(test, owner, 'adminCosts', '2026-04-05', 9_99);
  await spend(test, owner, 'professionalFees', '2026-05-01', 463_00);
  await spend(test, owner, 'businessEntertainmentCosts', '2026-06-01', 80_00);
  await spend(test, owner, 'carVanTravelExpenses', '2026-11-02', 120_40);
}

async function pay(test: TestContext, owner: Owner, invoice: Id<'invoice'>, day: string, amount: number) {
  at(test, day);
  await recordPayment(test.ctx, owner, invoice, {
    receivedOn: test.ctx.clock.today(),
    amount: pence(amount),
    note: null,
  });
}

async function sendFormB(test: TestContext, owner: Owner): Promise<void> {
  at(test, '2026-05-05');
  const id = await makeFormB(test.ctx, owner, '2026-04' as PensionMonth, { scheme: 'england_and_wales' });
  const on = test.ctx.clock.today();
  await submitFormB(test.ctx, owner, id, { on, to: 'PCSE Online', reference: null });
  const [form] = await asOwner(test.ctx.db, owner, tx => listFormBs(tx));
  if (form) await payFormB(test.ctx, owner, id, { paidOn: on, amount: form.payablePence, differs: false });
}

async function spend(test: TestContext, owner: Owner, category: ExpenseKey, day: string, amount: number) {
  const typed = { category, spentOn: day, description: `Spent on ${day}`, amount: plainPounds(pence(amount)) };
  await addExpense(test.ctx, owner, expenseInput.parse(typed));
}

function at(test: TestContext, day: string): void {
  test.ctx.clock.set(Temporal.Instant.from(`${day}T09:00:00Z`));
}
