import { formatDayShort } from '../dates.ts';
import { formatPercent, formatPounds, type Pence, pence } from '../money.ts';
import type { YearPart, YearReckoning } from './reckon-year.ts';

/** One line of the comparison, in words for page and browser alike. */
export interface OutcomeRow {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** A year as it is heading against the same year with the changes; a year of several tables has a row for each part. */
export function outcomeRows(before: YearReckoning, after: YearReckoning): OutcomeRow[] {
  const row = (label: string, of: (year: YearReckoning) => string): OutcomeRow => ({
    label,
    before: of(before),
    after: of(after),
  });
  const partRows = (label: string, of: (part: YearPart) => string) =>
    after.parts.map(({ first, last }, at) =>
      row(after.parts.length === 1 ? label : `${label}, ${formatDayShort(first)} to ${formatDayShort(last)}`, year => {
        const part = year.parts[at];
        return part ? of(part) : '–';
      }),
    );
  return [
    row('Pensionable income', year => formatPounds(year.pensionablePence)),
    ...partRows('Days of service', part => `${part.days} of ${part.baseDays}`),
    ...partRows('A year of it', part => amount(part.annualisedPence)),
    ...partRows('Tier due', part => (part.due.ok ? formatPercent(part.due.tier.basisPoints) : '–')),
    row('Contributions due for the year', year => amount(year.duePence)),
    row('Still to pay, what was taken left out', year => amount(year.differencePence)),
  ];
}

/** What the changes do to the contributions of the year, as a sentence. */
export function outcomeSentence(before: YearReckoning, after: YearReckoning): string {
  if (before.duePence === undefined || after.duePence === undefined)
    return 'The tiers of this year are not known, so contributions cannot be compared.';
  const more = pence(after.duePence - before.duePence);
  const income = pence(after.pensionablePence - before.pensionablePence);
  if (more === 0 && income === 0) return 'Nothing changes.';
  const contributions =
    more === 0
      ? 'Contributions stay the same'
      : `Contributions ${more > 0 ? 'rise' : 'fall'} by ${formatPounds(size(more))}`;
  if (income === 0) return `${contributions}, on the same pensionable income.`;
  return `${contributions}, on ${formatPounds(size(income))} ${income > 0 ? 'more' : 'less'} pensionable income.`;
}

function amount(value: Pence | undefined): string {
  return value === undefined ? '–' : formatPounds(value);
}

function size(value: Pence): Pence {
  return pence(Math.abs(value));
}
