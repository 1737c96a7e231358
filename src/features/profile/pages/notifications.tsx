import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { CheckboxField, Form } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { notificationInput } from '../input.ts';
import { mutedKinds, NOTIFICATION_KINDS, NOTIFICATION_WORDS, setMuted } from '../notify-locum.ts';

/** Which mails the locum wants. Everything that happens is on Today all the same. */
export function notificationPages(ctx: Needs<'db' | 'clock'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/notifications', requireVisitor);

  app.get('/notifications', async c => {
    const muted = await asOwner(ctx.db, visitorOf(c).owner, mutedKinds);
    return show(c, freshForm({ wanted: NOTIFICATION_KINDS.filter(kind => !muted.includes(kind)) }));
  });

  app.post('/notifications', async c =>
    answerForm(
      c,
      async values => {
        const { muted } = readInput(notificationInput, values);
        await asOwner(ctx.db, visitorOf(c).owner, tx => setMuted(tx, muted, ctx.clock.now()));
        return c.redirect(withNotice('/notifications', 'saved'), 303);
      },
      form => show(c, form),
    ),
  );

  return app;
}

function show(c: WebContext, form: FormState) {
  return showPage(
    c,
    {
      title: 'Mails to you',
      lead: 'Mails about your account itself, such as a new password, and those that bring you a signed paper always come. Everything else is your choice, and stands on Today either way.',
    },
    <Form action="/notifications" form={form} submit="Save">
      <fieldset>
        <legend class="mb-2 text-lg font-medium">Send me a mail when</legend>
        {NOTIFICATION_KINDS.map(kind => (
          <CheckboxField form={form} name="wanted" value={kind} label={NOTIFICATION_WORDS[kind]} />
        ))}
      </fieldset>
    </Form>,
  );
}
