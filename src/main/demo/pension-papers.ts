import type { SetClock } from '#adapters/clock/set-clock.ts';
import {
  addPost,
  leftToPay,
  listFormBs,
  makeFormB,
  payFormB,
  readOpenFormBs,
  setPostPay,
  submitFormB,
} from '#features/pensions/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { pence } from '#rules/money.ts';
import { pensionMonthDays, pensionMonthOf } from '#rules/pension-month.ts';
import { schemeYearOf } from '#rules/tax-year.ts';

type DemoContext = Context & { readonly clock: SetClock };

/** The Forms B of the months before are made, sent and paid over, on the fifth. */
export async function sendForms(ctx: DemoContext, owner: Owner): Promise<void> {
  const on = ctx.clock.today();
  const open = await asOwner(ctx.db, owner, tx => readOpenFormBs(tx, on));
  for (const { month, scheme, step } of open) {
    if (step === 'emptied' || Temporal.PlainDate.compare(pensionMonthDays(month).last, on) >= 0) continue;
    const id = await makeFormB(ctx, owner, month, { scheme });
    await submitFormB(ctx, owner, id, { on, to: 'PCSE Online', reference: `PCSE-${month.replace('-', '')}` });
    const form = (await asOwner(ctx.db, owner, tx => listFormBs(tx))).find(it => it.id === id);
    const left = form && leftToPay(form);
    if (left && left > 0) await payFormB(ctx, owner, id, { paidOn: on, amount: left, differs: false });
  }
}

/** An evening a week for an out-of-hours provider since the month before last, whose contributions it takes itself. */
export async function joinARota(ctx: DemoContext, owner: Owner, today: Temporal.PlainDate): Promise<void> {
  const startedOn = today.with({ day: 1 }).subtract({ months: 2 });
  const post = await addPost(ctx, owner, {
    kind: 'solo',
    employer: 'Aire Out of Hours',
    organisation: null,
    scheme: 'england_and_wales',
    startedOn,
    endedOn: null,
    isContinuous: true,
  });
  const months = [startedOn, startedOn.add({ months: 1 })];
  for (const [year, days] of Map.groupBy(months, schemeYearOf)) {
    await setPostPay(ctx, owner, post, year, {
      pay: days.map(day => ({ month: pensionMonthOf(day), pensionable: pence(62_000), contributed: pence(7750) })),
    });
  }
}
