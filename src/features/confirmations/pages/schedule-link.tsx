import { Hono } from 'hono';
import { readAccount } from '#features/accounts/index.ts';
import { type Entered, enterLink, LINK_TRIES, noteDownload, noteOpening } from '#features/sharing/index.ts';
import { asOwner } from '#platform/access.ts';
import { callerOf } from '#platform/caller.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { Moment } from '#platform/ui/figures.tsx';
import { Form, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import type { WebContext, WebEnv } from '#platform/web.ts';
import { formatMoment } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { acknowledgementInput } from '../input.ts';
import { acknowledgeSchedule } from '../make-schedule.ts';
import { readSchedule } from '../store.ts';
import { ScheduleLines } from './schedule-lines.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files'>;

/** A booking schedule as its organisation sees it. */
export function scheduleLinkPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/d/:token', async c => {
    const entered = await enterLink(ctx, c.req.param('token'), 'schedule', callerOf(c));
    await noteOpening(ctx, entered, callerOf(c));
    return show(ctx, c, entered, freshForm());
  });

  app.get('/d/:token/pdf', async c => {
    const entered = await enterLink(ctx, c.req.param('token'), 'schedule', callerOf(c));
    const file = await asOwner(ctx.db, entered.owner, async tx => {
      const schedule = await readSchedule(tx, entered.link.subjectId as Id<'schedule'>);
      if (!schedule) throw notFound('page');
      return readStoredFile(ctx, tx, schedule.fileId);
    });
    await noteDownload(ctx, entered, file.name, callerOf(c));
    return serveFile(c, file, 'inline');
  });

  app.post('/d/:token', async c => {
    const entered = await enterLink(ctx, c.req.param('token'), 'schedule', callerOf(c));
    return answerForm(
      c,
      async values => {
        await c.get('limits').count(LINK_TRIES, entered.link.id);
        await acknowledgeSchedule(ctx, entered, readInput(acknowledgementInput, values), callerOf(c));
        return c.redirect(withNotice(c.req.path, 'answer-kept'), 303);
      },
      form => show(ctx, c, entered, form),
    );
  });

  return app;
}

async function show(ctx: Ctx, c: WebContext, { owner, link }: Entered, form: FormState) {
  const { schedule, account } = await asOwner(ctx.db, owner, async tx => ({
    schedule: await readSchedule(tx, link.subjectId as Id<'schedule'>),
    account: await readAccount(tx),
  }));
  if (!schedule) throw notFound('page');
  return showPage(
    c,
    {
      title: `Booking schedule of ${account.name}`,
      lead: `For ${schedule.organisationName}, as agreed on ${formatMoment(schedule.madeAt)}`,
      outside: true,
      wide: true,
    },
    <div class="flex flex-col gap-8">
      <ScheduleLines lines={schedule.lines} />
      <p>
        <a class="link" href={`${c.req.path}/pdf`}>
          The schedule as PDF
        </a>
      </p>
      {schedule.acknowledgedAt ? (
        <p>
          Acknowledged by {schedule.acknowledgedBy}, <Moment at={schedule.acknowledgedAt} />.
        </p>
      ) : (
        <Form action={c.req.path} form={form} submit="Acknowledge the schedule">
          <TextField form={form} name="name" label="Your name" autocomplete="name" width="w-full max-w-sm" />
          <TextField form={form} name="note" label="Note" required={false} />
        </Form>
      )}
    </div>,
  );
}
