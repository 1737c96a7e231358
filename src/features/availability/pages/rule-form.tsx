import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import {
  CheckboxField,
  DayField,
  FieldGroup,
  FieldRow,
  Form,
  HiddenField,
  SelectField,
  TimeField,
} from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatTime } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { ruleInput, WEEKDAYS } from '../input.ts';
import { addRule, changeRule, deleteRule } from '../keep-rule.ts';
import { type KeptRule, listRules } from '../store.ts';
import { WEEKDAY_LABELS } from './words.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Sessions that are offered again and again: one form to add and to change one. */
export function rulePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/availability/rules/*', requireVisitor);

  app.get('/availability/rules/new', c =>
    showForm(
      c,
      undefined,
      freshForm({
        id: showId('availabilityRule', newId('availabilityRule')),
        from: '08:30',
        to: '12:30',
        firstDay: ctx.clock.today().toString(),
        everyWeeks: '1',
      }),
    ),
  );

  app.post('/availability/rules/new', c =>
    answerForm(
      c,
      async values => {
        await addRule(ctx, visitorOf(c).owner, readInput(ruleInput, values));
        return c.redirect(withNotice('/availability', 'availability-saved'), 303);
      },
      form => showForm(c, undefined, form),
    ),
  );

  app.get('/availability/rules/:id', async c => {
    const rules = await asOwner(ctx.db, visitorOf(c).owner, listRules);
    const rule = rules.find(it => it.id === idOf(c));
    if (!rule) throw notFound('session');
    return showForm(c, rule.id, freshForm(valuesOf(rule)));
  });

  app.post('/availability/rules/:id', c =>
    answerForm(
      c,
      async values => {
        await changeRule(ctx, visitorOf(c).owner, idOf(c), readInput(ruleInput, values));
        return c.redirect(withNotice('/availability', 'availability-saved'), 303);
      },
      form => showForm(c, idOf(c), form),
    ),
  );

  app.post('/availability/rules/:id/delete', async c => {
    await deleteRule(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice('/availability', 'availability-deleted'), 303);
  });

  return app;
}

function showForm(c: WebContext, id: Id<'availabilityRule'> | undefined, form: FormState) {
  const path = id ? `/availability/rules/${showId('availabilityRule', id)}` : '/availability/rules/new';
  const problem = form.errors.weekdays;
  return showPage(
    c,
    { title: id ? 'Change the session' : 'Offer a session' },
    <>
      <Form action={path} form={form} submit={id ? 'Save' : 'Offer it'} cancel="/availability">
        {id === undefined && <HiddenField name="id" value={typed(form, 'id')} />}
        <fieldset id="f-weekdays" aria-describedby={problem ? 'f-weekdays-error' : undefined}>
          <legend class="font-medium">Days of the week</legend>
          <div class="flex flex-wrap gap-x-6">
            {WEEKDAYS.map((day, i) => (
              <CheckboxField
                form={{ ...form, errors: {} }}
                name="weekdays"
                value={day}
                label={WEEKDAY_LABELS[i] ?? day}
              />
            ))}
          </div>
          {problem && (
            <p id="f-weekdays-error" class="text-sm font-medium text-error">
              {problem}
            </p>
          )}
        </fieldset>
        <FieldRow>
          <TimeField form={form} name="from" label="From" />
          <TimeField form={form} name="to" label="To" hint="Before the start: on the next day." />
        </FieldRow>
        <FieldGroup legend="How often and until when">
          <SelectField
            form={form}
            name="everyWeeks"
            label="How often"
            options={[
              { value: '1', label: 'Every week' },
              { value: '2', label: 'Every second week, counted from the first day' },
            ]}
          />
          <FieldRow>
            <DayField form={form} name="firstDay" label="First day" />
            <DayField
              form={form}
              name="lastDay"
              label="Last day"
              required={false}
              hint="Empty: until further notice."
            />
          </FieldRow>
          <CheckboxField form={form} name="termTimeOnly" label="In term time only, not in the holidays that I enter" />
          <CheckboxField
            form={form}
            name="askFirst"
            label="Never book it at once: ask me first"
            hint="Matters only where you allow instant booking on your public page."
          />
        </FieldGroup>
      </Form>
      {id && (
        <form method="post" action={`${path}/delete`} class="mt-6">
          <button type="submit" class="btn btn-ghost min-h-11">
            Offer it no longer
          </button>
        </form>
      )}
    </>,
  );
}

function valuesOf(rule: KeptRule) {
  return {
    weekdays: WEEKDAYS.filter((_, i) => rule.weekdays.includes(i + 1)),
    from: formatTime(rule.from),
    to: formatTime(rule.to),
    firstDay: rule.firstDay.toString(),
    lastDay: rule.lastDay?.toString() ?? '',
    everyWeeks: String(rule.everyWeeks),
    termTimeOnly: rule.termTimeOnly ? 'on' : '',
    askFirst: rule.asksFirst ? 'on' : '',
  };
}

function idOf(c: WebContext): Id<'availabilityRule'> {
  const id = readId('availabilityRule', c.req.param('id') ?? '');
  if (!id) throw notFound('session');
  return id;
}
