import type { OwnedTransaction } from '#platform/access.ts';
import { daysBetween } from '#rules/dates.ts';
import { sumPence } from '#rules/money.ts';
import type { TaxDate } from '#rules/tax/payments-on-account.ts';
import { type TaxYear, taxYearBefore, taxYearOf } from '#rules/tax-year.ts';
import { readTaxYearView } from './read-tax-year.ts';
import { listPotMoves, type PotMove } from './store.ts';

/** A day on which tax is due, and the year whose bill says so. */
interface DueTax extends TaxDate {
  readonly year: TaxYear;
}

const AHEAD_DAYS = 30;
const BEHIND_DAYS = 30;
/** A payment to HMRC this long before the day is taken for the one that was due. */
const PAID_WITHIN_DAYS = 60;

/** Payments of tax that are near, or were due lately, and that nobody recorded as paid; none for a company or before anything was received. */
export async function taxDueSoon(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<DueTax[]> {
  const last = taxYearBefore(taxYearOf(today));
  const near = [taxYearBefore(last), last].filter(year => datesAfter(year).some(on => isNear(on, today)));
  if (near.length === 0) return [];
  const moves = await listPotMoves(tx);
  const due: DueTax[] = [];
  for (const year of near) {
    const { answer, isCompany, input } = await readTaxYearView(tx, year);
    if (!answer.ok || isCompany || input.turnoverPence === 0) continue;
    due.push(...answer.estimate.dates.map(date => ({ ...date, year })));
  }
  return due.filter(it => it.pence > 0 && isNear(it.on, today) && !isPaid(it, moves));
}

/** The 31st of January and of July after a year: known without reading anything. */
function datesAfter(year: TaxYear): Temporal.PlainDate[] {
  const ends = Number(year.slice(0, 4)) + 1;
  return [new Temporal.PlainDate(ends + 1, 1, 31), new Temporal.PlainDate(ends + 1, 7, 31)];
}

function isNear(on: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  const days = daysBetween(today, on);
  return days <= AHEAD_DAYS && days >= -BEHIND_DAYS;
}

function isPaid(due: DueTax, moves: readonly PotMove[]): boolean {
  const paid = moves.filter(
    it =>
      it.taxYear !== null &&
      daysBetween(it.movedOn, due.on) <= PAID_WITHIN_DAYS &&
      daysBetween(it.movedOn, due.on) >= -BEHIND_DAYS,
  );
  return sumPence(paid.map(it => it.amountPence)) >= due.pence;
}
