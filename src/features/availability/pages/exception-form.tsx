import { Hono } from 'hono';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { CheckboxField, DayField, FieldRow, Form, HiddenField, TextField, TimeField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';
import { EXCEPTION_KINDS, exceptionInput, termBreakInput } from '../input.ts';
import { addException, addTermBreak, deleteException, deleteTermBreak } from '../keep-exception.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Days that are not as usual: days off, blocked hours, extra sessions, and the holidays of those who work in term time. */
export function exceptionPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/availability/exceptions/*', requireVisitor);
  app.use('/availability/term-breaks/*', requireVisitor);

  app.get('/availability/exceptions/new', c => {
    const kind = EXCEPTION_KINDS.find(it => it === c.req.query('kind')) ?? 'off';
    const times = kind === 'off' ? {} : { from: '08:30', to: '12:30' };
    const id = showId('availabilityException', newId('availabilityException'));
    return showException(ctx, c, freshForm({ id, kind, ...times }));
  });

  app.post('/availability/exceptions/new', c =>
    answerForm(
      c,
      async values => {
        await addException(ctx, visitorOf(c).owner, readInput(exceptionInput, values));
        return c.redirect(withNotice('/availability', 'availability-saved'), 303);
      },
      form => showException(ctx, c, form),
    ),
  );

  app.post('/availability/exceptions/:id/delete', async c => {
    const id = readId('availabilityException', c.req.param('id'));
    if (!id) throw notFound('exception');
    await deleteException(ctx, visitorOf(c).owner, id);
    return c.redirect(withNotice('/availability', 'availability-deleted'), 303);
  });

  app.get('/availability/term-breaks/new', c =>
    showTermBreak(ctx, c, freshForm({ id: showId('termBreak', newId('termBreak')) })),
  );

  app.post('/availability/term-breaks/new', c =>
    answerForm(
      c,
      async values => {
        await addTermBreak(ctx, visitorOf(c).owner, readInput(termBreakInput, values));
        return c.redirect(withNotice('/availability', 'availability-saved'), 303);
      },
      form => showTermBreak(ctx, c, form),
    ),
  );

  app.post('/availability/term-breaks/:id/delete', async c => {
    const id = readId('termBreak', c.req.param('id'));
    if (!id) throw notFound('holiday');
    await deleteTermBreak(ctx, visitorOf(c).owner, id);
    return c.redirect(withNotice('/availability', 'availability-deleted'), 303);
  });

  return app;
}

const FORMS = {
  off: { title: 'Take days off', submit: 'Take them off', lead: 'Nothing is offered on these days.' },
  block: { title: 'Block hours', submit: 'Block them', lead: 'What is offered on that day is cut around these hours.' },
  extra: {
    title: 'Offer an extra session',
    submit: 'Offer it',
    lead: 'On one day, beside the sessions you always offer.',
  },
};

function showException(ctx: Ctx, c: WebContext, form: FormState) {
  const kind = EXCEPTION_KINDS.find(it => it === typed(form, 'kind')) ?? 'off';
  const { title, submit, lead } = FORMS[kind];
  const min = ctx.clock.today().toString();
  return showPage(
    c,
    { title, lead },
    <Form action="/availability/exceptions/new" form={form} submit={submit} cancel="/availability">
      <HiddenField name="id" value={typed(form, 'id')} />
      <HiddenField name="kind" value={kind} />
      {kind === 'off' ? (
        <FieldRow>
          <DayField form={form} name="firstDay" label="First day" />
          <DayField
            form={form}
            name="lastDay"
            label="Last day"
            required={false}
            hint="Empty: the same day."
            min={min}
          />
        </FieldRow>
      ) : (
        <>
          <DayField form={form} name="firstDay" label="Day" min={min} />
          <FieldRow>
            <TimeField form={form} name="from" label="From" />
            <TimeField form={form} name="to" label="To" hint="Before the start: on the next day." />
          </FieldRow>
        </>
      )}
      {kind === 'extra' && (
        <CheckboxField
          form={form}
          name="askFirst"
          label="Never book it at once: ask me first"
          hint="Matters only where you allow instant booking on your public page."
        />
      )}
      <TextField form={form} name="reason" label="Reason" required={false} hint="For you alone." maxlength={200} />
    </Form>,
  );
}

function showTermBreak(ctx: Ctx, c: WebContext, form: FormState) {
  return showPage(
    c,
    { title: 'Add a school holiday', lead: 'Sessions for term time only are not offered on these days.' },
    <Form action="/availability/term-breaks/new" form={form} submit="Add it" cancel="/availability">
      <HiddenField name="id" value={typed(form, 'id')} />
      <FieldRow>
        <DayField form={form} name="firstDay" label="First day" />
        <DayField form={form} name="lastDay" label="Last day" min={ctx.clock.today().toString()} />
      </FieldRow>
      <TextField form={form} name="label" label="Name" required={false} hint="Such as Christmas." maxlength={100} />
    </Form>,
  );
}
