import type { Id } from '#rules/ids.ts';
import { formatPounds, lessPence, type Pence, pence, sumPence, ZERO } from '#rules/money.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import { formatPensionMonth, type PensionMonth } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
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
  /** What the Forms B say that were sent and not rejected. */
  readonly sent: Figures | undefined;
  readonly verdict: 'agrees' | 'missing' | 'more' | 'differs';
  /** In words, with the amount. */
  readonly words: string;
  /** What to do about it; empty where nothing is. */
  readonly next: string;
}

/** A statement beside the Forms B of its year: by month where it names months, and the year where it gives the year. */
export function compareStatement(statement: Statement, formBs: readonly KeptFormB[]): Comparison[] {
  const sent = formBs.filter(
    form =>
      form.scheme === statement.scheme &&
      form.schemeYear === statement.schemeYear &&
      form.submittedOn !== null &&
      form.rejected === undefined,
  );
  const byMonth = Map.groupBy(
    statement.lines.filter(line => line.month !== null),
    line => line.month as PensionMonth,
  );
  const whole = statement.lines.filter(line => line.month === null);
  const months =
    byMonth.size === 0 ? [] : [...new Set([...byMonth.keys(), ...sent.map(form => form.month)])].toSorted();
  return [
    ...months.map(month =>
      compare(month, sumOf(byMonth.get(month) ?? []), sumOfForms(sent.filter(form => form.month === month))),
    ),
    ...(whole.length > 0 ? [compare(null, sumOf(whole), sumOfForms(sent))] : []),
  ];
}

/** The day on which a month stands on the newest statement as the Forms B have it; undefined while it does not. */
export function seenOn(
  statements: readonly Statement[],
  formBs: readonly KeptFormB[],
): (scheme: PensionScheme, month: PensionMonth) => Temporal.PlainDate | undefined {
  const seen = new Map<string, Temporal.PlainDate>();
  for (const statement of newestStatements(statements)) {
    const comparisons = compareStatement(statement, formBs);
    const yearAgrees = comparisons.some(it => it.month === null && it.verdict === 'agrees');
    const agreeing = new Set(comparisons.filter(it => it.verdict === 'agrees').map(it => it.month));
    const namesMonths = comparisons.some(it => it.month !== null);
    for (const form of formBs) {
      if (form.scheme !== statement.scheme || form.schemeYear !== statement.schemeYear) continue;
      if (namesMonths ? agreeing.has(form.month) : yearAgrees)
        seen.set(`${form.scheme} ${form.month}`, statement.statedOn);
    }
  }
  return (scheme, month) => seen.get(`${scheme} ${month}`);
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

function compare(month: PensionMonth | null, stated: Figures | undefined, sent: Figures | undefined): Comparison {
  const what = month === null ? 'the year' : formatPensionMonth(month);
  const it = { month, stated, sent };
  const [heldPence, sentPence] = [stated?.pensionablePence ?? ZERO, sent?.pensionablePence ?? ZERO];
  if (heldPence === 0 && sentPence > 0) {
    return {
      ...it,
      verdict: 'missing',
      words: `Missing at the agency: ${formatPounds(sentPence)}`,
      next: `Send the agency the Form B of ${what} again, with the payment reference and the proof that you paid.`,
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
    next: `Compare it with the Form B of ${what}, line by line, and ask the agency to put its record right.`,
  };
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

function sumOfForms(forms: readonly KeptFormB[]): Figures | undefined {
  return sumOf(
    forms.map(form => ({
      pensionablePence: form.pensionablePence,
      employeePence: form.employeeTotalPence,
      employerPence: form.employerPence,
    })),
  );
}
