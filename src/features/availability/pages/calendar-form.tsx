import { Hono } from 'hono';
import type { Needs } from '#platform/context.ts';
import { fieldErrorsOf, InputRefusal, notFound, Refusal, statusOf } from '#platform/errors.ts';
import { type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { ErrorSummary, HiddenField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { readUpload } from '#platform/upload/read-upload.ts';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { calendarFileInput, calendarInput } from '../input.ts';
import { addCalendar, addCalendarFile, refreshCalendar, removeCalendar } from '../keep-calendar.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'calendars'>;

/** Each reading asks another server in the locum's name. */
const READS = { name: 'calendar.read', most: 30, perMinutes: 60 };

/** The locum's own calendars: by address or as a file, read again, removed. */
export function calendarSourcePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/availability/calendars/*', requireVisitor);

  app.get('/availability/calendars/new', c => showForm(c, freshForm({ id: showId('calendar', newId('calendar')) })));

  app.post('/availability/calendars/new', async c => {
    let values: FormState['values'] = {};
    try {
      const upload = await readUpload(c);
      ({ values } = upload);
      const typedIn = Object.fromEntries(Object.keys(values).map(name => [name, typed(freshForm(values), name)]));
      const { owner, accountId } = visitorOf(c);
      await c.get('limits').count(READS, accountId);
      if (upload.file && typedIn.address)
        throw new InputRefusal({ address: 'Enter an address or choose a file, not both.' });
      if (upload.file) await addCalendarFile(ctx, owner, readInput(calendarFileInput, typedIn), upload.file.bytes);
      else await addCalendar(ctx, owner, readInput(calendarInput, typedIn));
      return c.redirect(withNotice('/availability#calendars', 'calendar-added'), 303);
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      c.status(statusOf(fault));
      return showForm(c, { values, errors: fieldErrorsOf(fault) });
    }
  });

  app.post('/availability/calendars/:id/refresh', async c => {
    const { owner, accountId } = visitorOf(c);
    await c.get('limits').count(READS, accountId);
    const problem = await refreshCalendar(ctx, owner, idOf(c));
    return c.redirect(withNotice('/availability#calendars', problem ? 'calendar-failed' : 'calendar-read'), 303);
  });

  app.post('/availability/calendars/:id/delete', async c => {
    await removeCalendar(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice('/availability#calendars', 'calendar-removed'), 303);
  });

  return app;
}

function showForm(c: WebContext, form: FormState) {
  const problem = form.errors.file;
  return showPage(
    c,
    {
      title: 'Add a calendar',
      lead: 'We read when you are busy, never what you do: only the times are kept, and nobody else sees them.',
    },
    <form
      method="post"
      action="/availability/calendars/new"
      enctype="multipart/form-data"
      class="flex flex-col gap-4"
      novalidate
    >
      <ErrorSummary form={form} />
      <HiddenField name="id" value={typed(form, 'id')} />
      <TextField form={form} name="label" label="Name" hint="Such as Family." maxlength={100} />
      <TextField
        form={form}
        name="address"
        type="url"
        label="Address"
        required={false}
        hint="The private or secret address in iCal format, from the settings of Google Calendar, Outlook or iCloud. It is kept encrypted and read every hour."
      />
      <div class="flex flex-col gap-1">
        <label for="f-file" class="font-medium">
          Or a file <span class="font-normal text-muted">(optional)</span>
        </label>
        <input
          id="f-file"
          type="file"
          name="file"
          accept=".ics,text/calendar"
          class="file-input min-h-11 w-full max-w-sm"
          aria-describedby={problem ? 'f-file-hint f-file-error' : 'f-file-hint'}
          aria-invalid={problem ? 'true' : undefined}
        />
        <p id="f-file-hint" class="text-sm text-muted">
          An exported .ics file up to 5 MB. It is read once and not kept.
        </p>
        {problem && (
          <p id="f-file-error" class="text-sm font-medium text-error">
            {problem}
          </p>
        )}
      </div>
      <p class="mt-2 flex flex-wrap gap-3">
        <button type="submit" class="btn btn-primary min-h-11">
          Read it
        </button>
        <a href="/availability" class="btn btn-ghost min-h-11">
          Cancel
        </a>
      </p>
    </form>,
  );
}

function idOf(c: WebContext): Id<'calendar'> {
  const id = readId('calendar', c.req.param('id') ?? '');
  if (!id) throw notFound('calendar');
  return id;
}
