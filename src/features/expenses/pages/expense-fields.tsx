import { type FormState, typed } from '#platform/form.ts';
import {
  CheckboxField,
  DayField,
  FieldRow,
  HiddenField,
  MoneyField,
  SelectField,
  TextField,
} from '#platform/ui/form.tsx';
import { formatDay } from '#rules/dates.ts';
import { EXPENSE_CATEGORIES } from '#rules/expense-categories.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import type { Expense } from '../expense.ts';
import type { BookingChoice } from '../store.ts';

/** All that is asked of an expense: what, when, how much, and how much of it was for the business. */
export function ExpenseFields({ form, bookings }: { form: FormState; bookings: readonly BookingChoice[] }) {
  return (
    <>
      {typed(form, 'id') !== '' && <HiddenField name="id" value={typed(form, 'id')} />}
      <TextField form={form} name="description" label="What it was for" />
      <CategoryField form={form} />
      <FieldRow>
        <DayField form={form} name="spentOn" label="Day" />
        <MoneyField form={form} name="amount" label="Amount" />
        <ShareField form={form} />
      </FieldRow>
      <SelectField
        form={form}
        name="booking"
        label="For the booking"
        required={false}
        empty="None in particular"
        options={bookings.map(it => ({
          value: showId('booking', it.id),
          label: `${formatDay(it.day)}, ${it.organisation}`,
        }))}
      />
      <CheckboxField
        form={form}
        name="isBilled"
        label="Billed to the practice of that booking"
        hint="It stays an expense of yours: what the practice pays for it counts as income."
      />
      <CheckboxField
        form={form}
        name="isCapital"
        label="A thing that lasts for years, such as a computer or an examination couch"
        hint="Kept apart from running costs: the law has rules of its own for it."
      />
    </>
  );
}

export function CategoryField({ form, label = 'Category' }: { form: FormState; label?: string }) {
  return (
    <SelectField
      form={form}
      name="category"
      label={label}
      empty="Choose …"
      options={EXPENSE_CATEGORIES.map(it => ({ value: it.key, label: it.label }))}
    />
  );
}

export function ShareField({ form }: { form: FormState }) {
  return (
    <TextField
      form={form}
      name="businessShare"
      label="Business share, %"
      hint="Less than 100 where it is private too"
      inputmode="decimal"
      width="w-28"
      required={false}
    />
  );
}

/** An expense as its form shows it. */
export function valuesOf(expense: Expense) {
  return {
    description: expense.description,
    category: expense.category,
    spentOn: expense.spentOn.toString(),
    amount: plainPounds(expense.paidPence),
    businessShare: percentOf(expense.businessBasisPoints),
    booking: expense.bookingId ? showId('booking', expense.bookingId) : '',
    isBilled: expense.isBilled ? 'on' : '',
    isCapital: expense.isCapital ? 'on' : '',
  };
}

/** `62.5`: basis points as somebody types a percentage. */
export function percentOf(basisPoints: number): string {
  return String(basisPoints / 100);
}
