import { Hono } from 'hono';
import { listOrganisations } from '#features/organisations/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { freshForm } from '#platform/form.ts';
import { Day, Money, Span } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { Pager, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { BOOKING_STATE_LABELS, BOOKING_STATES } from '#rules/booking-state.ts';
import { parseDay } from '#rules/dates.ts';
import { readId, showId } from '#rules/ids.ts';
import type { Booking } from '../booking.ts';
import { listBookings, readBooking } from '../store.ts';
import { StateBadge } from './booking-view.tsx';

const PAGE = 50;
const FIELDS = ['q', 'state', 'organisation', 'from', 'to'] as const;

/** All bookings, filtered, the latest first. */
export function bookingListPages(ctx: Needs<'db'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/bookings', requireVisitor, async c => {
    const { bookings, organisations } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
      const before = readId('booking', c.req.query('before') ?? '');
      return {
        bookings: await listBookings(tx, {
          ...filterOf(c),
          before: before && (await readBooking(tx, before)),
          limit: PAGE + 1,
        }),
        organisations: await listOrganisations(tx),
      };
    });
    const isFiltered = FIELDS.some(field => c.req.query(field)) || Boolean(c.req.query('before'));
    const last = bookings.length > PAGE ? bookings[PAGE - 1] : undefined;
    const form = freshForm(Object.fromEntries(FIELDS.map(field => [field, c.req.query(field) ?? ''])));
    return showPage(
      c,
      {
        title: 'Bookings',
        wide: true,
        action: (
          <span class="flex flex-wrap gap-3">
            <a href="/schedules" class="btn min-h-11">
              Schedules
            </a>
            <a href="/bookings/new" class="btn btn-primary min-h-11">
              New booking
            </a>
          </span>
        ),
      },
      bookings.length === 0 && !isFiltered ? (
        <EmptyState
          title="No bookings yet"
          action={
            <a class="btn min-h-11" href="/bookings/new">
              Add a booking
            </a>
          }
        >
          Add what you have agreed with a practice: it shows in your calendar, and becomes an invoice when it is worked.
        </EmptyState>
      ) : (
        <>
          <form method="get" action="/bookings" class="mb-4">
            <FieldRow>
              <TextField form={form} name="q" label="Text" type="search" required={false} width="w-52" />
              <SelectField
                form={form}
                name="state"
                label="State"
                required={false}
                empty="All"
                options={BOOKING_STATES.map(value => ({ value, label: BOOKING_STATE_LABELS[value] }))}
              />
              <SelectField
                form={form}
                name="organisation"
                label="Organisation"
                required={false}
                empty="All"
                options={organisations.map(it => ({ value: showId('organisation', it.id), label: it.name }))}
              />
              <DayField form={form} name="from" label="From" required={false} />
              <DayField form={form} name="to" label="To" required={false} />
              <button type="submit" class="btn mt-7 min-h-11">
                Show
              </button>
            </FieldRow>
          </form>
          {bookings.length === 0 ? (
            <p class="text-muted">None found.</p>
          ) : (
            <Table caption="Bookings, the latest first" rows={bookings.slice(0, PAGE)} columns={COLUMNS} />
          )}
          <Pager earlier={last && pageAfter(c, last)} later={undefined} />
        </>
      ),
    );
  });
  return app;
}

const COLUMNS = [
  {
    heading: 'Day',
    lead: true,
    cell: (it: Booking) => (
      <a class="link" href={`/bookings/${showId('booking', it.id)}`}>
        <Day day={it.workDate} />
      </a>
    ),
  },
  {
    heading: 'Time',
    cell: (it: Booking) => <Span from={it.actualStartsAt ?? it.startsAt} to={it.actualEndsAt ?? it.endsAt} />,
  },
  { heading: 'Organisation', cell: (it: Booking) => it.organisationName },
  { heading: 'Work', cell: (it: Booking) => it.workTypeLabel },
  { heading: 'State', cell: (it: Booking) => <StateBadge state={it.state} /> },
  { heading: 'Worth', figures: true, cell: (it: Booking) => <Money pence={it.total.totalPence} /> },
];

function filterOf(c: WebContext) {
  const [from, to] = [parseDay(c.req.query('from') ?? ''), parseDay(c.req.query('to') ?? '')];
  return {
    state: BOOKING_STATES.find(state => state === c.req.query('state')),
    organisationId: readId('organisation', c.req.query('organisation') ?? ''),
    from: from.ok ? from.day : undefined,
    to: to.ok ? to.day : undefined,
    text: c.req.query('q')?.trim() || undefined,
  };
}

function pageAfter(c: WebContext, last: Booking): string {
  const params = new URL(c.req.url).searchParams;
  params.set('before', showId('booking', last.id));
  return `/bookings?${params}`;
}
