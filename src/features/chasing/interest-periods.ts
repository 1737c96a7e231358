import type { Paper } from '#platform/document/paper.ts';
import { table } from '#platform/document/table.ts';
import { formatDayShort } from '#rules/dates.ts';
import type { LatePayment } from '#rules/late-payment.ts';
import { formatPercent, formatPounds } from '#rules/money.ts';

/** Interest as a table: the days of each balance, the rate, and what it comes to. */
export function interestPeriods(paper: Paper, interest: LatePayment): void {
  table(
    paper,
    [
      { heading: 'From', share: 0.18 },
      { heading: 'To', share: 0.18 },
      { heading: 'Days', share: 0.1, align: 'right' },
      { heading: 'Owed', share: 0.2, align: 'right' },
      { heading: 'Rate', share: 0.14, align: 'right' },
      { heading: 'Interest', share: 0.2, align: 'right' },
    ],
    interest.periods.map(period => [
      formatDayShort(period.first),
      formatDayShort(period.last),
      String(period.days),
      formatPounds(period.balancePence),
      formatPercent(interest.basisPoints),
      formatPounds(period.interestPence),
    ]),
  );
}
