import { Hono } from 'hono';
import { readProfile } from '#features/profile/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { Badge, Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDistance } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { formatPercent, formatPounds } from '#rules/money.ts';
import { formBDue, tenWeeks } from '#rules/pension/deadlines.ts';
import { NOT_PENSIONABLE_WORDS } from '#rules/pension/eligibility.ts';
import { formatPensionMonth, type PensionMonth, readPensionMonth } from '#rules/pension-month.ts';
import { professionOf } from '#rules/professions.ts';
import { monthsOpen } from '../deadlines.ts';
import { submissionInput } from '../input.ts';
import { type FormBPreview, makeFormB, previewFormB, submitFormB } from '../make-form-b.ts';
import { findFormA, type KeptFormA, type KeptFormB, listFormAs, listFormBs } from '../store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'files'>;

/** Forms A and B: what there is, what is due, and the papers. */
export function pensionPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension', requireVisitor);
  app.use('/pension/*', requireVisitor);

  app.get('/pension', async c => showOverview(ctx, c));

  app.get('/pension/form-a/:invoice/pdf', async c => {
    const invoice = readId('invoice', c.req.param('invoice'));
    return sendFile(ctx, c, async tx => {
      const form = invoice && (await findFormA(tx, invoice));
      return form ? (form.signed?.fileId ?? form.fileId) : undefined;
    });
  });

  app.get('/pension/form-b/:month', async c => showMonth(ctx, c, monthOf(c), {}));

  app.get('/pension/form-b/:month/pdf', async c =>
    sendFile(ctx, c, async tx => (await listFormBs(tx)).find(form => form.month === c.req.param('month'))?.fileId),
  );

  app.post('/pension/form-b/:month', async c =>
    answerForm(
      c,
      async () => {
        await makeFormB(ctx, visitorOf(c).owner, monthOf(c));
        return c.redirect(withNotice(`/pension/form-b/${monthOf(c)}`, 'form-b-made'), 303);
      },
      making => showMonth(ctx, c, monthOf(c), { making }),
    ),
  );

  app.post('/pension/form-b/:month/submitted', async c =>
    answerForm(
      c,
      async values => {
        const { owner } = visitorOf(c);
        const form = await asOwner(ctx.db, owner, async tx =>
          (await listFormBs(tx)).find(it => it.month === monthOf(c)),
        );
        if (!form) throw notFound('Form B');
        await submitFormB(ctx, owner, form.id, readInput(submissionInput, values));
        return c.redirect(withNotice('/pension', 'form-b-submitted'), 303);
      },
      submitting => showMonth(ctx, c, monthOf(c), { submitting }),
    ),
  );

  return app;
}

async function showOverview(ctx: Ctx, c: WebContext) {
  const visitor = visitorOf(c);
  if (!professionOf(visitor.profession).usesFormsAB) {
    return showPage(c, { title: 'NHS pension' }, <p class="max-w-prose">{NOT_PENSIONABLE_WORDS.not_a_gp}</p>);
  }
  const today = ctx.clock.today();
  const { profile, formAs, formBs } = await asOwner(ctx.db, visitor.owner, async tx => ({
    profile: await readProfile(ctx, tx),
    formAs: await listFormAs(tx),
    formBs: await listFormBs(tx),
  }));
  const open = monthsOpen(formAs, formBs);
  return showPage(
    c,
    {
      title: 'NHS pension',
      lead: 'One Form A an invoice; one Form B a month in which pensioned money came in.',
      wide: true,
    },
    formAs.length === 0 ? (
      <EmptyState
        title="No forms yet"
        action={
          <a class="btn btn-primary min-h-11" href="/invoices/new">
            Make an invoice
          </a>
        }
      >
        Mark a booking as pensionable, and its invoice takes the Form A along. When the money arrives, its month’s Form
        B is made here.
      </EmptyState>
    ) : (
      <div class="flex flex-col gap-10">
        <section aria-labelledby="form-b">
          <h2 id="form-b" class="mb-3 text-lg font-medium">
            Form B
          </h2>
          {open.length === 0 ? (
            <p class="text-muted">Nothing is due.</p>
          ) : (
            <ul class="border-t border-base-300">
              {open.map(month => (
                <li class="flex flex-wrap items-center justify-between gap-3 border-b border-base-300 py-2">
                  <span>
                    {formatPensionMonth(month)}, due <Day day={formBDue(month, profile.nation)} />{' '}
                    <span class="text-muted">({formatDistance(today, formBDue(month, profile.nation))})</span>
                  </span>
                  <a class="btn min-h-11" href={`/pension/form-b/${month}`}>
                    {formBs.some(form => form.month === month) ? 'Open it' : 'Make it'}
                  </a>
                </li>
              ))}
            </ul>
          )}
          {formBs.length > 0 && (
            <div class="mt-4">
              <Table caption="Forms B made" rows={formBs} columns={FORM_B_COLUMNS} />
            </div>
          )}
        </section>
        <section aria-labelledby="form-a">
          <h2 id="form-a" class="mb-1 text-lg font-medium">
            Form A
          </h2>
          <p class="mb-3 text-muted">
            The ten weeks count from the first day worked (PCSE); after ten weeks from the last day (NHSBSA) the work
            can no longer be pensioned. Sources disagree, so go by the first.
          </p>
          <Table caption="Forms A" rows={formAs} columns={formAColumns(today)} />
        </section>
      </div>
    ),
  );
}

const FORM_B_COLUMNS = [
  {
    heading: 'Month',
    lead: true,
    cell: (form: KeptFormB) => (
      <a class="link" href={`/pension/form-b/${form.month}`}>
        {formatPensionMonth(form.month)}
      </a>
    ),
  },
  { heading: 'Tier', figures: true, cell: (form: KeptFormB) => formatPercent(form.tierBasisPoints) },
  { heading: 'Pensionable', figures: true, cell: (form: KeptFormB) => <Money pence={form.pensionablePence} /> },
  { heading: 'You', figures: true, cell: (form: KeptFormB) => <Money pence={form.employeeTotalPence} /> },
  { heading: 'Employer', figures: true, cell: (form: KeptFormB) => <Money pence={form.employerPence} /> },
  { heading: 'To pay', figures: true, cell: (form: KeptFormB) => <Money pence={form.payablePence} /> },
  {
    heading: 'Submitted',
    cell: (form: KeptFormB) =>
      form.submittedOn ? <Day day={form.submittedOn} short /> : <Badge tone="warning">Not yet</Badge>,
  },
];

function formAColumns(today: Temporal.PlainDate) {
  return [
    {
      heading: 'Invoice',
      lead: true,
      cell: (form: KeptFormA) => (
        <a class="link" href={`/invoices/${showId('invoice', form.invoiceId)}`}>
          {form.invoiceNumber}
        </a>
      ),
    },
    { heading: 'Organisation', cell: (form: KeptFormA) => form.organisationName },
    {
      heading: 'Worked',
      cell: (form: KeptFormA) => (
        <>
          <Day day={form.firstDay} short /> – <Day day={form.lastDay} short />
        </>
      ),
    },
    { heading: 'Pensionable', figures: true, cell: (form: KeptFormA) => <Money pence={form.pensionablePence} /> },
    { heading: 'Employer', figures: true, cell: (form: KeptFormA) => <Money pence={form.employerPence} /> },
    { heading: 'Ten weeks', cell: (form: KeptFormA) => <TenWeeks form={form} today={today} /> },
    {
      heading: 'PDF',
      cell: (form: KeptFormA) => (
        <a class="link" href={`/pension/form-a/${showId('invoice', form.invoiceId)}/pdf`}>
          Form A
        </a>
      ),
    },
  ];
}

function TenWeeks({ form, today }: { form: KeptFormA; today: Temporal.PlainDate }) {
  if (form.paidOn) {
    return (
      <>
        Paid <Day day={form.paidOn} short />
      </>
    );
  }
  const { safeUntil, lastChance } = tenWeeks(form.firstDay, form.lastDay);
  if (Temporal.PlainDate.compare(today, lastChance) > 0) return <Badge tone="error">Too late</Badge>;
  return (
    <>
      <Day day={safeUntil} short /> <span class="text-muted">({formatDistance(today, safeUntil)})</span>
    </>
  );
}

interface MonthForms {
  readonly making?: FormState;
  readonly submitting?: FormState;
}

async function showMonth(ctx: Ctx, c: WebContext, month: PensionMonth, forms: MonthForms) {
  const today = ctx.clock.today();
  const { profile, formAs, made } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    profile: await readProfile(ctx, tx),
    formAs: await listFormAs(tx),
    made: (await listFormBs(tx)).find(form => form.month === month),
  }));
  const preview = previewFormB(profile, formAs, month, today);
  const isStale = made !== undefined && preview.forms.some(form => !made.formAIds.includes(form.id));
  const path = `/pension/form-b/${month}`;
  return showPage(
    c,
    {
      title: `Form B, ${formatPensionMonth(month)}`,
      lead: (
        <>
          Forms and money must be in by <Day day={formBDue(month, profile.nation)} />.
        </>
      ),
      wide: true,
    },
    <div class="flex flex-col gap-8">
      {isStale && <Caution>Money came in after this form was made. Make it again, and send the new one.</Caution>}
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
              </a>
            ),
          },
          { heading: 'Practice', cell: form => form.organisationName },
          { heading: 'First day', cell: form => <Day day={form.firstDay} short /> },
          { heading: 'Last day', cell: form => <Day day={form.lastDay} short /> },
          { heading: 'Paid on', cell: form => form.paidOn && <Day day={form.paidOn} short /> },
          { heading: 'Box 2', figures: true, cell: form => <Money pence={form.pensionablePence} /> },
          { heading: 'Box 3', figures: true, cell: form => <Money pence={form.employerPence} /> },
        ]}
      />
      <Sums preview={preview} />
      <p class="text-muted">{tierWords(preview)}</p>
      <Form
        action={path}
        form={forms.making ?? freshForm()}
        submit={made ? 'Make it again' : 'Make Form B'}
        tone={made && !isStale ? 'neutral' : 'primary'}
      />
      {made && (
        <section aria-labelledby="submission">
          <h2 id="submission" class="mb-3 text-lg font-medium">
            Send it
          </h2>
          <p class="mb-4">
            <a class="btn min-h-11" href={`${path}/pdf`}>
              Form B (PDF)
            </a>
          </p>
          {made.submittedOn ? (
            <p>
              Submitted on <Day day={made.submittedOn} /> to {made.submittedTo}
              {made.submissionReference && `, reference ${made.submissionReference}`}.
            </p>
          ) : (
            <Form
              action={`${path}/submitted`}
              form={forms.submitting ?? freshForm({ on: today.toString(), to: 'PCSE Online' })}
              submit="Record as submitted"
              tone="neutral"
            >
              <FieldRow>
                <DayField form={forms.submitting ?? freshForm({ on: today.toString() })} name="on" label="Sent on" />
                <TextField
                  form={forms.submitting ?? freshForm({ to: 'PCSE Online' })}
                  name="to"
                  label="To"
                  width="w-56"
                />
                <TextField
                  form={forms.submitting ?? freshForm()}
                  name="reference"
                  label="Reference"
                  required={false}
                  width="w-56"
                />
              </FieldRow>
            </Form>
          )}
        </section>
      )}
    </div>,
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

function tierWords({ tier }: FormBPreview): string {
  if (tier.by === 'locum')
    return `The tier of ${formatPercent(tier.basisPoints)} is the one you entered under Profile, Pension.`;
  const year = tier.annualisedPence === undefined ? '' : formatPounds(tier.annualisedPence);
  return `The tier is reckoned: ${formatPounds(tier.pensionablePence)} pensionable over ${tier.days} days of service, times 365, is ${year} a year. If you have other practitioner work, enter your tier under Profile, Pension.`;
}

async function sendFile(
  ctx: Ctx,
  c: WebContext,
  find: (tx: Parameters<Parameters<typeof asOwner>[2]>[0]) => Promise<Id<'file'> | undefined>,
) {
  const file = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const id = await find(tx);
    if (!id) throw notFound('form');
    return readStoredFile(ctx, tx, id);
  });
  return c.body(Uint8Array.from(file.bytes), 200, {
    'Content-Type': file.contentType,
    'Content-Disposition': `inline; filename="${file.name}"`,
  });
}

function monthOf(c: WebContext): PensionMonth {
  const month = readPensionMonth(c.req.param('month') ?? '');
  if (!month) throw notFound('month');
  return month;
}
