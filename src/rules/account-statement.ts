import { DEBT_AGES, type DebtAge, debtAge } from './debt-age.ts';
import { type Pence, sumPence } from './money.ts';

/** Something that changed what an organisation owes: an invoice above nought, money and credit below. */
export interface AccountEntry {
  readonly on: Temporal.PlainDate;
  readonly what: string;
  readonly amountPence: Pence;
}

export interface AccountRow extends AccountEntry {
  /** What was owed after it; below nought where more came than was asked. */
  readonly balancePence: Pence;
}

export interface AccountPeriod {
  readonly openingPence: Pence;
  readonly rows: readonly AccountRow[];
  readonly closingPence: Pence;
}

/**
 * What happened from one day to another, both included, in pence with a running balance; what was before makes the opening balance, what
 * comes after does not count. Entries of one day keep their order.
 */
export function accountPeriod(
  entries: readonly AccountEntry[],
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): AccountPeriod {
  const inOrder = entries.toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on));
  const before = inOrder.filter(it => Temporal.PlainDate.compare(it.on, from) < 0);
  const openingPence = sumPence(before.map(it => it.amountPence));
  let balancePence = openingPence;
  const rows = inOrder
    .filter(it => Temporal.PlainDate.compare(it.on, from) >= 0 && Temporal.PlainDate.compare(it.on, to) <= 0)
    .map(it => {
      balancePence = sumPence([balancePence, it.amountPence]);
      return { ...it, balancePence };
    });
  return { openingPence, rows, closingPence: balancePence };
}

/** What is open by age, in pence; every age is there. */
export function sumsByAge(
  open: readonly { readonly dueDate: Temporal.PlainDate; readonly outstandingPence: Pence }[],
  on: Temporal.PlainDate,
): ReadonlyMap<DebtAge, Pence> {
  return new Map(
    DEBT_AGES.map(age => [
      age,
      sumPence(open.filter(it => debtAge(it.dueDate, on) === age).map(it => it.outstandingPence)),
    ]),
  );
}
