import type { Organisation } from '#features/organisations/index.ts';
import { allTyped, type FormState, freshForm } from '#platform/form.ts';
import {
  DayField,
  FieldGroup,
  FieldRow,
  Form,
  HiddenField,
  MoneyField,
  SelectField,
  TextArea,
  TextField,
} from '#platform/ui/form.tsx';
import { formatDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import type { Work } from '../payslip.ts';
import { leftOf } from '../read-work.ts';

/** Whose payslip it is: those who have work to pay for stand first. */
export function ChoosePayer({
  works,
  organisations,
}: {
  works: readonly Work[];
  organisations: readonly Organisation[];
}) {
  const waiting = new Set(works.filter(it => leftOf(it) > 0).map(it => it.payerId));
  const [first, rest] = [
    organisations.filter(it => waiting.has(it.id)),
    organisations.filter(it => !waiting.has(it.id)),
  ];
  return (
    <form method="get" action="/payslips/new" class="flex flex-col gap-4">
      <SelectField
        form={freshForm()}
        name="payer"
        label="Agency, umbrella company or employer"
        options={[...first, ...rest].map(it => ({ value: showId('organisation', it.id), label: it.name }))}
      />
      <p>
        <button type="submit" class="btn btn-primary min-h-11">
          Go on
        </button>
      </p>
    </form>
  );
}

/** The boxes of a payslip, and the payer's work beside which the amounts are written. */
export function PayslipFields({ form, works }: { form: FormState; works: readonly Work[] }) {
  return (
    <Form action="/payslips/new" form={form} submit="Keep and check it" cancel="/payslips">
      <HiddenField name="id" value={String(form.values.id ?? '')} />
      <HiddenField name="payer" value={String(form.values.payer ?? '')} />
      <FieldRow>
        <SelectField form={form} name="kind" label="Kind" options={KINDS} />
        <DayField form={form} name="paidOn" label="Paid on" />
        <SelectField form={form} name="period" label="Pay for" options={PERIODS} />
      </FieldRow>
      <FieldRow>
        <MoneyField form={form} name="gross" label="Gross pay" hint="Before anything is taken, holiday pay in it" />
        <MoneyField form={form} name="expenses" label="Expenses paid back" required={false} />
        <MoneyField form={form} name="net" label="Paid out" required={false} hint="Reckoned if left empty" />
      </FieldRow>
      <FieldGroup legend="What was taken">
        <FieldRow>
          <MoneyField form={form} name="tax" label="Tax (PAYE)" required={false} />
          <MoneyField form={form} name="ni" label="National Insurance" required={false} />
          <MoneyField
            form={form}
            name="pension"
            label="Pension"
            hint="Taken before tax, as the NHS scheme does. After tax (relief at source): other deductions."
            required={false}
          />
          <MoneyField form={form} name="loan" label="Student loan" required={false} />
          <MoneyField form={form} name="other" label="Other" required={false} />
        </FieldRow>
      </FieldGroup>
      {works.length > 0 && <Works form={form} works={works} />}
      <TextArea
        form={form}
        name="lines"
        label="Or paste the lines"
        required={false}
        rows={4}
        hint="One a line, with the day and the amount, as the payslip or its CSV file has them: 24/11/2026, 4.5 hours, £416.25"
      />
      <details open={form.values.kind === 'umbrella'} class="border-t border-base-300 pt-2">
        <summary class="min-h-11 cursor-pointer py-2 text-lg font-medium">Umbrella company</summary>
        <p class="mb-4 text-muted">
          From what the agency paid to your gross pay, as the payslip or its reconciliation shows it. Leave it empty for
          any other payslip.
        </p>
        <FieldRow>
          <MoneyField form={form} name="assignment" label="Paid by the agency" required={false} />
          <MoneyField form={form} name="margin" label="Margin" required={false} />
          <MoneyField form={form} name="employerNi" label="Employer’s NI" required={false} />
          <MoneyField form={form} name="levy" label="Apprenticeship levy" required={false} />
          <MoneyField form={form} name="employerPension" label="Employer’s pension" required={false} />
        </FieldRow>
      </details>
      <TextField form={form} name="note" label="Note" required={false} maxlength={500} />
    </Form>
  );
}

const KINDS = [
  { value: 'paye', label: 'Payroll (PAYE)' },
  { value: 'umbrella', label: 'Umbrella company' },
  { value: 'self_bill', label: 'Self-bill, nothing taken' },
];

const PERIODS = [
  { value: 'week', label: 'A week' },
  { value: 'month', label: 'A month' },
  { value: 'other', label: 'Something else' },
];

function Works({ form, works }: { form: FormState; works: readonly Work[] }) {
  // rows may have changed since the form was sent: what was typed stays with its booking
  const amounts = new Map(allTyped(form, 'booking').map((id, at) => [id, allTyped(form, 'amount')[at] ?? ''] as const));
  const rows = { ...form, values: { amount: works.map(it => amounts.get(showId('booking', it.booking.id)) ?? '') } };
  return (
    <FieldGroup legend="What it pays for" hint="Before deductions. Leave a booking empty that is not on this payslip.">
      {works.map((it, at) => (
        <div>
          <HiddenField name="booking" value={showId('booking', it.booking.id)} />
          <MoneyField
            form={rows}
            name="amount"
            index={at}
            required={false}
            label={`${formatDay(it.booking.workDate)}, ${it.booking.organisationName}`}
            hint={
              it.paidPence > 0
                ? `${formatPounds(leftOf(it))} of ${formatPounds(it.expected.totalPence)} is still to be paid`
                : `${formatPounds(it.expected.totalPence)} expected`
            }
          />
        </div>
      ))}
    </FieldGroup>
  );
}
