import { Hono } from 'hono';
import { readProfile } from '#features/profile/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Day, Span } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { requireVisitor, visitorOf, type WebEnv } from '#platform/web.ts';
import { divisionOf, type HolidayDivision, isBankHoliday } from '#rules/bank-holidays.ts';
import { formatDayShort, longMonthName, parseDay, startOfDay, weekday } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import type { Booking } from '../booking.ts';
import { listBookingsBetween } from '../store.ts';
import { StateBadge } from './booking-view.tsx';

const VIEWS = ['month', 'week', 'agenda'] as const;
type View = (typeof VIEWS)[number];

interface Shown {
  readonly view: View;
  readonly on: Temporal.PlainDate;
  readonly first: Temporal.PlainDate;
  /** Not included. */
  readonly end: Temporal.PlainDate;
  readonly title: string;
  readonly earlier: Temporal.PlainDate;
  readonly later: Temporal.PlainDate;
}

/** Month, week and agenda; links and nothing else, so that they work without script. */
export function calendarPages(ctx: Needs<'db' | 'clock' | 'cipher'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/calendar', requireVisitor, async c => {
    const today = ctx.clock.today();
    const on = parseDay(c.req.query('on') ?? '');
    const shown = frameOf(VIEWS.find(view => view === c.req.query('view')) ?? 'month', on.ok ? on.day : today);
    const { bookings, division } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
      bookings: await listBookingsBetween(tx, startOfDay(shown.first), startOfDay(shown.end)),
      division: divisionOf((await readProfile(ctx, tx)).nation),
    }));
    const byDay = Map.groupBy(
      bookings.filter(booking => booking.state !== 'cancelled'),
      booking => booking.workDate.toString(),
    );
    return showPage(
      c,
      {
        title: shown.title,
        wide: true,
        action: (
          <span class="flex flex-wrap gap-3">
            <a class="btn min-h-11" href="/calendar/feed">
              Feed
            </a>
            <a class="btn btn-primary min-h-11" href="/bookings/new">
              New booking
            </a>
          </span>
        ),
      },
      <>
        <Controls shown={shown} today={today} />
        {shown.view === 'agenda' ? (
          <Agenda shown={shown} byDay={byDay} division={division} />
        ) : (
          <Grid shown={shown} byDay={byDay} division={division} today={today} />
        )}
      </>,
    );
  });
  return app;
}

function frameOf(view: View, on: Temporal.PlainDate): Shown {
  const monday = on.subtract({ days: on.dayOfWeek - 1 });
  if (view === 'week') {
    const sunday = monday.add({ days: 6 });
    return {
      view,
      on,
      first: monday,
      end: monday.add({ days: 7 }),
      title: `${formatDayShort(monday)} – ${formatDayShort(sunday)}`,
      earlier: monday.subtract({ days: 7 }),
      later: monday.add({ days: 7 }),
    };
  }
  const start = on.with({ day: 1 });
  const title = `${longMonthName(on.month)} ${on.year}`;
  const [earlier, later] = [start.subtract({ months: 1 }), start.add({ months: 1 })];
  if (view === 'agenda') return { view, on, first: start, end: later, title, earlier, later };
  const first = start.subtract({ days: start.dayOfWeek - 1 });
  const last = later.subtract({ days: 1 });
  return { view, on, first, end: last.add({ days: 8 - last.dayOfWeek }), title, earlier, later };
}

function Controls({ shown, today }: { shown: Shown; today: Temporal.PlainDate }) {
  const href = (view: View, on: Temporal.PlainDate) => `/calendar?view=${view}&on=${on}`;
  return (
    <nav aria-label="Calendar" class="mb-4 flex flex-wrap items-center justify-between gap-3">
      <div class="flex gap-2">
        <a class="btn btn-sm min-h-11" href={href(shown.view, shown.earlier)} rel="prev">
          Earlier
        </a>
        <a class="btn btn-sm min-h-11" href={href(shown.view, today)}>
          Today
        </a>
        <a class="btn btn-sm min-h-11" href={href(shown.view, shown.later)} rel="next">
          Later
        </a>
      </div>
      <div class="flex gap-2">
        {VIEWS.map(view => (
          <a
            class={`btn btn-sm min-h-11 ${view === shown.view ? 'btn-active' : 'btn-ghost'}`}
            href={href(view, shown.on)}
            aria-current={view === shown.view ? 'true' : undefined}
          >
            {LABELS[view]}
          </a>
        ))}
      </div>
    </nav>
  );
}

const LABELS: Record<View, string> = { month: 'Month', week: 'Week', agenda: 'Agenda' };

interface DaysProps {
  readonly shown: Shown;
  readonly byDay: ReadonlyMap<string, readonly Booking[]>;
  readonly division: HolidayDivision;
}

/** Weeks as rows, days as cells; on a phone only days with something in them, one below the other. */
function Grid({ shown, byDay, division, today }: DaysProps & { today: Temporal.PlainDate }) {
  const weeks: Temporal.PlainDate[][] = [];
  for (let monday = shown.first; Temporal.PlainDate.compare(monday, shown.end) < 0; monday = monday.add({ days: 7 })) {
    weeks.push(Array.from({ length: 7 }, (_, i) => monday.add({ days: i })));
  }
  return (
    <>
      <table class="hidden w-full table-fixed border-collapse sm:table">
        <caption class="sr-only">{shown.title}</caption>
        <thead>
          <tr>
            {(weeks[0] ?? []).map(day => (
              <th scope="col" class="border-b border-base-300 px-2 py-1 text-left text-sm font-medium text-muted">
                {weekday(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map(days => (
            <tr>
              {days.map(day => (
                <td
                  class={`border-b border-base-300 px-1 py-1 align-top ${shown.view === 'week' ? 'h-64' : 'h-28'} ${day.dayOfWeek > 5 || isBankHoliday(day, division) ? 'bg-base-200' : ''}`}
                >
                  <p class="flex items-center justify-between px-1 text-sm">
                    <a
                      href={`/bookings/new?date=${day}`}
                      class={`inline-flex size-8 items-center justify-center rounded-full hover:bg-base-300 ${day.equals(today) ? 'bg-primary text-primary-content' : shown.view === 'month' && day.month !== shown.on.month ? 'text-muted' : ''}`}
                      aria-label={`New booking on ${formatDayShort(day)}`}
                    >
                      {day.day}
                    </a>
                    {isBankHoliday(day, division) && <span class="text-xs text-muted">Bank holiday</span>}
                  </p>
                  {(byDay.get(day.toString()) ?? []).map(booking => (
                    <Entry booking={booking} />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div class="sm:hidden">
        <Agenda shown={shown} byDay={byDay} division={division} />
      </div>
    </>
  );
}

function Entry({ booking }: { booking: Booking }) {
  return (
    <a
      href={`/bookings/${showId('booking', booking.id)}`}
      class={`mb-1 block rounded-field border-l-4 px-2 py-1 text-sm leading-snug hover:bg-base-300 ${booking.state === 'offered' ? 'border-warning' : 'border-primary'} bg-base-200`}
    >
      <Span from={booking.startsAt} to={booking.endsAt} />
      <span class="block truncate">{booking.organisationName}</span>
    </a>
  );
}

function Agenda({ shown, byDay, division }: DaysProps) {
  const days: Temporal.PlainDate[] = [];
  for (let day = shown.first; Temporal.PlainDate.compare(day, shown.end) < 0; day = day.add({ days: 1 })) {
    if (byDay.has(day.toString()) || isBankHoliday(day, division)) days.push(day);
  }
  if (days.length === 0) return <p class="text-muted">Nothing booked in this time.</p>;
  return (
    <ul class="border-t border-base-300">
      {days.map(day => (
        <li class="border-b border-base-300 py-2">
          <p class="font-medium">
            <Day day={day} />{' '}
            {isBankHoliday(day, division) && <span class="font-normal text-muted">· Bank holiday</span>}
          </p>
          {(byDay.get(day.toString()) ?? []).map(booking => (
            <a
              href={`/bookings/${showId('booking', booking.id)}`}
              class="flex min-h-11 flex-wrap items-center justify-between gap-x-4 hover:bg-base-200"
            >
              <span>
                <Span from={booking.startsAt} to={booking.endsAt} /> · {booking.organisationName}
              </span>
              <StateBadge state={booking.state} />
            </a>
          ))}
        </li>
      ))}
    </ul>
  );
}
