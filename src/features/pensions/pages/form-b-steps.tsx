import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput } from '#platform/form.ts';
import { Day } from '#platform/ui/figures.tsx';
import { CheckboxField, DayField, FieldRow, Form, MoneyField, TextField } from '#platform/ui/form.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds, lessPence, plainPounds } from '#rules/money.ts';
import { type KeptFormB, listFormBs } from '../form-b-store.ts';
import { formBPaymentInput, formBRejectionInput } from '../ledger-input.ts';
import { payFormB, rejectFormB } from '../settle-form-b.ts';
import { monthIn, schemeIn, schemeQuery } from './scheme-year.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** What becomes of a Form B after it was sent. `show` shows the month's page again with a form that was refused. */
export function formBStepPages(
  ctx: Ctx,
  show: (c: WebContext, form: FormState) => Response | Promise<Response>,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/form-b/*', requireVisitor);

  app.post('/pension/form-b/:month/paid', async c =>
    answerForm(
      c,
      async values => {
        const input = readInput(formBPaymentInput, values);
        await payFormB(ctx, visitorOf(c).owner, await idOf(ctx, c), input);
        return c.redirect(withNotice(pageOf(c), 'form-b-paid'), 303);
      },
      form => show(c, inScope('paid', form)),
    ),
  );

  app.post('/pension/form-b/:month/rejected', async c =>
    answerForm(
      c,
      async values => {
        const input = readInput(formBRejectionInput, values);
        await rejectFormB(ctx, visitorOf(c).owner, await idOf(ctx, c), input);
        return c.redirect(withNotice(pageOf(c), 'form-b-rejected'), 303);
      },
      form => show(c, inScope('rejected', form)),
    ),
  );

  return app;
}

/** Paid over, or sent back: the forms for a Form B that was submitted, and what is known. `path` is the month's page without a query. */
export function FormBSteps(props: {
  path: string;
  /** The one that was refused, in its scope. */
  form: FormState | undefined;
  made: KeptFormB;
  today: Temporal.PlainDate;
}) {
  const { path, made, form, today } = props;
  if (made.submittedOn === null || made.rejected) return null;
  const query = schemeQuery(made.scheme);
  const paying =
    form?.scope === 'paid'
      ? form
      : inScope('paid', freshForm({ paidOn: today.toString(), amount: plainPounds(made.payablePence) }));
  const rejecting =
    form?.scope === 'rejected' ? form : inScope('rejected', freshForm({ rejectedOn: today.toString() }));
  return (
    <div class="mt-6 flex flex-col gap-6">
      {made.paid ? (
        <p>
          {formatPounds(made.paid.pence)} paid over on <Day day={made.paid.on} />
          {made.paid.pence !== made.payablePence && `, ${differenceWords(made, made.paid.pence)}`}.
        </p>
      ) : (
        <Form action={`${path}/paid${query}`} form={paying} submit="Record as paid over" tone="neutral">
          <FieldRow>
            <DayField form={paying} name="paidOn" label="Paid over on" />
            <MoneyField
              form={paying}
              name="amount"
              label="Amount"
              hint={`Line i says ${formatPounds(made.payablePence)}`}
            />
          </FieldRow>
          {form?.scope === 'paid' && (
            <CheckboxField form={paying} name="differs" label="I paid another amount than line i" />
          )}
        </Form>
      )}
      <details class="border-t border-base-300 pt-4" open={form?.scope === 'rejected'}>
        <summary class="min-h-11 cursor-pointer">It was rejected</summary>
        <p class="mb-3 text-muted">
          The month is open again: put right what was wrong, make its Form B anew as a revision, and send that one.
        </p>
        <Form action={`${path}/rejected${query}`} form={rejecting} submit="Record the rejection" tone="error">
          <FieldRow>
            <DayField form={rejecting} name="rejectedOn" label="Rejected on" />
            <TextField form={rejecting} name="reason" label="What was wrong" />
          </FieldRow>
        </Form>
      </details>
    </div>
  );
}

function differenceWords(made: KeptFormB, paid: KeptFormB['payablePence']): string {
  const difference = lessPence(paid, made.payablePence);
  return difference > 0
    ? `${formatPounds(difference)} more than line i`
    : `${formatPounds(lessPence(made.payablePence, paid))} less than line i`;
}

async function idOf(ctx: Ctx, c: WebContext): Promise<Id<'formB'>> {
  const [month, scheme] = [monthIn(c), schemeIn(c)];
  const forms = await asOwner(ctx.db, visitorOf(c).owner, listFormBs);
  const form = forms.find(it => it.month === month && it.scheme === scheme);
  if (!form) throw notFound('Form B');
  return form.id;
}

function pageOf(c: WebContext): string {
  return `/pension/form-b/${monthIn(c)}${schemeQuery(schemeIn(c))}`;
}
