import { Hono } from 'hono';
import type { Booking } from '#features/bookings/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Day } from '#platform/ui/figures.tsx';
import { Form, HiddenField, SelectField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Pager } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { showId } from '#rules/ids.ts';
import { readTaxYear, type TaxYear, taxYearDays, taxYearOf } from '#rules/tax-year.ts';
import { logInput } from '../input.ts';
import { bookingsWithoutTrip, logBookedTrips } from '../log-bookings.ts';
import { readMileageYear } from '../read-mileage-year.ts';
import type { Vehicle } from '../trip.ts';
import { listVehicles } from '../vehicle-store.ts';
import { RegularPlaces } from './regular-places.tsx';
import { isRowsOf, TripRows } from './trip-rows.tsx';
import { YearSums } from './year-sums.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** The mileage log of a tax year: what it comes to, its trips, and work without one. */
export function mileagePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/mileage', requireVisitor);
  app.use('/mileage/*', requireVisitor);

  app.get('/mileage', async c => showYear(ctx, c, freshForm()));

  app.post('/mileage/log', async c =>
    answerForm(
      c,
      async values => {
        const year = readTaxYear(String(values.year ?? '')) ?? taxYearOf(ctx.clock.today());
        await logBookedTrips(ctx, visitorOf(c).owner, year, readInput(logInput, values).vehicle);
        return c.redirect(withNotice(`/mileage?year=${year}`, 'trips-saved'), 303);
      },
      form => showYear(ctx, c, form),
    ),
  );

  return app;
}

async function showYear(ctx: Ctx, c: WebContext, form: FormState) {
  const today = ctx.clock.today();
  const thisYear = taxYearOf(today);
  const year = readTaxYear(c.req.query('year') ?? String(form.values.year ?? '')) ?? thisYear;
  const { first, last } = taxYearDays(year);
  const { log, vehicles, without } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    log: await readMileageYear(tx, year, today),
    vehicles: await listVehicles(tx),
    without: await bookingsWithoutTrip(tx, year, today),
  }));
  const rowsOf = isRowsOf(c.req.query('of'));
  const place = c.req.query('place');
  const action = (
    <a href={vehicles.length > 0 ? '/mileage/new' : '/mileage/vehicles/new'} class="btn btn-primary min-h-11">
      {vehicles.length > 0 ? 'Add a trip' : 'Say what you drive'}
    </a>
  );
  return showPage(
    c,
    { title: 'Mileage', lead: `Tax year ${year}: 6 April ${first.year} to 5 April ${last.year}`, wide: true, action },
    <div class="flex flex-col gap-8">
      <nav aria-label="More of mileage" class="flex flex-wrap gap-x-5 gap-y-1 border-y border-base-300 py-1">
        <a class="link inline-flex min-h-11 items-center" href="/mileage/vehicles">
          Vehicles
        </a>
        <a class="link inline-flex min-h-11 items-center" href={`/expenses?year=${year}`}>
          Expenses
        </a>
      </nav>
      {log.trips.length === 0 ? (
        <EmptyState title="No trip is logged" action={action}>
          Miles driven between places of work come off your taxable profit at a rate a mile: home to a practice and back
          on 12.4 miles at 55p is £6.82.
        </EmptyState>
      ) : (
        <>
          {rowsOf === undefined && place === undefined && <YearSums log={log} />}
          <RegularPlaces year={year} places={log.regular} />
          <TripRows log={log} of={rowsOf} place={place} />
        </>
      )}
      {without.length > 0 && <Without form={form} bookings={without} vehicles={vehicles} year={year} />}
      <Pager
        earlier={`/mileage?year=${taxYearOf(first.subtract({ days: 1 }))}`}
        later={year < thisYear ? `/mileage?year=${taxYearOf(last.add({ days: 1 }))}` : undefined}
        words={{ earlier: 'The year before', later: 'The year after' }}
      />
    </div>,
  );
}

const SHOWN = 8;

function Without(props: {
  form: FormState;
  bookings: readonly Booking[];
  vehicles: readonly Vehicle[];
  year: TaxYear;
}) {
  const { bookings, vehicles, form, year } = props;
  const withMiles = bookings.filter(it => it.milesTenths > 0);
  return (
    <section aria-labelledby="without">
      <h2 id="without" class="mb-3 text-lg font-medium">
        Work without a trip
      </h2>
      <ul class="border-t border-base-300">
        {bookings.slice(0, SHOWN).map(it => (
          <li class="border-b border-base-300">
            <a
              class="flex min-h-11 flex-wrap items-center justify-between gap-x-4 py-2 hover:bg-base-200"
              href={`/mileage/new?booking=${showId('booking', it.id)}`}
            >
              <span class="link">
                <Day day={it.workDate} />, {it.organisationName}
              </span>
              <span class="text-muted">{it.milesTenths > 0 ? `${it.milesTenths / 10} miles` : 'miles not known'}</span>
            </a>
          </li>
        ))}
      </ul>
      {bookings.length > SHOWN && <p class="mt-2 text-muted">and {bookings.length - SHOWN} more</p>}
      {withMiles.length > 0 && vehicles.length > 0 && (
        <div class="mt-4">
          <Form
            action="/mileage/log"
            form={form}
            submit={withMiles.length === 1 ? 'Log the one with miles' : `Log the ${withMiles.length} with miles`}
            tone="neutral"
          >
            <HiddenField name="year" value={year} />
            <SelectField
              form={form}
              name="vehicle"
              label="By"
              hint="From home and back, with the miles that stand on the booking"
              options={vehicles.map(it => ({ value: showId('vehicle', it.id), label: it.name }))}
            />
          </Form>
        </div>
      )}
    </section>
  );
}
