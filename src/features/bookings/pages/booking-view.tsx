import type { Child } from 'hono/jsx';
import { Badge, Day, Moment, Money, Span, type Tone } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Facts } from '#platform/ui/table.tsx';
import type { WebContext } from '#platform/web.ts';
import { formatUnits, RATE_KIND_LABELS } from '#rules/booking-fee.ts';
import { BOOKING_STATE_LABELS, type BookingState } from '#rules/booking-state.ts';
import { formatMinutes } from '#rules/booking-time.ts';
import { describeTerms } from '#rules/cancellation-terms.ts';
import { showId } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import { BILLING_MODE_LABELS, type Booking } from '../booking.ts';

/** A state as a badge. */
export function StateBadge({ state }: { state: BookingState }) {
  return <Badge tone={TONES[state]}>{BOOKING_STATE_LABELS[state]}</Badge>;
}

const TONES: Record<BookingState, Tone> = {
  offered: 'warning',
  confirmed: 'info',
  delivered: 'info',
  invoiced: 'neutral',
  paid: 'success',
  cancelled: 'neutral',
};

/** The page of one booking: when and where, what it is worth and why, and what can be done next. */
export function showBooking(c: WebContext, booking: Booking, now: Temporal.Instant) {
  return showPage(
    c,
    {
      title: booking.organisationName,
      lead: (
        <>
          <Day day={booking.workDate} /> · <Span from={booking.startsAt} to={booking.endsAt} /> ·{' '}
          {booking.workTypeLabel}
        </>
      ),
      action: <StateBadge state={booking.state} />,
    },
    <div class="flex flex-col gap-8">
      <Actions booking={booking} now={now} />
      <Worth booking={booking} />
      <Facts
        rows={[
          ...(booking.actualStartsAt && booking.actualEndsAt
            ? [
                [
                  'Worked',
                  <>
                    <Span from={booking.actualStartsAt} to={booking.actualEndsAt} />, break{' '}
                    {formatMinutes(booking.actualBreakMinutes ?? 0)}
                  </>,
                ] as const,
              ]
            : []),
          [
            'Agreed',
            <>
              <Span from={booking.startsAt} to={booking.endsAt} />, break {formatMinutes(booking.breakMinutes)}
            </>,
          ],
          [
            'Who pays',
            <>
              {BILLING_MODE_LABELS[booking.billingMode]}.{' '}
              <a class="link" href={`/bookings/${showId('booking', booking.id)}/engagement`}>
                Agency, holiday pay and tax status
              </a>
            </>,
          ],
          ['Pension', <PensionWay booking={booking} />],
          ['Days to pay', String(booking.paymentTermsDays)],
          [
            'Cancellation, as agreed',
            <ul>
              {describeTerms(booking.cancellationTerms).map(line => (
                <li>{line}</li>
              ))}
            </ul>,
          ],
          ...(booking.cancelledAt
            ? [
                [
                  'Cancelled',
                  <>
                    <Moment at={booking.cancelledAt} /> by{' '}
                    {booking.cancelledBy === 'organisation' ? booking.organisationName : 'you'}
                    {booking.cancellationReason && `: ${booking.cancellationReason}`}
                  </>,
                ] as const,
              ]
            : []),
          ...(booking.invoiceId
            ? [
                [
                  'Invoice',
                  <a class="link" href={`/invoices/${showId('invoice', booking.invoiceId)}`}>
                    Open it
                  </a>,
                ] as const,
              ]
            : []),
          ['Notes', booking.siteNotes ? <span class="whitespace-pre-line">{booking.siteNotes}</span> : '–'],
        ]}
      />
      <p class="flex flex-wrap gap-x-6 gap-y-2">
        <a class="link" href={`/bookings/${showId('booking', booking.id)}/shared`}>
          Confirmation, links and sign-off
        </a>
        <a class="link" href={`/messages/${showId('booking', booking.id)}`}>
          Messages
        </a>
        {(booking.state === 'offered' || booking.state === 'confirmed') && (
          <a class="link" href={`/tax/one-more?booking=${showId('booking', booking.id)}`}>
            What it leaves after tax
          </a>
        )}
        <a class="link" href={`/organisations/${showId('organisation', booking.organisationId)}`}>
          {booking.organisationName} in the address book
        </a>
      </p>
    </div>,
  );
}

function Worth({ booking }: { booking: Booking }) {
  const { total } = booking;
  if (booking.state === 'cancelled') {
    return <Facts rows={[['Cancellation fee', <Money pence={total.totalPence} />]]} />;
  }
  return (
    <section aria-labelledby="worth">
      <h2 id="worth" class="mb-3 text-lg font-medium">
        What it is worth
      </h2>
      <Facts
        rows={[
          [`Fee: ${reckoning(booking)}`, <Money pence={total.feePence} />],
          ...booking.extras.map(extra => [extra.description, <Money pence={extra.amountPence} />] as const),
          ...(booking.milesTenths > 0
            ? [
                [
                  `Mileage: ${booking.milesTenths / 10} miles at ${booking.mileageRatePence}p`,
                  <Money pence={total.mileagePence} />,
                ] as const,
              ]
            : []),
          [
            'Total',
            <strong>
              <Money pence={total.totalPence} />
            </strong>,
          ],
        ]}
      />
    </section>
  );
}

function reckoning(booking: Booking): string {
  const rate = `${formatPounds(booking.ratePence)} ${RATE_KIND_LABELS[booking.rateKind]}`;
  if (booking.rateKind === 'hourly') return `${formatMinutes(booking.workedMinutes)} at ${rate}`;
  return booking.rateKind === 'fixed' ? rate : `${formatUnits(booking.rateKind, booking.unitsHundredths)} at ${rate}`;
}

function Actions({ booking, now }: { booking: Booking; now: Temporal.Instant }) {
  const path = `/bookings/${showId('booking', booking.id)}`;
  const isOver = Temporal.Instant.compare(booking.endsAt, now) <= 0;
  const billed = booking.invoiceId !== null;
  const canInvoice =
    !billed &&
    booking.billingMode === 'self_invoiced' &&
    (booking.state === 'delivered' || (booking.state === 'cancelled' && booking.total.totalPence > 0));
  return (
    <div class="flex flex-wrap gap-3">
      {canInvoice && (
        <Step
          href={`/invoices/new?organisation=${showId('organisation', booking.organisationId)}&bookings=${showId('booking', booking.id)}`}
          primary
        >
          Invoice and send
        </Step>
      )}
      {booking.billingMode !== 'self_invoiced' && booking.state === 'delivered' && (
        <Step href={`/payslips/new?booking=${showId('booking', booking.id)}`} primary>
          Enter the payslip
        </Step>
      )}
      {booking.state === 'offered' && <Post path={`${path}/confirm`} label="Confirm" primary />}
      {booking.state === 'confirmed' && isOver && (
        <Step href={`${path}/deliver`} primary>
          Mark as delivered
        </Step>
      )}
      {booking.state === 'delivered' && !billed && <Step href={`${path}/deliver`}>Change times and extras</Step>}
      {booking.state !== 'cancelled' && !billed && <Step href={`${path}/edit`}>Change</Step>}
      {booking.state !== 'cancelled' && <Step href={`${path}/repeat`}>Repeat</Step>}
      {booking.state !== 'cancelled' && booking.state !== 'offered' && (
        <Step href={`/expenses/new?booking=${showId('booking', booking.id)}`}>Add an expense</Step>
      )}
      {(booking.state === 'confirmed' || booking.state === 'offered') && (
        <Step href={`${path}/cancel`}>Cancel the booking</Step>
      )}
      {booking.state === 'offered' && <Post path={`${path}/delete`} label="Delete the offer" />}
      {booking.state === 'delivered' && !billed && <Post path={`${path}/undo-delivery`} label="It was not delivered" />}
    </div>
  );
}

function Step({ href, primary, children }: { href: string; primary?: boolean; children: Child }) {
  return (
    <a href={href} class={`btn min-h-11 ${primary ? 'btn-primary' : ''}`}>
      {children}
    </a>
  );
}

function Post({ path, label, primary }: { path: string; label: string; primary?: boolean }) {
  return (
    <form method="post" action={path}>
      <button type="submit" class={`btn min-h-11 ${primary ? 'btn-primary' : 'btn-ghost'}`}>
        {label}
      </button>
    </form>
  );
}

const PENSION_WORDS = {
  form_ab: 'On Forms A and B, with its invoice',
  solo: 'By SOLO: the provider takes the contributions',
  none: 'Not pensioned',
} as const;

/** How it is pensioned; an appraisal leads to its days of service. */
function PensionWay({ booking }: { booking: Booking }) {
  if (booking.workType !== 'appraisal' || booking.pensionRoute === 'none')
    return <>{PENSION_WORDS[booking.pensionRoute]}</>;
  return (
    <>
      {PENSION_WORDS[booking.pensionRoute]}.{' '}
      <a class="link" href={`/pension/appraisal/${showId('booking', booking.id)}`}>
        Days of the appraisal
      </a>
    </>
  );
}
