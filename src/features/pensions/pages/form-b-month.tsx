import { Hono } from 'hono';
import { readProfile } from '#features/profile/index.ts';
import { asOwner, type OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput } from '#platform/form.ts';
import { Day } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formBDue } from '#rules/pension/deadlines.ts';
import { SCHEMES, schemeNation } from '#rules/pension/scheme.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { type KeptFormB, listFormBs } from '../form-b-store.ts';
import { behind } from '../form-pack.ts';
import { formBInput, submissionInput } from '../input.ts';
import { makeFormB } from '../make-form-b.ts';
import { referenceOf } from '../payment-reference.ts';
import { changeOf, type FormBKey, readFormB, wantsNew } from '../preview-form-b.ts';
import { submitFormB } from '../settle-form-b.ts';
import { listFormAs } from '../store.ts';
import { LateForms, MadeCautions } from './form-b-cautions.tsx';
import { FormALines, Sums, TierWords } from './form-b-figures.tsx';
import { FormBSteps, formBStepPages, Undo } from './form-b-steps.tsx';
import { monthIn, schemeIn, schemeQuery } from './scheme-year.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'files'>;

interface MonthForms {
  readonly making?: FormState;
  readonly submitting?: FormState;
  readonly settling?: FormState;
}

/** One month's Form B: what is on it, how its sums come about, its paper, and what was done with it. */
export function formBMonthPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/form-b/*', requireVisitor);

  app.get('/pension/form-b/:month', async c => showMonth(ctx, c, {}));

  app.post('/pension/form-b/:month', async c =>
    answerForm(
      c,
      async values => {
        const input = readInput(formBInput, values);
        await makeFormB(ctx, visitorOf(c).owner, monthIn(c), { scheme: schemeIn(c), ...input });
        return c.redirect(withNotice(pathOf(c), 'form-b-made'), 303);
      },
      making => showMonth(ctx, c, { making }),
    ),
  );

  app.post('/pension/form-b/:month/submitted', async c =>
    answerForm(
      c,
      async values => {
        const { owner } = visitorOf(c);
        const form = await asOwner(ctx.db, owner, async tx => standing(c, await listFormBs(tx)));
        if (!form) throw notFound('Form B');
        await submitFormB(ctx, owner, form.id, readInput(submissionInput, values));
        return c.redirect(withNotice(pathOf(c), 'form-b-submitted'), 303);
      },
      submitting => showMonth(ctx, c, { submitting }),
    ),
  );

  app.route(
    '/',
    formBStepPages(ctx, (c, settling) => showMonth(ctx, c, { settling })),
  );

  return app;
}

async function showMonth(ctx: Ctx, c: WebContext, forms: MonthForms) {
  const [month, scheme, today] = [monthIn(c), schemeIn(c), ctx.clock.today()];
  const read = await asOwner(ctx.db, visitorOf(c).owner, tx => readMonth(ctx, c, tx));
  const { made, standBehind, now, whyNot } = read;
  const [base, query] = [`/pension/form-b/${month}`, schemeQuery(scheme)];
  const making = forms.making ?? freshForm({ reference: referenceIn(read, { month, scheme }) });
  const isWrong = made && (made.rejected || (now && wantsNew(made, changeOf(made, now))));
  return showPage(
    c,
    {
      title: `Form B, ${formatPensionMonth(month)}`,
      lead: (
        <>
          {SCHEMES[scheme].label}. Forms and money must be in by <Day day={formBDue(month, schemeNation(scheme))} />.
        </>
      ),
      wide: true,
      islands: ['copy-value'],
    },
    <div class="flex flex-col gap-8">
      {made && (
        <>
          <MadeCautions made={made} behind={standBehind} now={now} today={today} />
          <FormALines caption={`On the Form B that was made${revisionWords(made)}`} forms={standBehind} />
          <Sums said={made} now={now} />
        </>
      )}
      {now && (!made || changeOf(made, now) === 'forms') && (
        <>
          <FormALines
            caption={made ? 'Paid in this month, as it is now' : 'Forms A paid in this month'}
            forms={now.forms}
          />
          {!made && <Sums said={now} now={undefined} />}
        </>
      )}
      {now && (
        <p class="text-muted">
          <TierWords preview={now} />
        </p>
      )}
      {whyNot && made && !isNothing(whyNot) && <Caution>{whyNot.message}</Caution>}
      {now && (
        <Form
          action={`${base}${query}`}
          form={making}
          submit={made ? 'Make it again' : 'Make Form B'}
          tone={made && !isWrong ? 'neutral' : 'primary'}
        >
          <LateForms form={making} late={now.late} />
          <TextField
            form={making}
            name="reference"
            label="Payment reference"
            required={false}
            width="w-72"
            hint={REFERENCE_HINTS[scheme]}
          />
        </Form>
      )}
      {made && (
        <section aria-labelledby="submission">
          <h2 id="submission" class="mb-3 text-lg font-medium">
            Send it
          </h2>
          <p class="mb-4 flex flex-wrap gap-3">
            <a class="btn min-h-11" href={`${base}/pdf${query}`}>
              Form B (PDF)
            </a>
            <a class="btn min-h-11" href={`${base}/pack${query}`}>
              With its Forms A (PDF)
            </a>
            <a class="btn min-h-11" href={`${base}/copy${query}`}>
              Copy sheet
            </a>
          </p>
          <Submission made={made} path={base} form={forms.submitting} today={today} />
          <FormBSteps path={base} form={forms.settling} made={made} today={today} />
        </section>
      )}
    </div>,
  );
}

/** The form that was made, and what it would be now. Refuses where there is neither. */
async function readMonth(ctx: Ctx, c: WebContext, tx: OwnedTransaction) {
  const made = standing(c, await listFormBs(tx));
  const standBehind = made ? behind(made, await listFormAs(tx)) : [];
  const profile = await readProfile(ctx, tx);
  try {
    const now = await readFormB(tx, { month: monthIn(c), scheme: schemeIn(c) }, ctx.clock.today());
    return { made, standBehind, profile, now, whyNot: undefined };
  } catch (fault) {
    if (!made || !(fault instanceof Refusal)) throw fault;
    return { made, standBehind, profile, now: undefined, whyNot: fault.reason };
  }
}

function isNothing({ code }: Refusal['reason']): boolean {
  return code === 'form_b.nothing_received';
}

function referenceIn({ made, profile }: Awaited<ReturnType<typeof readMonth>>, key: FormBKey): string {
  if (made?.paymentReference) return made.paymentReference;
  const { pensionNumber, registrationNumber } = profile;
  return pensionNumber && registrationNumber ? referenceOf({ ...key, pensionNumber, registrationNumber }, null) : '';
}

function revisionWords({ revision }: KeptFormB): string {
  return revision > 1 ? `, revision ${revision}` : '';
}

const REFERENCE_HINTS = {
  england_and_wales:
    'The month in it is Form B’s, the one in which the money came in: only that can match where a form holds work of several months (NASGP, after asking NHS Pensions). NHSBSA and PCSE write "month worked": change it if you were told so. It must be the same on Forms A, Form B and your payment.',
  scotland:
    'No rule for a reference was found for Scotland. Enter what Practitioner Services told you, or leave it empty.',
  northern_ireland: 'In Northern Ireland the direct debit carries your GMC number.',
} as const;

function Submission(props: {
  made: KeptFormB;
  /** The month's page without a query. */
  path: string;
  form: FormState | undefined;
  today: Temporal.PlainDate;
}) {
  const { made, path } = props;
  const query = schemeQuery(made.scheme);
  if (made.submittedOn) {
    return (
      <>
        <p>
          Submitted on <Day day={made.submittedOn} /> to {made.submittedTo}
          {made.submissionReference && `, reference ${made.submissionReference}`}.
        </p>
        {!made.rejected && <Undo step="submitted" path={path} query={query} />}
      </>
    );
  }
  const form =
    props.form ?? inScope('submit', freshForm({ on: props.today.toString(), to: SCHEMES[made.scheme].office }));
  return (
    <Form action={`${path}/submitted${query}`} form={form} submit="Record as submitted" tone="neutral">
      <FieldRow>
        <DayField form={form} name="on" label="Sent on" />
        <TextField form={form} name="to" label="To" width="w-56" />
        <TextField form={form} name="reference" label="Reference" required={false} width="w-56" />
      </FieldRow>
    </Form>
  );
}

function standing(c: WebContext, forms: readonly KeptFormB[]): KeptFormB | undefined {
  return forms.find(form => form.month === monthIn(c) && form.scheme === schemeIn(c));
}

function pathOf(c: WebContext): string {
  return `/pension/form-b/${monthIn(c)}${schemeQuery(schemeIn(c))}`;
}
