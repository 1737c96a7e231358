import type { OwnedTransaction } from '#platform/access.ts';
import { lessPence, type Pence, pence, sumPence } from '#rules/money.ts';
import { type PutAside, putAside } from '#rules/tax/put-aside.ts';
import { type TaxYear, taxYearBefore, taxYearOf } from '#rules/tax-year.ts';
import { paidFor, potBalance } from './pot.ts';
import { readTaxYearView } from './read-tax-year.ts';
import { listPotMoves, type PotMove } from './store.ts';

/** What should lie in the pot today for one year, and why. */
interface AsidePart {
  readonly year: TaxYear;
  readonly kind: 'this_year_so_far' | 'year_before';
  /** The tax, what was paid of it, and what is left, never below nought. */
  readonly taxPence: Pence;
  readonly paidPence: Pence;
  readonly leftPence: Pence;
}

export interface AsideNow {
  readonly parts: readonly AsidePart[];
  /** Undefined where this year's figures are not known. */
  readonly thisYear: PutAside | undefined;
  readonly neededPence: Pence;
  readonly potPence: Pence;
  /** Still to put aside; negative is more than needed. */
  readonly missingPence: Pence;
  readonly moves: readonly PotMove[];
}

/**
 * The pot against what it is for: this year's tax on what was received so far, and what is left to pay of the year before, where its
 * books are here. By money received, whatever the return goes by. Undefined for a company.
 */
export async function readAside(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<AsideNow | undefined> {
  const year = taxYearOf(today);
  const view = await readTaxYearView(tx, year);
  if (view.isCompany) return undefined;
  const before = await readTaxYearView(tx, taxYearBefore(year));
  const moves = await listPotMoves(tx);
  const cash = { ...view.input, turnoverPence: view.books.cash.turnoverPence };
  const thisYear = putAside(cash, today, view.settings.expectedProfit, view.soFar);
  const part = (kind: AsidePart['kind'], of: TaxYear, taxPence: Pence): AsidePart => {
    const paidPence = paidFor(moves, of);
    return { year: of, kind, taxPence, paidPence, leftPence: pence(Math.max(lessPence(taxPence, paidPence), 0)) };
  };
  const parts = [
    ...(thisYear ? [part('this_year_so_far', year, thisYear.pence)] : []),
    ...(before.answer.ok && before.input.turnoverPence > 0
      ? [part('year_before', before.year, pence(Math.max(before.answer.estimate.owedPence, 0)))]
      : []),
  ];
  const neededPence = sumPence(parts.map(it => it.leftPence));
  const potPence = potBalance(moves);
  return { parts, thisYear, neededPence, potPence, missingPence: lessPence(neededPence, potPence), moves };
}
