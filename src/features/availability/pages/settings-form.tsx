import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Form, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { settingsInput } from '../input.ts';
import { keepSettings } from '../keep-settings.ts';
import { readSettings } from '../store.ts';

/** Time kept free, notice, shortest booking and horizon. */
export function availabilitySettingsPages(ctx: Needs<'db' | 'clock' | 'queue'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/availability/settings', requireVisitor);

  app.get('/availability/settings', async c => {
    const settings = await asOwner(ctx.db, visitorOf(c).owner, readSettings);
    const values = Object.entries(settings).map(([name, value]) => [name, String(value)]);
    return showForm(c, freshForm(Object.fromEntries(values)));
  });

  app.post('/availability/settings', c =>
    answerForm(
      c,
      async values => {
        await keepSettings(ctx, visitorOf(c).owner, readInput(settingsInput, values));
        return c.redirect(withNotice('/availability#settings', 'availability-saved'), 303);
      },
      form => showForm(c, form),
    ),
  );

  return app;
}

function showForm(c: WebContext, form: FormState) {
  const field = (name: string, label: string, hint: string) => (
    <TextField form={form} name={name} label={label} hint={hint} inputmode="numeric" width="w-32" />
  );
  return showPage(
    c,
    { title: 'How you may be booked' },
    <Form action="/availability/settings" form={form} submit="Save" cancel="/availability">
      {field(
        'guardMinutes',
        'Minutes for travel and rest',
        'Kept free before and after bookings and whatever is in your calendars.',
      )}
      {field('noticeHours', 'Hours of notice', 'Nothing is offered that starts sooner.')}
      {field(
        'shortestMinutes',
        'Minutes of the shortest booking',
        'What is left of a session is offered only if it is as long as this.',
      )}
      {field('horizonDays', 'Days ahead', 'Nothing is offered further ahead than this, at most 400.')}
    </Form>,
  );
}
