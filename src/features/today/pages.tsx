import { Hono } from 'hono';
import type { Booking } from '#features/bookings/index.ts';
import type { Needs } from '#platform/context.ts';
import { Day, Money, Span } from '#platform/ui/figures.tsx';
import { Icon } from '#platform/ui/icons.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import { type Agenda, readAgenda } from './agenda.ts';
import type { Task } from './task.ts';

/** Home. */
export function todayPages(ctx: Needs<'db' | 'clock'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/today', requireVisitor, async c => {
    const visitor = visitorOf(c);
    const agenda = await readAgenda(ctx, visitor.owner);
    return showPage(
      c,
      { title: 'Today', lead: `${formatDay(ctx.clock.today())}. Hello ${visitor.firstName}.` },
      <div class="flex flex-col gap-10">
        {!visitor.isSetUp && <SetUpOffer />}
        <Tasks tasks={agenda.tasks} />
        <Next bookings={agenda.next} />
        <MoneyNow agenda={agenda} />
      </div>,
    );
  });
  return app;
}

function SetUpOffer() {
  return (
    <p class="flex flex-wrap items-center justify-between gap-3 rounded-box bg-base-200 px-4 py-3">
      <span>Four short steps, and your invoices and forms fill themselves in.</span>
      <a href="/set-up" class="btn btn-primary min-h-11">
        Go on with the set-up
      </a>
    </p>
  );
}

function Tasks({ tasks }: { tasks: readonly Task[] }) {
  return (
    <section aria-labelledby="tasks">
      <h2 id="tasks" class="mb-3 text-lg font-medium">
        To do
      </h2>
      {tasks.length === 0 ? (
        <p class="flex items-center gap-2 text-muted">
          <Icon name="circleCheck" /> Nothing waits for you.
        </p>
      ) : (
        <ul class="border-t border-base-300">
          {tasks.map(task => (
            <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-base-300 py-3">
              <div class="flex min-w-0 flex-1 basis-64 items-start gap-3">
                <Icon name={task.tone === 'info' ? 'clock' : 'warning'} class={`mt-0.5 size-5 ${TONES[task.tone]}`} />
                <div>
                  <p class="font-medium">{task.text}</p>
                  <p class="text-sm text-muted">{task.detail}</p>
                </div>
              </div>
              <a href={task.href} class="btn btn-sm min-h-11">
                {task.step}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const TONES: Record<Task['tone'], string> = { error: 'text-error', warning: 'text-warning', info: 'text-info' };

function Next({ bookings }: { bookings: readonly Booking[] }) {
  return (
    <section aria-labelledby="next">
      <h2 id="next" class="mb-3 text-lg font-medium">
        Next bookings
      </h2>
      {bookings.length === 0 ? (
        <EmptyState
          title="Nothing booked"
          action={
            <a class="btn min-h-11" href="/bookings/new">
              Add a booking
            </a>
          }
        >
          Add what you have agreed with a practice: it shows in your calendar and becomes an invoice when it is worked.
        </EmptyState>
      ) : (
        <ul class="border-t border-base-300">
          {bookings.map(booking => (
            <li class="border-b border-base-300">
              <a
                href={`/bookings/${showId('booking', booking.id)}`}
                class="flex min-h-11 flex-wrap justify-between gap-x-4 py-2 hover:bg-base-200"
              >
                <span>
                  <Day day={booking.workDate} /> · <Span from={booking.startsAt} to={booking.endsAt} />
                </span>
                <span class="text-muted">{booking.organisationName}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function MoneyNow({ agenda }: { agenda: Agenda }) {
  return (
    <section aria-labelledby="money">
      <h2 id="money" class="mb-3 text-lg font-medium">
        Money
      </h2>
      <dl class="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
        <Figure label="To come" pence={agenda.owed.toComePence} href="/invoices?standing=unpaid" />
        <Figure label="Overdue" pence={agenda.owed.overduePence} href="/invoices?standing=overdue" />
        <Figure label="Delivered, not billed" pence={agenda.worthDeliveredPence} href="/invoices/new" />
        <Figure
          label="Received this tax year"
          pence={agenda.receivedThisYearPence}
          href="/reports/rows?of=money&state=paid&period=tax_year"
        />
      </dl>
    </section>
  );
}

function Figure({ label, pence, href }: { label: string; pence: Pence; href: string }) {
  return (
    <div>
      <dt class="text-sm text-muted">{label}</dt>
      <dd class="text-xl font-semibold">
        <Money pence={pence} href={href} />
      </dd>
    </div>
  );
}
