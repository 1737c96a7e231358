import type { Organisation } from '#features/organisations/index.ts';
import type { FormState, FormValues } from '#platform/form.ts';
import {
  CheckboxField,
  DayField,
  FieldGroup,
  FieldRow,
  Form,
  HiddenField,
  MoneyField,
  SelectField,
  TextArea,
  TextField,
  TimeField,
} from '#platform/ui/form.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { formatTime, londonTime } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { approvedCarRate } from '#rules/mileage-rates.ts';
import { plainPounds } from '#rules/money.ts';
import { BILLING_MODE_LABELS, BILLING_MODES, type Booking, WORK_TYPE_LABELS, WORK_TYPES } from '../booking.ts';

export interface BookingFormProps {
  readonly action: string;
  readonly form: FormState;
  readonly submit: string;
  readonly cancel: string;
  readonly organisations: readonly Organisation[];
  /** Why the work cannot be pensioned; undefined where it can. */
  readonly whyNotPensionable: string | undefined;
  /** Only a new booking can be an offer. */
  readonly isNew: boolean;
  /** What the times come too near to; `seen` is sent back with them. */
  readonly warning: { readonly words: string; readonly seen: string } | undefined;
}

/** What is agreed. The total below is reckoned while typing, by the same rules as on the server; without script it is shown after saving. */
export function BookingForm(props: BookingFormProps) {
  const { form } = props;
  return (
    <booking-total>
      <Form action={props.action} form={form} submit={props.submit} cancel={props.cancel}>
        {props.isNew && <HiddenField name="id" value={String(form.values.id ?? '')} />}
        {props.warning && (
          <Caution>
            <p>{props.warning.words} Nothing is saved yet: change the times, or book it all the same.</p>
            <HiddenField name="seen" value={props.warning.seen} />
          </Caution>
        )}
        <SelectField
          form={form}
          name="organisation"
          label="Organisation"
          empty="Choose …"
          options={props.organisations.map(it => ({ value: showId('organisation', it.id), label: it.name }))}
        />
        <FieldRow>
          <DayField form={form} name="date" label="Day" />
          <TimeField form={form} name="start" label="Start" />
          <TimeField form={form} name="end" label="End" hint="Before the start: the next day" />
          <TextField
            form={form}
            name="breakMinutes"
            label="Unpaid break, minutes"
            required={false}
            inputmode="numeric"
            width="w-28"
          />
        </FieldRow>
        <SelectField
          form={form}
          name="workType"
          label="Type of work"
          options={WORK_TYPES.map(value => ({ value, label: WORK_TYPE_LABELS[value] }))}
        />
        <FieldRow>
          <SelectField form={form} name="rateKind" label="Paid by" options={RATES} />
          <MoneyField form={form} name="rate" label="Rate" />
          <TextField
            form={form}
            name="units"
            label="Sessions or days"
            required={false}
            inputmode="decimal"
            width="w-28"
            hint="1 unless told"
          />
        </FieldRow>
        <FieldRow>
          <TextField
            form={form}
            name="miles"
            label="Miles to recharge"
            required={false}
            inputmode="decimal"
            width="w-28"
          />
          <TextField
            form={form}
            name="mileageRate"
            label="Pence a mile"
            required={false}
            inputmode="numeric"
            width="w-28"
            hint="HMRC’s rate unless told"
          />
        </FieldRow>
        <p>
          Worth{' '}
          <output class="font-semibold tabular-nums" data-total>
            {' '}
          </output>
        </p>
        <FieldGroup legend="Billing and pension">
          <FieldRow>
            <SelectField
              form={form}
              name="billingMode"
              label="Who pays"
              options={BILLING_MODES.map(value => ({ value, label: BILLING_MODE_LABELS[value] }))}
            />
            <TextField
              form={form}
              name="paymentTermsDays"
              label="Days to pay"
              required={false}
              inputmode="numeric"
              width="w-28"
              hint="As usual unless told"
            />
          </FieldRow>
          {props.whyNotPensionable === undefined ? (
            <CheckboxField
              form={form}
              name="pensionable"
              label="Pensionable in the NHS scheme"
              hint={
                <>
                  Only NHS work that you invoice for yourself. Work for a practice goes on Forms A and B; out of hours
                  and federations by SOLO.{' '}
                  <a class="link" href="/pension/routes">
                    Which form, and why
                  </a>
                </>
              }
            />
          ) : (
            <p class="text-sm text-muted">{props.whyNotPensionable}</p>
          )}
        </FieldGroup>
        <TextArea
          form={form}
          name="siteNotes"
          label="Notes"
          required={false}
          rows={3}
          hint="Parking, door code, who to ask for"
        />
        {props.isNew && (
          <SelectField
            form={form}
            name="state"
            label="Where it stands"
            options={[
              { value: 'confirmed', label: 'Agreed' },
              { value: 'offered', label: 'Offered to me, not agreed yet' },
            ]}
          />
        )}
      </Form>
    </booking-total>
  );
}

const RATES = [
  { value: 'hourly', label: 'the hour' },
  { value: 'session', label: 'the session' },
  { value: 'day', label: 'the day' },
  { value: 'fixed', label: 'a fixed sum' },
];

/** A new booking, with what its organisation usually has. */
export function valuesForNew(id: string, date: Temporal.PlainDate, organisation: Organisation | undefined): FormValues {
  return {
    id,
    organisation: organisation ? showId('organisation', organisation.id) : '',
    date: date.toString(),
    start: '08:30',
    end: '13:00',
    breakMinutes: organisation && organisation.breakMinutes > 0 ? String(organisation.breakMinutes) : '',
    workType: 'surgery',
    rateKind: organisation?.rateKind ?? 'session',
    rate: organisation?.ratePence ? plainPounds(organisation.ratePence) : '',
    units: '',
    miles: organisation && organisation.milesTenths > 0 ? String(organisation.milesTenths / 10) : '',
    mileageRate: String(approvedCarRate(date) ?? ''),
    billingMode: organisation?.kind === 'agency' ? 'agency' : 'self_invoiced',
    paymentTermsDays: organisation?.paymentTermsDays ? String(organisation.paymentTermsDays) : '',
    pensionable: organisation?.pensionable ? 'on' : '',
    state: 'confirmed',
  };
}

/** A booking that is there, as the form's values. */
export function valuesOf(booking: Booking): FormValues {
  return {
    organisation: showId('organisation', booking.organisationId),
    date: booking.workDate.toString(),
    start: formatTime(londonTime(booking.startsAt)),
    end: formatTime(londonTime(booking.endsAt)),
    breakMinutes: String(booking.breakMinutes),
    workType: booking.workType,
    rateKind: booking.rateKind,
    rate: plainPounds(booking.ratePence),
    units: String(booking.unitsHundredths / 100),
    miles: booking.milesTenths === 0 ? '' : String(booking.milesTenths / 10),
    mileageRate: String(booking.mileageRatePence),
    billingMode: booking.billingMode,
    paymentTermsDays: String(booking.paymentTermsDays),
    pensionable: booking.pensionable ? 'on' : '',
    siteNotes: booking.siteNotes,
  };
}
