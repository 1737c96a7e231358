import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, type FormValues, freshForm, readInput } from '#platform/form.ts';
import { ExtraRows } from '#platform/ui/extra-rows.tsx';
import { Day, Money, Span } from '#platform/ui/figures.tsx';
import {
  CheckboxField,
  DayField,
  FieldGroup,
  FieldRow,
  Form,
  SelectField,
  TextField,
  TimeField,
} from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { describeTerms } from '#rules/cancellation-terms.ts';
import { formatDay, formatTime, londonTime, weekday } from '#rules/dates.ts';
import { readId, showId } from '#rules/ids.ts';
import { formatPercent, formatPounds, plainPounds } from '#rules/money.ts';
import type { Booking } from '../booking.ts';
import { cancelBooking, feeFor } from '../cancel-booking.ts';
import { deliverAllPast, deliverBooking } from '../deliver-booking.ts';
import { cancellationInput, deliveryInput, repeatInput } from '../input.ts';
import { repeatBooking } from '../repeat-booking.ts';
import { pastConfirmed, readBooking } from '../store.ts';
import { idOf } from './booking-pages.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** The steps of a booking that need a question answered: delivered as worked, cancelled, repeated. */
export function bookingStepPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/bookings/*', requireVisitor);

  app.get('/bookings/deliver', async c => showPast(ctx, c));

  app.post('/bookings/deliver', async c => {
    const body = await c.req.parseBody({ all: true });
    const chosen = [body.bookings]
      .flat()
      .flatMap(shown => (typeof shown === 'string' ? (readId('booking', shown) ?? []) : []));
    await deliverAllPast(ctx, visitorOf(c).owner, chosen);
    return c.redirect(withNotice('/today', 'bookings-delivered'), 303);
  });

  app.get('/bookings/:id/deliver', async c => {
    const booking = await bookingOf(ctx, c);
    return showDelivery(c, booking, freshForm(deliveryValues(booking)));
  });

  app.post('/bookings/:id/deliver', async c =>
    answerForm(
      c,
      async values => {
        await deliverBooking(ctx, visitorOf(c).owner, idOf(c), readInput(deliveryInput, values));
        return c.redirect(withNotice(pathOf(c), 'booking-delivered'), 303);
      },
      async form => showDelivery(c, await bookingOf(ctx, c), form),
    ),
  );

  app.get('/bookings/:id/cancel', async c =>
    showCancel(ctx, c, await bookingOf(ctx, c), freshForm({ by: 'organisation' })),
  );

  app.post('/bookings/:id/cancel', async c =>
    answerForm(
      c,
      async values => {
        await cancelBooking(ctx, visitorOf(c).owner, idOf(c), readInput(cancellationInput, values));
        return c.redirect(withNotice(pathOf(c), 'booking-cancelled'), 303);
      },
      async form => showCancel(ctx, c, await bookingOf(ctx, c), form),
    ),
  );

  app.get('/bookings/:id/repeat', async c => {
    const booking = await bookingOf(ctx, c);
    return showRepeat(
      c,
      booking,
      freshForm({ every: 'week', weekdays: [String(booking.workDate.dayOfWeek)], until: '', times: '' }),
    );
  });

  app.post('/bookings/:id/repeat', async c =>
    answerForm(
      c,
      async values => {
        await repeatBooking(ctx, visitorOf(c).owner, idOf(c), readInput(repeatInput, values));
        return c.redirect(withNotice('/calendar', 'bookings-created'), 303);
      },
      async form => showRepeat(c, await bookingOf(ctx, c), form),
    ),
  );

  return app;
}

async function showPast(ctx: Ctx, c: WebContext) {
  const past = await asOwner(ctx.db, visitorOf(c).owner, tx => pastConfirmed(tx, ctx.clock.now()));
  if (past.length === 0) {
    return showPage(
      c,
      { title: 'Mark as delivered' },
      <EmptyState
        title="Nothing to mark"
        action={
          <a class="btn min-h-11" href="/calendar">
            See your calendar
          </a>
        }
      >
        Bookings that are over and not yet marked as delivered appear here.
      </EmptyState>,
    );
  }
  return showPage(
    c,
    {
      title: 'Mark as delivered',
      lead: 'Worked as agreed? Take the tick off those that were not, and open them to enter the times as worked.',
    },
    <form method="post" action="/bookings/deliver">
      <ul class="mb-4 border-t border-base-300">
        {past.map(booking => (
          <li class="flex items-center gap-3 border-b border-base-300">
            <label class="flex min-h-11 grow cursor-pointer items-center gap-3 py-2">
              <input type="checkbox" class="checkbox" name="bookings" value={showId('booking', booking.id)} checked />
              <span class="grow">
                <Day day={booking.workDate} /> · <Span from={booking.startsAt} to={booking.endsAt} />
                <span class="block text-sm text-muted">{booking.organisationName}</span>
              </span>
              <Money pence={booking.total.totalPence} />
            </label>
            <a class="btn btn-ghost btn-sm min-h-11" href={`/bookings/${showId('booking', booking.id)}/deliver`}>
              Other times
            </a>
          </li>
        ))}
      </ul>
      <button type="submit" class="btn btn-primary min-h-11">
        Delivered as agreed
      </button>
    </form>,
  );
}

function showDelivery(c: WebContext, booking: Booking, form: FormState) {
  return showPage(
    c,
    { title: 'Delivered', lead: lead(booking) },
    <Form action={`${pathOf(c)}/deliver`} form={form} submit="Mark as delivered" cancel={pathOf(c)}>
      <FieldRow>
        <TimeField form={form} name="start" label="Started" />
        <TimeField form={form} name="end" label="Ended" />
        <TextField
          form={form}
          name="breakMinutes"
          label="Unpaid break, minutes"
          required={false}
          inputmode="numeric"
          width="w-28"
        />
        {(booking.rateKind === 'session' || booking.rateKind === 'day') && (
          <TextField
            form={form}
            name="units"
            label={booking.rateKind === 'day' ? 'Days' : 'Sessions'}
            required={false}
            inputmode="decimal"
            width="w-28"
          />
        )}
        <TextField
          form={form}
          name="miles"
          label="Miles to recharge"
          required={false}
          inputmode="decimal"
          width="w-28"
        />
      </FieldRow>
      <FieldGroup legend="On top" hint="Extra work counts towards the pension; expenses such as parking never do.">
        <ExtraRows form={form} />
      </FieldGroup>
    </Form>,
  );
}

function deliveryValues(booking: Booking): FormValues {
  return {
    start: formatTime(londonTime(booking.actualStartsAt ?? booking.startsAt)),
    end: formatTime(londonTime(booking.actualEndsAt ?? booking.endsAt)),
    breakMinutes: String(booking.actualBreakMinutes ?? booking.breakMinutes),
    units: String(booking.unitsHundredths / 100),
    miles: booking.milesTenths === 0 ? '' : String(booking.milesTenths / 10),
    extraKind: booking.extras.map(extra => extra.kind),
    extraDescription: booking.extras.map(extra => extra.description),
    extraAmount: booking.extras.map(extra => plainPounds(extra.amountPence)),
  };
}

function showCancel(ctx: Ctx, c: WebContext, booking: Booking, form: FormState) {
  const answer = feeFor(booking, ctx.clock.now());
  const fee = !answer.ok
    ? 'cannot be reckoned: the bank holidays of that year are not known here yet'
    : answer.band
      ? `${formatPounds(answer.feePence)}, ${formatPercent(answer.band.basisPoints)} of the fee`
      : 'nothing: there is notice enough';
  return showPage(
    c,
    { title: 'Cancel the booking', lead: lead(booking) },
    <>
      <Facts
        rows={[
          [
            'Terms as agreed',
            <ul>
              {describeTerms(booking.cancellationTerms).map(line => (
                <li>{line}</li>
              ))}
            </ul>,
          ],
          [
            'If they cancel now',
            <strong>{booking.state === 'offered' ? 'nothing: it is not agreed yet' : fee}</strong>,
          ],
          ['If you cancel', 'nothing is due to you'],
        ]}
      />
      <div class="mt-6">
        <Form action={`${pathOf(c)}/cancel`} form={form} submit="Cancel the booking" tone="error" cancel={pathOf(c)}>
          <SelectField
            form={form}
            name="by"
            label="Who cancels"
            options={[
              { value: 'organisation', label: booking.organisationName },
              { value: 'locum', label: 'I do' },
            ]}
          />
          <TextField form={form} name="reason" label="Reason" required={false} />
          <CheckboxField form={form} name="waive" label="Waive the fee" />
        </Form>
      </div>
    </>,
  );
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7].map(number => ({
  number,
  label: weekday(Temporal.PlainDate.from('2026-11-22').add({ days: number })),
}));

function showRepeat(c: WebContext, booking: Booking, form: FormState) {
  return showPage(
    c,
    { title: 'Repeat the booking', lead: lead(booking) },
    <Form action={`${pathOf(c)}/repeat`} form={form} submit="Add these bookings" cancel={pathOf(c)}>
      <SelectField
        form={form}
        name="every"
        label="Every"
        options={[
          { value: 'week', label: 'week' },
          { value: 'fortnight', label: 'other week' },
          { value: 'day', label: 'day' },
        ]}
      />
      <fieldset>
        <legend class="font-medium">On</legend>
        <div class="flex flex-wrap gap-x-6">
          {WEEKDAYS.map(({ number, label }) => (
            <CheckboxField form={form} name="weekdays" value={String(number)} label={label} />
          ))}
        </div>
      </fieldset>
      <FieldRow>
        <DayField form={form} name="until" label="Last day" required={false} min={booking.workDate.toString()} />
        <TextField
          form={form}
          name="times"
          label="or how many times"
          required={false}
          inputmode="numeric"
          width="w-28"
        />
      </FieldRow>
      <p class="text-sm text-muted">All of them are added, or none where one of them clashes.</p>
    </Form>,
  );
}

async function bookingOf(ctx: Ctx, c: WebContext): Promise<Booking> {
  const booking = await asOwner(ctx.db, visitorOf(c).owner, tx => readBooking(tx, idOf(c)));
  if (!booking) throw notFound('booking');
  return booking;
}

function lead(booking: Booking): string {
  return `${booking.organisationName}, ${formatDay(booking.workDate)}, ${formatTime(londonTime(booking.startsAt))} to ${formatTime(londonTime(booking.endsAt))}`;
}

function pathOf(c: WebContext): string {
  return `/bookings/${showId('booking', idOf(c))}`;
}
