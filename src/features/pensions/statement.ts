import type { Id } from '#rules/ids.ts';
import { formatPounds, lessPence, type Pence, pence, sumPence, ZERO } from '#rules/money.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import { formatPensionMonth, type PensionMonth, pensionMonthDays } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearOf } from '#rules/tax-year.ts';
import type { KeptFormB } from './form-b-store.ts';

/** What the pension agency says it holds of one scheme year. */
export interface Statement {
  readonly id: Id<'statement'>;
  readonly schemeYear: SchemeYear;
  readonly scheme: PensionScheme;
  readonly statedOn: Temporal.PlainDate;
  readonly source: 'typed' | 'imported';
  readonly fileName: string | null;
  readonly lines: readonly StatementLine[];
}

export interface StatementLine {
  /** Null where it speaks of the whole year. */
  readonly month: PensionMonth | null;
  readonly description: string;
  readonly pensionablePence: Pence;
  readonly employeePence: Pence | null;
  readonly employerPence: Pence | null;
}

/** Finds the day of the statement on which a month of a scheme stands as the ledger has it; undefined while it does not. */
export type SeenOn = (scheme: PensionScheme, month: PensionMonth) => Temporal.PlainDate | undefined;

/** A provider's SOLO work of a month, which the agency's statement holds beside the Forms B. */
export interface SoloFigure {
  readonly scheme: PensionScheme;
  readonly month: PensionMonth;
  readonly name: string;
  readonly pensionablePence: Pence;
  /** Undefined where the provider has not told it. */
  readonly contributedPence: Pence | undefined;
}

/** Pensionable pay and contributions; a figure that is not told is not compared. */
export interface Figures {
  readonly pensionablePence: Pence;
  readonly employeePence: Pence | null;
  readonly employerPence: Pence | null;
}

export interface Comparison {
  /** Null: the whole year. */
  readonly month: PensionMonth | null;
  readonly stated: Figures | undefined;
  /** What the Forms B say that were sent and not rejected, and SOLO work. */
  readonly sent: Figures | undefined;
  /** The part of it that is SOLO work. */
  readonly soloPence: Pence;
  readonly verdict: 'agrees' | 'missing' | 'more' | 'differs';
  /** In words, with the amount. */
  readonly words: string;
  /** What to do about it; empty where nothing is. */
  readonly next: string;
}

/**
 * A statement beside what the ledger has of its year: the Forms B that were sent and not rejected, and the SOLO work of months that were
 * over on its day. By month where it names months, and the year where it gives the year.
 */
export function compareStatement(
  statement: Statement,
  formBs: readonly KeptFormB[],
  solo: readonly SoloFigure[],
): Comparison[] {
  const sent = sentOf(statement, formBs, solo);
  const byMonth = Map.groupBy(
    statement.lines.filter(line => line.month !== null),
    line => line.month as PensionMonth,
  );
  const whole = statement.lines.filter(line => line.month === null);
  const months = byMonth.size === 0 ? [] : [...new Set([...byMonth.keys(), ...sent.map(it => it.month)])].toSorted();
  return [
    ...months.map(month =>
      compare(
        month,
        sumOf(byMonth.get(month) ?? []),
        sent.filter(it => it.month === month),
      ),
    ),
    ...(whole.length > 0 ? [compare(null, sumOf(whole), sent)] : []),
  ];
}

/** The day on which a month stands on the newest statement as the ledger has it; undefined while it does not. */
export function seenOn(
  statements: readonly Statement[],
  formBs: readonly KeptFormB[],
  solo: readonly SoloFigure[],
): SeenOn {
  const seen = new Map<string, Temporal.PlainDate>();
  for (const statement of newestStatements(statements)) {
    const comparisons = compareStatement(statement, formBs, solo);
    const yearAgrees = comparisons.some(it => it.month === null && it.verdict === 'agrees');
    const agreeing = new Set(comparisons.filter(it => it.verdict === 'agrees').map(it => it.month));
    const namesMonths = comparisons.some(it => it.month !== null);
    for (const { month } of sentOf(statement, formBs, solo)) {
      if (namesMonths ? agreeing.has(month) : yearAgrees) seen.set(`${statement.scheme} ${month}`, statement.statedOn);
    }
  }
  return (scheme, month) => seen.get(`${scheme} ${month}`);
}

/** One thing that the agency should hold. */
interface Sent extends Figures {
  readonly month: PensionMonth;
  /** The provider of SOLO work; undefined for a Form B. */
  readonly provider: string | undefined;
}

function sentOf(
  { scheme, schemeYear, statedOn }: Statement,
  formBs: readonly KeptFormB[],
  solo: readonly SoloFigure[],
): Sent[] {
  const forms = formBs.filter(
    form =>
      form.scheme === scheme &&
      form.schemeYear === schemeYear &&
      form.submittedOn !== null &&
      form.rejected === undefined,
  );
  const work = solo.filter(it => {
    const { first, last } = pensionMonthDays(it.month);
    return (
      it.scheme === scheme &&
      schemeYearOf(first) === schemeYear &&
      Temporal.PlainDate.compare(last, statedOn) <= 0 &&
      it.pensionablePence !== 0
    );
  });
  return [
    ...forms.map(form => ({
      month: form.month,
      provider: undefined,
      pensionablePence: form.pensionablePence,
      employeePence: form.employeeTotalPence,
      employerPence: form.employerPence,
    })),
    ...work.map(it => ({
      month: it.month,
      provider: it.name,
      pensionablePence: it.pensionablePence,
      employeePence: it.contributedPence ?? null,
      employerPence: null,
    })),
  ];
}

/** The one that counts of each scheme and year: that of the latest day, of one day the last that was kept. */
export function newestStatements(statements: readonly Statement[]): Statement[] {
  const newest = new Map<string, Statement>();
  for (const it of statements.toSorted(
    (a, b) => Temporal.PlainDate.compare(a.statedOn, b.statedOn) || (a.id < b.id ? -1 : 1),
  )) {
    newest.set(`${it.scheme} ${it.schemeYear}`, it);
  }
  return [...newest.values()];
}

function compare(month: PensionMonth | null, stated: Figures | undefined, its: readonly Sent[]): Comparison {
  const what = month === null ? 'the year' : formatPensionMonth(month);
  const sent = sumOf(its);
  const soloPence = sumPence(its.map(one => (one.provider === undefined ? ZERO : one.pensionablePence)));
  const it = { month, stated, sent, soloPence };
  const [heldPence, sentPence] = [stated?.pensionablePence ?? ZERO, sent?.pensionablePence ?? ZERO];
  if (heldPence === 0 && sentPence > 0) {
    return {
      ...it,
      verdict: 'missing',
      words: `Missing at the agency: ${formatPounds(sentPence)}`,
      next: missingNext(what, its),
    };
  }
  if (sentPence === 0 && heldPence > 0) {
    return {
      ...it,
      verdict: 'more',
      words: `More at the agency: ${formatPounds(heldPence)}`,
      next: 'Look whether it was sent outside this ledger, or belongs to another month. Else tell the agency.',
    };
  }
  const differences = [
    ['pensionable pay', lessPence(heldPence, sentPence)],
    ['your contributions', differenceOf(stated?.employeePence, sent?.employeePence)],
    ['the employer’s contributions', differenceOf(stated?.employerPence, sent?.employerPence)],
  ] as const;
  const told = differences.filter(([, difference]) => difference !== 0);
  if (told.length === 0) return { ...it, verdict: 'agrees', words: 'Agrees', next: '' };
  return {
    ...it,
    verdict: 'differs',
    words: `Differs by ${told
      .map(
        ([name, difference]) =>
          `${formatPounds(pence(Math.abs(difference)))} in ${name}, ${difference > 0 ? 'more' : 'less'} at the agency`,
      )
      .join('; ')}`,
    next: `Compare it with the ${papersOf(its)} of ${what}, line by line, and ask the agency to put its record right.`,
  };
}

function missingNext(what: string, its: readonly Sent[]): string {
  const providers = [...new Set(its.flatMap(one => one.provider ?? []))];
  const forms = its.some(one => one.provider === undefined)
    ? [`Send the agency the Form B of ${what} again, with the payment reference and the proof that you paid.`]
    : [];
  const asks = providers.map(name => `Ask ${name} when it paid over its SOLO contributions of ${what}.`);
  return [...forms, ...asks].join(' ');
}

function papersOf(its: readonly Sent[]): string {
  const [hasForm, hasSolo] = [its.some(one => one.provider === undefined), its.some(one => one.provider !== undefined)];
  return hasForm && hasSolo ? 'Form B and the SOLO work' : hasSolo ? 'SOLO work' : 'Form B';
}

function differenceOf(stated: Pence | null | undefined, sent: Pence | null | undefined): Pence {
  return stated === null || stated === undefined || sent === null || sent === undefined
    ? ZERO
    : lessPence(stated, sent);
}

function sumOf(lines: readonly Figures[]): Figures | undefined {
  if (lines.length === 0) return undefined;
  const all = (of: (line: Figures) => Pence | null) => {
    const told = lines.map(of).filter(amount => amount !== null);
    return told.length === lines.length ? sumPence(told) : null;
  };
  return {
    pensionablePence: sumPence(lines.map(line => line.pensionablePence)),
    employeePence: all(line => line.employeePence),
    employerPence: all(line => line.employerPence),
  };
}
