import type { Organisation } from '#features/organisations/index.ts';
import { allTyped, type FormState } from '#platform/form.ts';
import { CheckboxField, FieldRow, Form, HiddenField, MoneyField, SelectField, TextArea } from '#platform/ui/form.tsx';
import { RATE_KIND_LABELS, RATE_KINDS } from '#rules/booking-fee.ts';
import { formatDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import type { BookingRequest } from '../request.ts';
import { dayWords } from '../request-words.ts';

/** Which days at which rate; with `counter` also at which times. */
export function AnswerForm(props: {
  action: string;
  form: FormState;
  request: BookingRequest;
  organisations: readonly Organisation[];
  kind: 'accept' | 'counter';
}) {
  const { form, request, kind } = props;
  return (
    <Form
      action={props.action}
      form={form}
      submit={kind === 'accept' ? 'Accept and book' : 'Send the proposal'}
      tone={kind === 'accept' ? 'primary' : 'neutral'}
    >
      <fieldset id={`f-${kind}-days`}>
        <legend class="mb-2 text-lg font-medium">{kind === 'accept' ? 'Accept' : 'Days you can do'}</legend>
        {request.days.map((day, i) =>
          kind === 'accept' ? (
            <div class="mb-2 flex flex-wrap items-center gap-3">
              <HiddenField name="dayId" value={day.id} />
              <CheckboxField form={form} name="days" value={day.id} label={dayWords(day)} />
              <Units form={form} day={formatDay(day.date)} i={i} />
            </div>
          ) : (
            <div class="mb-2 flex flex-wrap items-center gap-3">
              <HiddenField name="dayId" value={day.id} />
              <label class="flex min-h-11 items-center gap-3">
                <input
                  type="checkbox"
                  name="days"
                  value={day.id}
                  checked={allTyped(form, 'days').includes(day.id)}
                  class="checkbox"
                />
                {formatDay(day.date)}
              </label>
              <input
                type="time"
                name="dayStart"
                aria-label={`Start on ${formatDay(day.date)}`}
                value={allTyped(form, 'dayStart')[i] ?? ''}
                class="input min-h-11 w-32"
              />
              <span aria-hidden="true">to</span>
              <input
                type="time"
                name="dayEnd"
                aria-label={`End on ${formatDay(day.date)}`}
                value={allTyped(form, 'dayEnd')[i] ?? ''}
                class="input min-h-11 w-32"
              />
              <Units form={form} day={formatDay(day.date)} i={i} />
            </div>
          ),
        )}
        <p class="text-sm text-muted">
          How many sessions or days each counts as matters where it is paid by the session or day.
        </p>
        {form.errors.dayUnits && <p class="text-sm font-medium text-error">{form.errors.dayUnits}</p>}
        {form.errors.days && <p class="text-sm font-medium text-error">{form.errors.days}</p>}
        {form.errors.dayStart && <p class="text-sm font-medium text-error">{form.errors.dayStart}</p>}
      </fieldset>
      <FieldRow>
        <SelectField
          form={form}
          name="rateKind"
          label="Paid by"
          options={RATE_KINDS.map(value => ({ value, label: RATE_KIND_LABELS[value] }))}
        />
        <MoneyField form={form} name="rate" label="Rate" />
      </FieldRow>
      <SelectField
        form={form}
        name="organisation"
        label="In your address book"
        options={[
          { value: 'new', label: `Add ${request.organisationName} with this contact` },
          ...props.organisations.map(it => ({ value: showId('organisation', it.id), label: it.name })),
        ]}
        hint="Its terms of payment and cancellation, and its break, go onto the bookings."
      />
      <CheckboxField form={form} name="pensionable" label="The work is pensionable" />
      {kind === 'counter' && <TextArea form={form} name="note" label="Note to them" required={false} rows={3} />}
    </Form>
  );
}

function Units({ form, day, i }: { form: FormState; day: string; i: number }) {
  return (
    <label class="flex min-h-11 items-center gap-2 text-muted">
      counts as
      <input
        type="text"
        inputmode="decimal"
        name="dayUnits"
        aria-label={`Sessions or days that ${day} counts as`}
        value={allTyped(form, 'dayUnits')[i] ?? ''}
        class="input min-h-11 w-16"
      />
    </label>
  );
}
