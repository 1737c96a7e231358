import { askedOf, type FormState } from '#platform/form.ts';
import { DayField, ErrorSummary, FieldRow, SelectField } from '#platform/ui/form.tsx';
import type { WebContext } from '#platform/web.ts';
import { PERIOD_KINDS, PERIOD_LABELS, type Period, yearPeriod } from '#rules/report-period.ts';
import { periodInput } from '../input.ts';

const YEARS_SHOWN = 6;

/** The period of the address: the running tax year where none is asked for. What cannot be read is told in the form. */
export function periodOf(
  c: WebContext,
  today: Temporal.PlainDate,
): { readonly period: Period; readonly form: FormState; readonly isWrong: boolean } {
  const { form, input } = askedOf(c, periodInput(today), ['period', 'year', 'from', 'to']);
  const period = input ?? yearPeriod('tax_year', today);
  const isWrong = Object.keys(form.errors).length > 0;
  return { period, isWrong, form: isWrong ? form : { errors: {}, values: valuesOf(period) } };
}

/** The address of a page about a period. */
export function hrefOf(path: string, period: Period, more: Readonly<Record<string, string>> = {}): string {
  return `${path}?${new URLSearchParams({ ...queryOf(period), ...more })}`;
}

/** Year by year, or own dates. */
export function PeriodForm({ action, form, today }: { action: string; form: FormState; today: Temporal.PlainDate }) {
  const years = Array.from({ length: YEARS_SHOWN }, (_, back) => today.subtract({ years: back }));
  const options = [
    ...new Set((['tax_year', 'calendar_year'] as const).flatMap(kind => years.map(day => yearPeriod(kind, day).year))),
  ];
  return (
    <form method="get" action={action} class="flex flex-col gap-2">
      <ErrorSummary form={form} />
      <FieldRow>
        <SelectField
          form={form}
          name="period"
          label="Period"
          options={PERIOD_KINDS.map(value => ({ value, label: PERIOD_LABELS[value] }))}
        />
        <SelectField
          form={form}
          name="year"
          label="Year"
          required={false}
          empty="This one"
          options={options.map(value => ({ value, label: value.replace('-', '/') }))}
        />
        <DayField form={form} name="from" label="From" required={false} />
        <DayField form={form} name="to" label="To" required={false} />
        <button type="submit" class="btn mt-7 min-h-11">
          Show
        </button>
      </FieldRow>
      <p class="text-sm text-muted">The days count for “Own dates” only.</p>
    </form>
  );
}

function queryOf({ kind, year, first, last }: Period): Record<string, string> {
  return kind === 'own' ? { period: kind, from: first.toString(), to: last.toString() } : { period: kind, year };
}

function valuesOf(period: Period): Record<string, string> {
  return { ...queryOf(period), from: period.first.toString(), to: period.last.toString() };
}
