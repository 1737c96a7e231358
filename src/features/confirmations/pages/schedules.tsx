import { Hono } from 'hono';
import { type Booking, upcoming } from '#features/bookings/index.ts';
import { listLinks, listUses, shownLinks } from '#features/sharing/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { Moment } from '#platform/ui/figures.tsx';
import { CheckboxField, FieldGroup, Form, HiddenField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { LinkTable } from '#platform/ui/link-table.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { rateWords, whenWords } from '../booking-words.ts';
import { scheduleInput } from '../input.ts';
import { makeSchedule, sendSchedule } from '../make-schedule.ts';
import { listSchedules, readSchedule, type Schedule } from '../store.ts';
import { ScheduleLines } from './schedule-lines.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files'>;

const MOST = 200;

/** Booking schedules: several bookings of one organisation frozen into one paper. */
export function schedulePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/schedules', requireVisitor);
  app.use('/schedules/*', requireVisitor);

  app.get('/schedules', async c => {
    const schedules = await asOwner(ctx.db, visitorOf(c).owner, listSchedules);
    return showPage(
      c,
      {
        title: 'Booking schedules',
        lead: 'Several bookings of one organisation in one dated paper, with the terms of each. Later changes do not alter it.',
        action: <NewSchedule />,
      },
      schedules.length === 0 ? (
        <EmptyState title="No schedule yet">
          Send a practice a month of bookings in one paper and have it acknowledged with one press.
        </EmptyState>
      ) : (
        <Table
          caption="Schedules, the newest first"
          rows={schedules}
          columns={[
            {
              heading: 'Schedule',
              lead: true,
              cell: it => (
                <a class="link" href={`/schedules/${showId('schedule', it.id)}`}>
                  {it.organisationName}
                </a>
              ),
            },
            { heading: 'Bookings', figures: true, cell: it => String(it.lines.length) },
            { heading: 'Made', cell: it => <Moment at={it.madeAt} /> },
            { heading: 'Acknowledged', cell: it => it.acknowledgedBy ?? (it.sentAt ? 'not yet' : 'not sent') },
          ]}
        />
      ),
    );
  });

  app.get('/schedules/new', async c => showNew(ctx, c, freshForm({ id: showId('schedule', newId('schedule')) })));

  app.post('/schedules', async c =>
    answerForm(
      c,
      async values => {
        const id = await makeSchedule(ctx, visitorOf(c).owner, readInput(scheduleInput, values));
        return c.redirect(withNotice(`/schedules/${showId('schedule', id)}`, 'schedule-made'), 303);
      },
      form => showNew(ctx, c, form),
    ),
  );

  app.get('/schedules/:id', async c => showOne(ctx, c, freshForm()));

  app.get('/schedules/:id/pdf', async c => {
    const file = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
      const schedule = await readSchedule(tx, idOf(c));
      if (!schedule) throw notFound('schedule');
      return readStoredFile(ctx, tx, schedule.fileId);
    });
    return serveFile(c, file, 'inline');
  });

  app.post('/schedules/:id/send', async c =>
    answerForm(
      c,
      async () => {
        await sendSchedule(ctx, visitorOf(c).owner, idOf(c));
        return c.redirect(withNotice(`/schedules/${c.req.param('id')}`, 'schedule-sent'), 303);
      },
      form => showOne(ctx, c, form),
    ),
  );

  return app;
}

function NewSchedule() {
  return (
    <a href="/schedules/new" class="btn btn-primary min-h-11">
      New schedule
    </a>
  );
}

async function showNew(ctx: Ctx, c: WebContext, form: FormState) {
  const bookings = await asOwner(ctx.db, visitorOf(c).owner, tx => upcoming(tx, ctx.clock.now(), MOST));
  const wanted = typed(form, 'organisation') || c.req.query('organisation');
  const groups = [...Map.groupBy(bookings, it => it.organisationId)].filter(
    ([id]) => !wanted || showId('organisation', id) === wanted,
  );
  return showPage(
    c,
    { title: 'New schedule', lead: 'Choose the bookings of one organisation.' },
    groups.length === 0 ? (
      <EmptyState title="Nothing to come">
        A schedule is made of bookings that are offered or confirmed and still to be worked.
      </EmptyState>
    ) : (
      <div class="flex flex-col gap-10">
        {groups.map(([id, its]) => (
          <Group id={id} bookings={its} form={form} />
        ))}
      </div>
    ),
  );
}

function Group({ id, bookings, form }: { id: Id<'organisation'>; bookings: readonly Booking[]; form: FormState }) {
  const shown = showId('organisation', id);
  const isThis = typed(form, 'organisation') === shown;
  const its = inScope(shown, isThis ? form : freshForm({ bookings: bookings.map(it => showId('booking', it.id)) }));
  return (
    <Form action="/schedules" form={its} submit="Make the schedule" tone="neutral">
      <HiddenField name="id" value={isThis ? typed(form, 'id') : showId('schedule', newId('schedule'))} />
      <HiddenField name="organisation" value={shown} />
      <FieldGroup legend={bookings[0]?.organisationName ?? ''}>
        {bookings.map(it => (
          <CheckboxField
            form={its}
            name="bookings"
            value={showId('booking', it.id)}
            label={`${whenWords(it)}, ${it.workTypeLabel.toLowerCase()}, ${rateWords(it)}`}
          />
        ))}
      </FieldGroup>
    </Form>
  );
}

async function showOne(ctx: Ctx, c: WebContext, form: FormState) {
  const { schedule, links, uses } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const schedule = await readSchedule(tx, idOf(c));
    if (!schedule) throw notFound('schedule');
    const links = await listLinks(tx, schedule.id);
    return {
      schedule,
      links,
      uses: await listUses(
        tx,
        links.map(link => link.id),
      ),
    };
  });
  return showPage(
    c,
    { title: `Schedule for ${schedule.organisationName}`, wide: true },
    <div class="flex flex-col gap-8">
      <Standing schedule={schedule} path={c.req.path.replace(/\/send$/, '')} />
      <ScheduleLines lines={schedule.lines} />
      <Form
        action={`/schedules/${showId('schedule', schedule.id)}/send`}
        form={form}
        submit={schedule.sentAt ? 'Send it again' : 'Send it for acknowledgement'}
        tone={schedule.sentAt ? 'neutral' : 'primary'}
      />
      <LinkTable
        links={shownLinks(links, uses, ctx.clock.now())}
        back={`/schedules/${showId('schedule', schedule.id)}`}
      />
    </div>,
  );
}

function Standing({ schedule, path }: { schedule: Schedule; path: string }) {
  return (
    <Facts
      rows={[
        ['Made', <Moment at={schedule.madeAt} />],
        ['Sent', schedule.sentAt ? <Moment at={schedule.sentAt} /> : 'not yet'],
        [
          'Acknowledged',
          schedule.acknowledgedAt ? (
            <>
              by {schedule.acknowledgedBy}, <Moment at={schedule.acknowledgedAt} />
            </>
          ) : (
            'not yet'
          ),
        ],
        [
          'Paper',
          <a class="link" href={`${path}/pdf`}>
            Schedule (PDF)
          </a>,
        ],
      ]}
    />
  );
}

function idOf(c: WebContext): Id<'schedule'> {
  const id = readId('schedule', c.req.param('id') ?? '');
  if (!id) throw notFound('schedule');
  return id;
}
