import { Hono } from 'hono';
import { readBooking } from '#features/bookings/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, type FormValues, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { withNotice } from '#platform/ui/notice.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { measureInput, tripInput } from '../input.ts';
import { addTrip, changeTrip, deleteTrip, rechargeTrip } from '../keep-trip.ts';
import { type Measured, measure } from '../measure.ts';
import { listVehicles } from '../vehicle-store.ts';
import { showTripForm } from './trip-form.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'geocoder'>;

/** Calls to the map, for one account. */
const MEASURES = { name: 'trip.measure', most: 120, perMinutes: 10 };

/** One trip of the log. Mounted after the other pages under /mileage. */
export function tripPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/mileage/new', async c => {
    const vehicles = await asOwner(ctx.db, visitorOf(c).owner, listVehicles);
    if (vehicles.length === 0) return c.redirect('/mileage/vehicles/new', 303);
    return showTripForm(ctx, c, undefined, freshForm(await proposed(ctx, c)));
  });

  app.post('/mileage/new', async c =>
    answerTrip(c, undefined, async values => {
      await addTrip(ctx, visitorOf(c).owner, readInput(tripInput, values));
      return c.redirect(withNotice('/mileage', 'trip-saved'), 303);
    }),
  );

  app.get('/mileage/:id', async c => showTripForm(ctx, c, idOf(c), undefined));

  app.post('/mileage/:id', async c =>
    answerTrip(c, idOf(c), async values => {
      await changeTrip(ctx, visitorOf(c).owner, idOf(c), readInput(tripInput, values));
      return c.redirect(withNotice('/mileage', 'trip-saved'), 303);
    }),
  );

  app.post('/mileage/:id/recharge', async c =>
    answerForm(
      c,
      async () => {
        await rechargeTrip(ctx, visitorOf(c).owner, idOf(c));
        return c.redirect(withNotice(`/mileage/${c.req.param('id')}`, 'trip-recharged'), 303);
      },
      form => showTripForm(ctx, c, idOf(c), undefined, undefined, form),
    ),
  );

  app.post('/mileage/:id/delete', async c => {
    await deleteTrip(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice('/mileage', 'trip-deleted'), 303);
  });

  return app;

  /** Keeps what was typed; "Work out the miles" shows the form again with them, and keeps nothing. */
  function answerTrip(
    c: WebContext,
    id: Id<'trip'> | undefined,
    keep: (values: FormValues) => Promise<Response>,
  ): Promise<Response> {
    return answerForm(
      c,
      async values => {
        const isBlank = String(values.miles ?? '').trim() === '';
        if (values.step !== 'measure' && !(values.distanceBy === 'postcodes' && isBlank)) return keep(values);
        const input = readInput(measureInput, values);
        await c.get('limits').count(MEASURES, visitorOf(c).accountId);
        const measured = await measure(ctx, input);
        return showTripForm(ctx, c, id, measuredForm(values, measured), measured);
      },
      form => showTripForm(ctx, c, id, form),
    );
  }
}

function measuredForm(values: FormValues, measured: Measured): FormState {
  return freshForm({ ...values, distanceBy: 'postcodes', miles: String(measured.milesTenths / 10) });
}

/** A new trip, from home and back; of a booking with what is known of it. */
async function proposed(ctx: Ctx, c: WebContext): Promise<FormValues> {
  const bookingId = readId('booking', c.req.query('booking') ?? '');
  const usual = {
    id: showId('trip', newId('trip')),
    madeOn: ctx.clock.today().toString(),
    from: 'Home',
    isReturn: 'on',
    distanceBy: 'typed',
    factor: '1.3',
  };
  const found = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const home = await tx.db
      .selectFrom('profiles')
      .select('postcode')
      .where('account_id', '=', tx.accountId)
      .executeTakeFirst();
    const booking = bookingId && (await readBooking(tx, bookingId));
    return { home, booking, place: booking && (await readOrganisation(tx, booking.organisationId)) };
  });
  const fromPostcode = found.home?.postcode ?? '';
  if (!found.booking) return { ...usual, fromPostcode };
  const tenths = found.booking.milesTenths || found.place?.milesTenths || 0;
  return {
    ...usual,
    fromPostcode,
    madeOn: found.booking.workDate.toString(),
    to: found.booking.organisationName,
    toPostcode: found.place?.postcode ?? '',
    purpose: found.booking.workTypeLabel,
    booking: showId('booking', found.booking.id),
    miles: tenths > 0 ? String(tenths / 10) : '',
    distanceBy: tenths > 0 ? 'typed' : 'postcodes',
  };
}

function idOf(c: WebContext): Id<'trip'> {
  const id = readId('trip', c.req.param('id') ?? '');
  if (!id) throw notFound('trip');
  return id;
}
