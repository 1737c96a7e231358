import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput } from '#platform/form.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { showId } from '#rules/ids.ts';
import { formatPercent, formatPounds } from '#rules/money.ts';
import { formBDue } from '#rules/pension/deadlines.ts';
import { SCHEMES, schemeNation } from '#rules/pension/scheme.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { type KeptFormB, listFormBs } from '../form-b-store.ts';
import { formBInput, submissionInput } from '../input.ts';
import { type FormBPreview, makeFormB, readFormB, submitFormB } from '../make-form-b.ts';
import { referenceOf } from '../payment-reference.ts';
import { FormBSteps, formBStepPages } from './form-b-steps.tsx';
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
        const { reference } = readInput(formBInput, values);
        await makeFormB(ctx, visitorOf(c).owner, monthIn(c), { scheme: schemeIn(c), reference });
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
  const { profile, preview, made } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    ...(await readFormB(ctx, tx, { month, scheme })),
    made: standing(c, await listFormBs(tx)),
  }));
  const isStale = made !== undefined && isOutOfDate(made, preview);
  const reference =
    made?.paymentReference ||
    (profile.pensionNumber && profile.registrationNumber
      ? referenceOf(
          {
            scheme,
            month,
            ...{ pensionNumber: profile.pensionNumber, registrationNumber: profile.registrationNumber },
          },
          null,
        )
      : '');
  const base = `/pension/form-b/${month}`;
  const query = schemeQuery(scheme);
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
      {made?.rejected && (
        <Caution>
          Rejected on <Day day={made.rejected.on} />: {made.rejected.reason} Put it right, make it again, and send the
          new one.
        </Caution>
      )}
      {isStale && (
        <Caution>What came in has changed since this form was made. Make it again, and send the new one.</Caution>
      )}
      <Lines preview={preview} />
      <Sums preview={preview} />
      <p class="text-muted">{tierWords(preview)}</p>
      <Form
        action={`${base}${query}`}
        form={forms.making ?? freshForm({ reference })}
        submit={made ? 'Make it again' : 'Make Form B'}
        tone={made && !isStale && !made.rejected ? 'neutral' : 'primary'}
      >
        <TextField
          form={forms.making ?? freshForm({ reference })}
          name="reference"
          label="Payment reference"
          required={false}
          width="w-72"
          hint={REFERENCE_HINTS[scheme]}
        />
      </Form>
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
          <Submission made={made} action={`${base}/submitted${query}`} form={forms.submitting} today={today} />
          <FormBSteps path={base} form={forms.settling} made={made} today={today} />
        </section>
      )}
    </div>,
  );
}

const REFERENCE_HINTS = {
  england_and_wales:
    'The month in it is Form B’s, the one in which the money came in: only that can match where a form holds work of several months (NASGP, after asking NHS Pensions). NHSBSA and PCSE write "month worked": change it if you were told so. It must be the same on Forms A, Form B and your payment.',
  scotland:
    'No rule for a reference was found for Scotland. Enter what Practitioner Services told you, or leave it empty.',
  northern_ireland: 'In Northern Ireland the direct debit carries your GMC number.',
} as const;

function Lines({ preview }: { preview: FormBPreview }) {
  return (
    <Table
      caption="Forms A paid in this month"
      rows={preview.forms}
      columns={[
        {
          heading: 'Invoice',
          lead: true,
          cell: form => (
            <a class="link" href={`/invoices/${showId('invoice', form.invoiceId)}`}>
              {form.invoiceNumber}
              {form.part > 1 && `, part ${form.part}`}
            </a>
          ),
        },
        { heading: 'Organisation', cell: form => form.organisationName },
        { heading: 'First day', cell: form => <Day day={form.firstDay} short /> },
        { heading: 'Last day', cell: form => <Day day={form.lastDay} short /> },
        { heading: 'Paid', cell: form => form.paidOn && <Day day={form.paidOn} short /> },
        { heading: 'Signed', cell: form => (form.signed ? form.signed.name : 'Not yet') },
        { heading: 'Box 2', figures: true, cell: form => <Money pence={form.pensionablePence} /> },
        { heading: 'Box 3', figures: true, cell: form => <Money pence={form.employerPence} /> },
      ]}
    />
  );
}

function Sums({ preview }: { preview: FormBPreview }) {
  const { figures } = preview;
  return (
    <Facts
      rows={[
        ['a  Pensionable pay', <Money pence={figures.a} />],
        [`b  Contribution at ${formatPercent(preview.tierBasisPoints)}`, <Money pence={figures.b} />],
        ['c  Added years', <Money pence={figures.c} />],
        ['d  MPAVC', <Money pence={figures.d} />],
        ['e  Additional pension', <Money pence={figures.e} />],
        ['f  ERRBO', <Money pence={figures.f} />],
        ['g  Your contributions', <Money pence={figures.g} />],
        ['h  Employer’s contributions', <Money pence={figures.h} />],
        [
          'i  To pay over',
          <strong>
            <Money pence={figures.i} />
          </strong>,
        ],
        ['j  Pensionable so far this scheme year', <Money pence={figures.j} />],
      ]}
    />
  );
}

function Submission(props: {
  made: KeptFormB;
  action: string;
  form: FormState | undefined;
  today: Temporal.PlainDate;
}) {
  const { made } = props;
  if (made.submittedOn) {
    return (
      <p>
        Submitted on <Day day={made.submittedOn} /> to {made.submittedTo}
        {made.submissionReference && `, reference ${made.submissionReference}`}.
      </p>
    );
  }
  const form =
    props.form ?? inScope('submit', freshForm({ on: props.today.toString(), to: SCHEMES[made.scheme].office }));
  return (
    <Form action={props.action} form={form} submit="Record as submitted" tone="neutral">
      <FieldRow>
        <DayField form={form} name="on" label="Sent on" />
        <TextField form={form} name="to" label="To" width="w-56" />
        <TextField form={form} name="reference" label="Reference" required={false} width="w-56" />
      </FieldRow>
    </Form>
  );
}

/** Money came in or went out, or a form was given up, since the form was made. */
function isOutOfDate(made: KeptFormB, preview: FormBPreview): boolean {
  const now = new Set(preview.forms.map(form => form.id));
  return now.size !== made.formAIds.length || made.formAIds.some(id => !now.has(id));
}

function tierWords({ tierBy, tierBasisPoints, soFar, schemeYear, scheme }: FormBPreview) {
  const where = (
    <a class="link" href={`/pension/year/${schemeYear}${schemeQuery(scheme)}`}>
      page of the scheme year
    </a>
  );
  if (tierBy === 'locum')
    return (
      <>
        The tier of {formatPercent(tierBasisPoints)} is the one you entered. It can be changed on the {where}.
      </>
    );
  return (
    <>
      The tier is reckoned: {formatPounds(soFar.pensionablePence)} pensionable so far
      {soFar.annualisedPence !== undefined &&
        ` over ${soFar.days} days of service is ${formatPounds(soFar.annualisedPence)} a year`}
      . Other practitioner work belongs under{' '}
      <a class="link" href="/pension/posts">
        other posts
      </a>
      ; the whole reckoning is on the {where}.
    </>
  );
}

function standing(c: WebContext, forms: readonly KeptFormB[]): KeptFormB | undefined {
  return forms.find(form => form.month === monthIn(c) && form.scheme === schemeIn(c));
}

function pathOf(c: WebContext): string {
  return `/pension/form-b/${monthIn(c)}${schemeQuery(schemeIn(c))}`;
}
