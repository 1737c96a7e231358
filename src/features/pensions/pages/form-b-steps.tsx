import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput } from '#platform/form.ts';
import { CheckboxField, DayField, FieldRow, Form, MoneyField, TextField } from '#platform/ui/form.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds, lessPence, plainPounds, ZERO } from '#rules/money.ts';
import { leftToPay, paidOver, paymentsOf } from '../form-b-history.ts';
import { type KeptFormB, listFormBs } from '../form-b-store.ts';
import { formBPaymentInput, formBRejectionInput } from '../ledger-input.ts';
import { payFormB, rejectFormB } from '../settle-form-b.ts';
import { FORM_B_STEPS, type FormBStep, undoFormBStep } from '../undo-form-b.ts';
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

  app.post('/pension/form-b/:month/:step/undo', async c => {
    const step = FORM_B_STEPS.find(it => it === c.req.param('step'));
    if (!step) throw notFound('step');
    try {
      await undoFormBStep(ctx, visitorOf(c).owner, await idOf(ctx, c), step);
    } catch (fault) {
      // pressed twice, or overtaken: the page shows how it stands
      if (!(fault instanceof Refusal) || fault.reason.code !== 'form_b.not_recorded') throw fault;
    }
    return c.redirect(withNotice(pageOf(c), 'form-b-undone'), 303);
  });

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
  const { path, made, form } = props;
  const query = schemeQuery(made.scheme);
  const isOpen = made.submittedOn !== null && !made.rejected;
  return (
    <div class="mt-6 flex flex-col gap-6">
      <PaidOver made={made} />
      {paymentsOf(made).length > 0 && <Undo step="paid" path={path} query={query} />}
      {isOpen && (leftToPay(made) > 0 || form?.scope === 'paid') && <Paying {...props} query={query} />}
      {isOpen && <Rejecting {...props} query={query} />}
      {made.rejected && <Undo step="rejected" path={path} query={query} />}
    </div>
  );
}

/** What was paid for the month, by whichever revision, and what is left of line i. */
function PaidOver({ made }: { made: KeptFormB }) {
  const payments = paymentsOf(made);
  const [first] = payments;
  if (!first) return null;
  const left = leftToPay(made);
  const days = payments.map(it => `${formatPounds(it.pence)} on ${formatDay(it.on)}`).join(', ');
  return (
    <p>
      {formatPounds(paidOver(made))} paid over{payments.length > 1 ? ` (${days})` : ` on ${formatDay(first.on)}`}
      {left > 0 && `, ${formatPounds(left)} left of line i, ${formatPounds(made.payablePence)}`}
      {left < 0 &&
        `, ${formatPounds(lessPence(ZERO, left))} more than line i, ${formatPounds(made.payablePence)}: ask the pension office to give it back or to count it for another month`}
      .
    </p>
  );
}

type StepProps = Parameters<typeof FormBSteps>[0] & { readonly query: string };

function Paying({ path, made, form, today, query }: StepProps) {
  const left = leftToPay(made);
  const paying =
    form?.scope === 'paid' ? form : inScope('paid', freshForm({ paidOn: today.toString(), amount: plainPounds(left) }));
  const hint =
    paidOver(made) > 0 ? `${formatPounds(left)} is left to pay` : `Line i says ${formatPounds(made.payablePence)}`;
  return (
    <Form action={`${path}/paid${query}`} form={paying} submit="Record as paid over" tone="neutral">
      <FieldRow>
        <DayField form={paying} name="paidOn" label="Paid over on" />
        <MoneyField form={paying} name="amount" label="Amount" hint={hint} />
      </FieldRow>
      {form?.scope === 'paid' && <CheckboxField form={paying} name="differs" label="I paid another amount" />}
    </Form>
  );
}

function Rejecting({ path, form, today, query }: StepProps) {
  const rejecting =
    form?.scope === 'rejected' ? form : inScope('rejected', freshForm({ rejectedOn: today.toString() }));
  return (
    <details class="border-t border-base-300 pt-4" open={form?.scope === 'rejected'}>
      <summary class="min-h-11 cursor-pointer">It was rejected</summary>
      <p class="mb-3 text-muted">
        The month is open again: put right what was wrong, make its Form B anew as a revision, and send that one. What
        you paid over stays counted.
      </p>
      <Form action={`${path}/rejected${query}`} form={rejecting} submit="Record the rejection" tone="error">
        <FieldRow>
          <DayField form={rejecting} name="rejectedOn" label="Rejected on" />
          <TextField form={rejecting} name="reason" label="What was wrong" />
        </FieldRow>
      </Form>
    </details>
  );
}

/** Takes back what was recorded, with its consequence in words. */
export function Undo({ step, path, query }: { step: FormBStep; path: string; query: string }) {
  const { summary, consequence, button } = UNDO_WORDS[step];
  return (
    <details>
      <summary class="min-h-11 cursor-pointer text-muted">{summary}</summary>
      <p class="mb-3 text-muted">{consequence}</p>
      <Form action={`${path}/${step}/undo${query}`} form={inScope(`undo-${step}`)} submit={button} tone="neutral">
        {null}
      </Form>
    </details>
  );
}

const UNDO_WORDS: Readonly<Record<FormBStep, { summary: string; consequence: string; button: string }>> = {
  submitted: {
    summary: 'It was not sent, or not like this',
    consequence:
      'The form counts as made and not sent: it is due again, its ten weeks run, and its contributions no longer count as taken. What was paid over stays.',
    button: 'Take “submitted” back',
  },
  rejected: {
    summary: 'It was not rejected',
    consequence: 'The form counts as sent again, as it was before, and its month is closed.',
    button: 'Take the rejection back',
  },
  paid: {
    summary: 'The payment is wrong',
    consequence:
      'What was last recorded as paid over for this month is taken off, and is left to pay again. Record it anew as it was.',
    button: 'Take the payment back',
  },
};

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
