import { WORK_TYPE_LABELS, WORK_TYPES } from '#features/bookings/index.ts';
import { KIND_LABELS, ORGANISATION_KINDS } from '#features/organisations/index.ts';
import { allTyped, type FormState, typed } from '#platform/form.ts';
import {
  CheckboxField,
  FieldGroup,
  FieldRow,
  Form,
  MoneyField,
  SelectField,
  TextArea,
  TextField,
} from '#platform/ui/form.tsx';
import { RATE_KIND_LABELS, RATE_KINDS } from '#rules/booking-fee.ts';
import { MOST_DAYS } from '../input.ts';

const ROWS_AT_ONCE = 5;

/** What an organisation asks for: days in rows, the rate it offers, who it is. */
export function RequestForm(props: {
  action: string;
  form: FormState;
  locum: string;
  /** The locum's own terms for instant booking, in words; undefined where it is not offered. */
  instantTerms: string | undefined;
}) {
  const { form } = props;
  return (
    <Form action={props.action} form={form} submit="Send the request">
      {/* what Enter presses is the first button of a form: it shall send, not add rows */}
      <p class="sr-only" aria-hidden="true">
        <button type="submit" tabindex={-1}>
          Send the request
        </button>
      </p>
      <Days form={form} />
      <FieldGroup legend="The work">
        <SelectField
          form={form}
          name="workType"
          label="Type of work"
          empty="Choose …"
          options={WORK_TYPES.map(value => ({ value, label: WORK_TYPE_LABELS[value] }))}
        />
        <FieldRow>
          <SelectField
            form={form}
            name="rateKind"
            label="Paid by"
            options={RATE_KINDS.map(value => ({ value, label: RATE_KIND_LABELS[value] }))}
          />
          <MoneyField
            form={form}
            name="rate"
            label="Rate offered"
            required={false}
            hint="Empty: the locum proposes one"
          />
        </FieldRow>
        <TextArea
          form={form}
          name="notes"
          label="Notes"
          required={false}
          hint="Such as clinics, home visits, parking, clinical system. No patient details, please."
        />
        {props.instantTerms !== undefined && (
          <CheckboxField
            form={form}
            name="instant"
            label={`Book at once where the days are free, at ${props.locum}’s own terms: ${props.instantTerms}`}
          />
        )}
      </FieldGroup>
      <FieldGroup legend="Your organisation">
        <TextField form={form} name="organisationName" label="Name" autocomplete="organization" />
        <TextArea
          form={form}
          name="organisationAddress"
          label="Address"
          rows={2}
          autocomplete="street-address"
          hint="As it is to stand on the invoice"
        />
        <FieldRow>
          <SelectField
            form={form}
            name="organisationKind"
            label="Kind"
            empty="Choose …"
            options={ORGANISATION_KINDS.map(value => ({ value, label: KIND_LABELS[value] }))}
          />
          <TextField
            form={form}
            name="organisationPostcode"
            label="Postcode"
            required={false}
            autocomplete="postal-code"
            width="w-32"
          />
        </FieldRow>
      </FieldGroup>
      <FieldGroup legend="You" hint="The request is sent on once you have confirmed your address by a link.">
        <FieldRow>
          <TextField form={form} name="contactName" label="Your name" autocomplete="name" width="w-64" />
          <TextField
            form={form}
            name="contactEmail"
            label="Work email address"
            type="email"
            autocomplete="email"
            inputmode="email"
            width="w-72"
          />
        </FieldRow>
        <TextField
          form={form}
          name="contactPhone"
          label="Telephone"
          type="tel"
          required={false}
          autocomplete="tel"
          inputmode="tel"
          width="w-56"
        />
        <p class="sr-only" aria-hidden="true">
          <label for="f-website">Leave this empty</label>
          <input id="f-website" name="website" type="text" tabindex={-1} autocomplete="off" />
        </p>
      </FieldGroup>
    </Form>
  );
}

function Days({ form }: { form: FormState }) {
  const shown = allTyped(form, 'dayDate').length;
  const rows = Math.min(MOST_DAYS, Math.max(ROWS_AT_ONCE, typed(form, 'more') ? shown + ROWS_AT_ONCE : shown));
  const error = form.errors.dayDate;
  return (
    <fieldset
      id="f-dayDate"
      class="border-t border-base-300 pt-4"
      aria-describedby={error ? 'f-dayDate-error' : undefined}
    >
      <legend class="float-left mb-1 w-full text-lg font-medium">Days and times</legend>
      <p class="clear-left mb-2 text-muted">
        One row a day. Leave rows empty that you do not need. An end before the start is on the next day.
      </p>
      {error && (
        <p id="f-dayDate-error" class="mb-2 text-sm font-medium text-error">
          {error}
        </p>
      )}
      <div class="flex flex-col gap-3">
        {Array.from({ length: rows }, (_, i) => (
          <div class="flex flex-wrap items-center gap-2">
            <input
              type="date"
              name="dayDate"
              aria-label={`Day ${i + 1}`}
              value={allTyped(form, 'dayDate')[i] ?? ''}
              class="input min-h-11 w-44"
            />
            <input
              type="time"
              name="dayStart"
              aria-label={`Start of day ${i + 1}`}
              value={allTyped(form, 'dayStart')[i] ?? ''}
              class="input min-h-11 w-32"
            />
            <span aria-hidden="true">to</span>
            <input
              type="time"
              name="dayEnd"
              aria-label={`End of day ${i + 1}`}
              value={allTyped(form, 'dayEnd')[i] ?? ''}
              class="input min-h-11 w-32"
            />
          </div>
        ))}
      </div>
      {rows < MOST_DAYS && (
        <button type="submit" name="more" value="1" class="btn mt-3 min-h-11" formnovalidate>
          More days
        </button>
      )}
    </fieldset>
  );
}
