import type { Pence } from '../money.ts';
import type { PensionMonth } from '../pension-month.ts';
import type { SchemeYear } from '../tax-year.ts';
import type { PensionPiece, YearInput } from './reckon-year.ts';
import type { PensionScheme } from './scheme.ts';
import type { TierTable } from './tier-tables.ts';

/** A year's input as text, for a page to hand to the browser. */
export function writeYear(input: YearInput): string {
  return JSON.stringify(input);
}

/** The input again, days as days. For text that {@link writeYear} wrote. */
export function readYear(text: string): YearInput {
  const it = JSON.parse(text) as Written;
  return {
    scheme: it.scheme,
    year: it.year,
    pieces: it.pieces.map(piece => ({
      ...piece,
      usedBasisPoints: piece.usedBasisPoints,
      periods: piece.periods.map(run),
    })),
    cover: it.cover.map(run),
    daysAdjustment: it.daysAdjustment,
    annualises: it.annualises,
    knownOn: Temporal.PlainDate.from(it.knownOn),
    ...(it.enteredTiers ? { enteredTiers: table(it.enteredTiers) } : {}),
  };
}

interface WrittenRun {
  readonly from: string;
  readonly to: string;
}

interface WrittenPiece extends Omit<PensionPiece, 'periods' | 'usedBasisPoints'> {
  readonly month: PensionMonth;
  readonly pensionablePence: Pence;
  readonly usedBasisPoints?: number | undefined;
  readonly periods: readonly WrittenRun[];
}

interface Written {
  readonly scheme: PensionScheme;
  readonly year: SchemeYear;
  readonly pieces: readonly WrittenPiece[];
  readonly cover: readonly WrittenRun[];
  readonly daysAdjustment: number;
  readonly annualises?: boolean | undefined;
  readonly knownOn: string;
  readonly enteredTiers?: WrittenTable;
}

interface WrittenTable extends Pick<TierTable, 'bounds' | 'rates' | 'grade' | 'source'> {
  readonly validFrom: string;
  readonly validTo: string;
  readonly entered: { readonly readAt: string; readonly readOn: string };
}

function table({ entered, ...it }: WrittenTable): TierTable {
  return {
    ...it,
    validFrom: Temporal.PlainDate.from(it.validFrom),
    validTo: Temporal.PlainDate.from(it.validTo),
    knownFrom: undefined,
    days: undefined,
    entered: { readAt: entered.readAt, readOn: Temporal.PlainDate.from(entered.readOn) },
  };
}

function run(written: WrittenRun) {
  return { from: Temporal.PlainDate.from(written.from), to: Temporal.PlainDate.from(written.to) };
}
