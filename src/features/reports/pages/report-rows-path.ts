import { type Id, readId, showId } from '#rules/ids.ts';
import type { Period } from '#rules/report-period.ts';
import { hrefOf } from './period-form.tsx';

export const ROWS_OF = ['earned', 'booked', 'money', 'spent'] as const;
export type RowsOf = (typeof ROWS_OF)[number];

/** Where the rows of a figure are. An organisation is named by its database id and shown with its prefix. */
export function rowsHref(period: Period, of: RowsOf, filter: Readonly<Record<string, string>> = {}): string {
  const { organisation, ...rest } = filter;
  const shown =
    organisation === undefined ? {} : { organisation: showId('organisation', organisation as Id<'organisation'>) };
  return hrefOf('/reports/rows', period, { of, ...rest, ...shown });
}

/** The other way round. */
export function organisationAsked(text: string | undefined): Id<'organisation'> | undefined {
  return text === undefined ? undefined : readId('organisation', text);
}
