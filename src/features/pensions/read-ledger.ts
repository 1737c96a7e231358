import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { type SchemeYear, schemeYearDays } from '#rules/tax-year.ts';
import { listFormBs } from './form-b-store.ts';
import { type LedgerFoot, type LedgerRow, ledgerFoot, ledgerRows } from './ledger.ts';
import { listChases, listSentDays } from './ledger-store.ts';
import { listPensionedWork } from './pensioned-work.ts';
import { seenOn } from './statement.ts';
import { listStatements } from './statements-store.ts';

export interface Ledger {
  readonly year: SchemeYear;
  /** The latest work first, the bookings of one Form A together. */
  readonly rows: readonly LedgerRow[];
  readonly foot: LedgerFoot;
  readonly chases: ReadonlyMap<Id<'formA'>, readonly Temporal.Instant[]>;
}

/** How long before a scheme year work may lie whose money comes in in it. */
const EARLIER = { years: 2 } as const;

/** The pension ledger of a scheme year, as it stands on a day. */
export async function readLedger(tx: OwnedTransaction, year: SchemeYear, today: Temporal.PlainDate): Promise<Ledger> {
  const { first, last } = schemeYearDays(year);
  const work = await listPensionedWork(tx, first.subtract(EARLIER), last);
  const formBs = await listFormBs(tx);
  const rows = ledgerRows({
    work,
    year,
    today,
    sentOn: await listSentDays(tx),
    seenOn: seenOn(await listStatements(tx), formBs),
  });
  const foot = ledgerFoot(rows, formBs, year);
  return { year, rows: rows.toSorted(latestFirst), foot, chases: await listChases(tx) };
}

function latestFirst(a: LedgerRow, b: LedgerRow): number {
  const { compare } = Temporal.PlainDate;
  return (
    compare(b.form?.lastDay ?? b.booking.workDate, a.form?.lastDay ?? a.booking.workDate) ||
    (a.form?.id ?? '').localeCompare(b.form?.id ?? '') ||
    compare(a.booking.workDate, b.booking.workDate)
  );
}
