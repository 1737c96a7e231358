import { Money } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { lessPence, type Pence } from '#rules/money.ts';
import { atPace, LEAST_DAYS, paceOf } from '#rules/tax/pace.ts';
import { wholeYear } from '#rules/tax/put-aside.ts';
import { estimateTaxYear } from '#rules/tax/tax-year-estimate.ts';
import type { TaxYearView } from '../read-tax-year.ts';
import { rowsHref } from './tax-year-path.ts';

/** Earnings brought to a whole year: what it comes to if it goes on as it did. */
export function YearAtPace({ view, today }: { view: TaxYearView; today: Temporal.PlainDate }) {
  const pace = paceOf(view.year, today);
  if (pace.isOver || view.input.turnoverPence === 0) return null;
  const { turnoverPence, expensesPence } = view.input;
  const profitPence = lessPence(turnoverPence, expensesPence);
  const now = estimateTaxYear(view.input);
  const whole = estimateTaxYear(wholeYear(view.input, today, null, view.soFar).input);
  const lines: Line[] = [
    { what: 'Turnover', now: turnoverPence, year: atPace(turnoverPence, pace), href: turnoverHref(view) },
    {
      what: 'Allowable expenses',
      now: expensesPence,
      year: atPace(expensesPence, pace),
      href: rowsHref(view.year, 'expenses', { allowable: 'yes', basis: view.settings.basis }),
    },
    { what: 'Profit', now: profitPence, year: atPace(profitPence, pace), href: '#books' },
  ];
  if (now.ok && whole.ok && !view.isCompany)
    lines.push({
      what: 'Tax, National Insurance and student loan',
      now: now.estimate.totalPence,
      year: whole.estimate.totalPence,
      href: '#estimate',
    });
  return (
    <section aria-labelledby="pace">
      <h2 id="pace" class="mb-1 text-lg font-medium">
        The whole year at this pace
      </h2>
      <p class="mb-3 max-w-prose text-muted">
        {pace.goneDays} of {pace.yearDays} days are counted as gone
        {pace.goneDays === LEAST_DAYS && ', the least that are counted, so that one good week makes no fortune'}:
        amounts so far, divided by them, times {pace.yearDays}.
      </p>
      <Table
        caption="So far, and the whole year at this pace"
        rows={lines}
        columns={[
          { heading: 'What', lead: true, cell: line => line.what },
          { heading: 'So far', figures: true, cell: line => <Money pence={line.now} href={line.href} /> },
          { heading: 'Whole year', figures: true, cell: line => <Money pence={line.year} href={line.href} /> },
        ]}
      />
    </section>
  );
}

interface Line {
  readonly what: string;
  readonly now: Pence;
  readonly year: Pence;
  readonly href: string;
}

function turnoverHref({ year, settings }: TaxYearView): string {
  return rowsHref(year, settings.basis === 'cash' ? 'received' : 'worked');
}
