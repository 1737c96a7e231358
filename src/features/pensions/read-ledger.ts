import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { type SchemeYear, schemeYearDays } from '#rules/tax-year.ts';
import { listFormBs } from './form-b-store.ts';
import { type LedgerFoot, type LedgerRow, ledgerFoot, ledgerRows } from './ledger.ts';
import { listChases, listSentDays } from './ledger-store.ts';
import { listPensionedWork } from './pensioned-work.ts';
import { type SoloRow, soloRows } from './solo-ledger.ts';
import { listSoloSteps } from './solo-steps-store.ts';
import { readSoloYears } from './solo-works.ts';
import { type SoloFigure, seenOn } from './statement.ts';
import { listStatements } from './statements-store.ts';

export interface Ledger {
  readonly year: SchemeYear;
  /** The latest work first, the bookings of one Form A together. */
  readonly rows: readonly LedgerRow[];
  /** SOLO work by provider and month, the latest first. */
  readonly solo: readonly SoloRow[];
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
  const soloYears = await readSoloYears(tx, year);
  const seen = seenOn(await listStatements(tx), formBs, soloYears.flatMap(soloFigures));
  const rows = ledgerRows({ work, year, today, sentOn: await listSentDays(tx), seenOn: seen });
  const stepsOf = await listSoloSteps(tx);
  return {
    year,
    rows: rows.toSorted(latestFirst),
    solo: soloYears.flatMap(it => soloRows(it.scheme, it.providers, stepsOf, seen)),
    foot: ledgerFoot(rows, formBs, year),
    chases: await listChases(tx),
  };
}

/** The SOLO work of a scheme year in all schemes, as a statement is compared with it. */
export async function readSoloFigures(tx: OwnedTransaction, year: SchemeYear): Promise<SoloFigure[]> {
  return (await readSoloYears(tx, year)).flatMap(soloFigures);
}

type SoloOfScheme = Awaited<ReturnType<typeof readSoloYears>>[number];

function soloFigures({ scheme, providers }: SoloOfScheme): SoloFigure[] {
  return providers.flatMap(({ name, months }) =>
    months.map(({ month, pensionablePence, contributedPence }) => ({
      scheme,
      month,
      name,
      pensionablePence,
      contributedPence,
    })),
  );
}

function latestFirst(a: LedgerRow, b: LedgerRow): number {
  const { compare } = Temporal.PlainDate;
  return (
    compare(b.form?.lastDay ?? b.booking.workDate, a.form?.lastDay ?? a.booking.workDate) ||
    (a.form?.id ?? '').localeCompare(b.form?.id ?? '') ||
    compare(a.booking.workDate, b.booking.workDate)
  );
}
