import { daysBetween } from './dates.ts';

/** How old a debt is, counted from its due day. */
export const DEBT_AGES = ['not_due', 'to_30', 'to_60', 'to_90', 'over_90'] as const;

export type DebtAge = (typeof DEBT_AGES)[number];

export const DEBT_AGE_LABELS: Readonly<Record<DebtAge, string>> = {
  not_due: 'Not due',
  to_30: '1–30 days',
  to_60: '31–60 days',
  to_90: '61–90 days',
  over_90: 'Over 90 days',
};

/** The age on a day of a debt that is due on another. */
export function debtAge(dueOn: Temporal.PlainDate, today: Temporal.PlainDate): DebtAge {
  const late = daysBetween(dueOn, today);
  if (late <= 0) return 'not_due';
  if (late <= 30) return 'to_30';
  if (late <= 60) return 'to_60';
  return late <= 90 ? 'to_90' : 'over_90';
}
