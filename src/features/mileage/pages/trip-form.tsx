import { type BookingChoice, bookingChoices } from '#features/expenses/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { type FormState, freshForm, inScope, typed } from '#platform/form.ts';
import { Money } from '#platform/ui/figures.tsx';
import {
  CheckboxField,
  DayField,
  FieldGroup,
  FieldRow,
  Form,
  HiddenField,
  SelectField,
  TextField,
} from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { visitorOf, type WebContext } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import type { Measured } from '../measure.ts';
import { readTrip } from '../store.ts';
import { DISTANCE_BY, DISTANCE_LABELS, type Trip, type Vehicle } from '../trip.ts';
import { listVehicles } from '../vehicle-store.ts';
import { miles } from './miles.ts';

type Ctx = Needs<'db' | 'clock'>;

/** The form of a trip: a new one, one to change, or what was typed with the miles that were worked out. */
export async function showTripForm(
  ctx: Ctx,
  c: WebContext,
  id: Id<'trip'> | undefined,
  typedForm: FormState | undefined,
  measured?: Measured,
  recharge?: FormState,
) {
  const { trip, vehicles, bookings } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const trip = id && (await readTrip(tx, id));
    const chosen = typedForm ? readId('booking', typed(typedForm, 'booking')) : trip?.booking?.id;
    return {
      trip,
      vehicles: await listVehicles(tx),
      bookings: await bookingChoices(tx, ctx.clock.today(), chosen),
    };
  });
  if (id && !trip) throw notFound('trip');
  const form = typedForm ?? freshForm(trip ? valuesOf(trip) : {});
  const path = trip ? `/mileage/${showId('trip', trip.id)}` : '/mileage/new';
  return showPage(
    c,
    { title: trip ? 'Change the trip' : 'Add a trip' },
    <div class="flex flex-col gap-10">
      <Form action={path} form={form} submit={trip ? 'Save' : 'Keep the trip'} cancel="/mileage">
        {trip === undefined && <HiddenField name="id" value={typed(form, 'id')} />}
        <Way form={form} vehicles={vehicles} bookings={bookings} />
        <Distance form={form} measured={measured} trip={trip} />
      </Form>
      {trip && <Recharge trip={trip} path={path} form={inScope('recharge', recharge)} />}
      {trip && (
        <details class="border-t border-base-300 pt-4">
          <summary class="min-h-11 cursor-pointer">Delete it</summary>
          <p class="mb-3 max-w-prose text-muted">It leaves the log. Miles that it put on a booking stay there.</p>
          <Form action={`${path}/delete`} form={inScope('delete')} submit="Delete the trip" tone="error" />
        </details>
      )}
    </div>,
  );
}

function Way(props: { form: FormState; vehicles: readonly Vehicle[]; bookings: readonly BookingChoice[] }) {
  const { form } = props;
  return (
    <>
      <FieldRow>
        <DayField form={form} name="madeOn" label="Day" />
        <SelectField
          form={form}
          name="vehicle"
          label="By"
          options={props.vehicles.map(it => ({ value: showId('vehicle', it.id), label: it.name }))}
        />
      </FieldRow>
      <FieldRow>
        <TextField form={form} name="from" label="From" width="w-64 max-w-full" />
        <TextField form={form} name="to" label="To" width="w-64 max-w-full" />
      </FieldRow>
      <CheckboxField form={form} name="isReturn" label="There and back" />
      <TextField form={form} name="purpose" label="Why" hint="Morning surgery, home visit to a care home" />
      <SelectField
        form={form}
        name="booking"
        label="For the booking"
        required={false}
        empty="None in particular"
        options={props.bookings.map(it => ({
          value: showId('booking', it.id),
          label: `${formatDay(it.day)}, ${it.organisation}`,
        }))}
      />
      <CheckboxField form={form} name="isCommuting" label="Ordinary commuting: keep it in the log, claim nothing" />
    </>
  );
}

function Distance({
  form,
  measured,
  trip,
}: {
  form: FormState;
  measured: Measured | undefined;
  trip: Trip | undefined;
}) {
  const known = trip?.factorHundredths
    ? `Worked out from postcodes: straight line × ${trip.factorHundredths / 100}`
    : 'There and back together, such as 12.4';
  return (
    <FieldGroup legend="Distance">
      <SelectField
        form={form}
        name="distanceBy"
        label="How it is known"
        options={DISTANCE_BY.map(value => ({ value, label: DISTANCE_LABELS[value] }))}
      />
      <TextField
        form={form}
        name="miles"
        label="Miles of the whole trip"
        hint={measured ? <HowMeasured measured={measured} /> : known}
        inputmode="decimal"
        width="w-32"
        required={false}
      />
      <FieldRow>
        <TextField
          form={form}
          name="odometerStart"
          label="Odometer before"
          inputmode="decimal"
          width="w-32"
          required={false}
        />
        <TextField
          form={form}
          name="odometerEnd"
          label="Odometer after"
          inputmode="decimal"
          width="w-32"
          required={false}
        />
      </FieldRow>
      <FieldRow>
        <TextField form={form} name="fromPostcode" label="Postcode from" width="w-32" required={false} />
        <TextField form={form} name="toPostcode" label="Postcode to" width="w-32" required={false} />
        <TextField
          form={form}
          name="factor"
          label="Factor"
          hint="Straight line times this; 1.3 is our own default"
          inputmode="decimal"
          width="w-20"
          required={false}
        />
      </FieldRow>
      <p>
        <button type="submit" name="step" value="measure" class="btn min-h-11">
          Work out the miles
        </button>
      </p>
    </FieldGroup>
  );
}

function HowMeasured({ measured }: { measured: Measured }) {
  return (
    <>
      {miles(measured.straightTenths)} miles in a straight line × {measured.factorHundredths / 100}
      {measured.isReturn && ', there and back'}.{' '}
      {measured.isRough
        ? `Only the middle of ${[measured.fromPlace, measured.toPlace].filter(Boolean).join(' and ')} is known here: this is rough. Put it right by a map.`
        : 'Put it right where the road is longer or shorter.'}
    </>
  );
}

function Recharge({ trip, path, form }: { trip: Trip; path: string; form: FormState }) {
  const { booking } = trip;
  if (!booking) return null;
  const href = `/bookings/${showId('booking', booking.id)}`;
  return (
    <section aria-labelledby="recharge">
      <h2 id="recharge" class="mb-3 text-lg font-medium">
        Recharge
      </h2>
      {booking.billedTenths > 0 ? (
        <p class="max-w-prose">
          The booking bills {miles(booking.billedTenths)} miles: <Money pence={booking.billedPence} href={href} />. That
          is income; the claim of this trip stands beside it.
        </p>
      ) : booking.isOpen ? (
        <Form
          action={`${path}/recharge`}
          form={form}
          submit={`Put ${miles(trip.milesTenths)} miles on the invoice`}
          tone="neutral"
        >
          <p class="max-w-prose text-muted">
            They go on the{' '}
            <a class="link" href={href}>
              booking
            </a>{' '}
            at its rate a mile, and {booking.organisation} is billed for them. Only where that is agreed.
          </p>
        </Form>
      ) : (
        <p class="max-w-prose text-muted">
          The{' '}
          <a class="link" href={href}>
            booking
          </a>{' '}
          bills no miles, and no more can be put on it.
        </p>
      )}
    </section>
  );
}

function valuesOf(trip: Trip) {
  const tenths = (value: number | null) => (value === null ? '' : String(value / 10));
  return {
    madeOn: trip.madeOn.toString(),
    vehicle: showId('vehicle', trip.vehicleId),
    from: trip.from,
    to: trip.to,
    isReturn: trip.isReturn ? 'on' : '',
    isCommuting: trip.isCommuting ? 'on' : '',
    purpose: trip.purpose,
    booking: trip.booking ? showId('booking', trip.booking.id) : '',
    // postcodes are not kept: miles that stay as they were keep how they were measured
    distanceBy: trip.distanceBy === 'odometer' ? 'odometer' : 'typed',
    miles: tenths(trip.milesTenths),
    odometerStart: tenths(trip.odometerStartTenths),
    odometerEnd: tenths(trip.odometerEndTenths),
    factor: String((trip.factorHundredths ?? 130) / 100),
  };
}
