import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { askedOf, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Money } from '#platform/ui/figures.tsx';
import { CheckboxField, ErrorSummary, FieldRow, MoneyField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId } from '#rules/ids.ts';
import { formatPercent, formatPounds, type Pence, pence } from '#rules/money.ts';
import { taxYearOf } from '#rules/tax-year.ts';
import { oneMoreInput } from '../input.ts';
import { type OneMoreView, oneMoreOf, readOneMore, usualOneMore } from '../read-one-more.ts';

const FIELDS = ['fee', 'recharged', 'costs', 'miles', 'pensioned', 'tier'];

/** What one more booking leaves after travel, pension, tax, National Insurance and student loan: of a booking, or as typed. An answer is an address. */
export function oneMorePages(ctx: Needs<'db' | 'clock'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/tax/one-more', requireVisitor);
  app.get('/tax/one-more', async c => {
    const { owner } = visitorOf(c);
    const today = ctx.clock.today();
    const asked = await asOwner(ctx.db, owner, tx => askedIn(c, tx));
    const { input } = asked;
    const view = input && (await asOwner(ctx.db, owner, tx => readOneMore(tx, today, input)));
    return showPage(
      c,
      {
        title: 'What one more booking leaves',
        lead: 'After travel, pension, tax, National Insurance and student loan.',
        action: (
          <a class="btn min-h-11" href={`/tax/${taxYearOf(today)}`}>
            The tax year
          </a>
        ),
      },
      <div class="flex flex-col gap-8">
        {view && <Answer view={view} year={taxYearOf(today)} />}
        <AskForm form={asked.form} />
      </div>,
    );
  });
  return app;
}

async function askedIn(c: WebContext, tx: Parameters<typeof usualOneMore>[0]) {
  const shown = c.req.query('booking');
  if (shown === undefined) return askedOf(c, oneMoreInput, FIELDS, await usualOneMore(tx));
  const id = readId('booking', shown);
  const values = id && (await oneMoreOf(tx, id));
  if (!values) throw notFound('booking');
  return { form: freshForm(values), input: readInput(oneMoreInput, values) };
}

function AskForm({ form }: { form: FormState }) {
  return (
    <form method="get" action="/tax/one-more" class="flex flex-col gap-4" novalidate>
      <ErrorSummary form={form} />
      <FieldRow>
        <MoneyField form={form} name="fee" label="Fee" hint="Pay for the work, without the employer’s pension share." />
        <MoneyField
          form={form}
          name="recharged"
          label="Costs they pay back"
          hint="Mileage or parking on the invoice."
          required={false}
        />
      </FieldRow>
      <FieldRow>
        <MoneyField
          form={form}
          name="costs"
          label="What it costs you"
          hint="Train, parking, locum insurance of the day."
          required={false}
        />
        <TextField
          form={form}
          name="miles"
          label="Miles by your own car"
          hint="There and back; counted at the flat rate."
          inputmode="decimal"
          width="w-32"
          required={false}
        />
      </FieldRow>
      <FieldRow>
        <CheckboxField form={form} name="pensioned" label="Pensioned on NHS Forms A and B" />
        <TextField
          form={form}
          name="tier"
          label="Your contribution rate in per cent"
          inputmode="decimal"
          width="w-32"
          required={false}
        />
      </FieldRow>
      <p>
        <button type="submit" class="btn btn-primary min-h-11">
          Show what is left
        </button>
      </p>
    </form>
  );
}

function Answer({ view, year }: { view: OneMoreView; year: string }) {
  if (view.isCompany)
    return (
      <Caution>
        You trade as a limited company: what it leaves you depends on salary and dividends, and is not guessed here.
      </Caution>
    );
  if (!view.answer.ok) return <Caution>The rates of this tax year are not known here, so nothing is reckoned.</Caution>;
  const { more } = view.answer;
  const minus = (amount: Pence) => pence(-amount);
  const lines = [
    { what: 'Fee, with costs paid back', pence: more.feePence, href: '#f-fee' },
    { what: travelWords(view), pence: minus(more.costsPence), href: '#f-costs' },
    { what: 'NHS pension, your part', pence: minus(more.pensionPence), href: '#f-tier' },
    { what: 'Income tax', pence: minus(more.incomeTaxPence), href: `/tax/${year}#bands` },
    { what: 'National Insurance', pence: minus(more.insurancePence), href: `/tax/${year}#estimate` },
    { what: 'Student loan', pence: minus(more.loanPence), href: `/tax/${year}#estimate` },
  ].filter((line, at) => at === 0 || line.pence !== 0);
  return (
    <section aria-labelledby="left">
      <h2 id="left" class="mb-1 text-lg font-medium">
        Left for you: {formatPounds(more.leftPence)}
      </h2>
      <p class="mb-3 text-muted">{formatPercent(more.leftBasisPoints)} of what is paid for it.</p>
      <Table
        caption="Where the fee goes"
        rows={lines}
        columns={[
          { heading: 'What', lead: true, cell: line => line.what },
          { heading: 'Amount', figures: true, cell: line => <Money pence={line.pence} href={line.href} /> },
        ]}
        foot={['Left', <Money pence={more.leftPence} href="#left" />]}
      />
      <p class="mt-3 max-w-prose text-muted">
        The year with this booking less the year without it, on top of{' '}
        <Money pence={view.whole.yearProfitPence} href={`/tax/${year}#pace`} /> of profit,{' '}
        {BY_WORDS[view.whole.reckonedBy]} (
        <a class="link" href={`/tax/${year}#estimate`}>
          the rates and their sources
        </a>
        ). Whether more work lifts your pension tier for the whole year is not in it: the{' '}
        <a class="link" href="/pension/simulator">
          simulator
        </a>{' '}
        tells that.
      </p>
    </section>
  );
}

function travelWords({ rates, isBeyondLimit, milesPence }: OneMoreView): string {
  if (milesPence === 0 || !rates) return 'What it costs you';
  const after = isBeyondLimit ? `, those beyond the year’s 10,000 at ${rates.carAfter}p` : '';
  return `What it costs you, the miles at ${rates.carFirst}p${after}`;
}

const BY_WORDS = {
  pace: 'at the pace so far',
  expected: 'as you expect it',
  whole_year: 'the year being over',
} as const;
