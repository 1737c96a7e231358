import type { z } from 'zod';
import type { Needs } from '#platform/context.ts';
import { askedOf } from '#platform/form.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { FieldRow, MoneyField, SelectField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import type { WebContext } from '#platform/web.ts';
import { formatPercent, type Pence, pence, ZERO } from '#rules/money.ts';
import { takeHome } from '#rules/tax/take-home.ts';
import { LOAN_PLANS, type LoanPlan } from '#rules/tax/tax-tables.ts';
import type { TaxYearEstimate } from '#rules/tax/tax-year-estimate.ts';
import { type TaxYear, taxYearOf } from '#rules/tax-year.ts';
import { takeHomeInput } from '../input.ts';
import { Source, ToolForm } from './parts.tsx';

const FIELDS = ['income', 'expenses', 'pension', 'employment', 'taxPaid', 'region', 'loan'] as const;

/** What is left of a year's income after tax, and which share of each receipt to keep for HMRC. */
export function showTakeHome(ctx: Needs<'clock'>, c: WebContext) {
  const year = taxYearOf(ctx.clock.today());
  const { form, input } = askedOf(c, takeHomeInput, FIELDS, { region: 'rest_of_uk' });
  return showPage(
    c,
    {
      title: 'Take-home and tax reserve',
      lead: `For somebody who works for themselves, in the tax year ${year.replace('-', '/')}.`,
    },
    <div class="flex flex-col gap-8">
      <ToolForm action="/tools/take-home" form={form}>
        <FieldRow>
          <MoneyField form={form} name="income" label="Income of the year" hint="Fees before anything comes off" />
          <MoneyField form={form} name="expenses" label="Expenses" hint="Those that HMRC allows" required={false} />
          <MoneyField
            form={form}
            name="pension"
            label="NHS pension"
            hint="Your own contributions, by Form B"
            required={false}
          />
        </FieldRow>
        <FieldRow>
          <MoneyField
            form={form}
            name="employment"
            label="Pay from employment"
            hint="Before tax, if you have a job as well"
            required={false}
          />
          <MoneyField form={form} name="taxPaid" label="Tax taken from it" required={false} />
        </FieldRow>
        <FieldRow>
          <SelectField
            form={form}
            name="region"
            label="You live in"
            options={[
              { value: 'rest_of_uk', label: 'England, Wales or Northern Ireland' },
              { value: 'scotland', label: 'Scotland' },
            ]}
          />
          <SelectField
            form={form}
            name="loan"
            label="Student loan"
            required={false}
            empty="None"
            options={LOAN_PLANS.map(value => ({ value, label: LOAN_LABELS[value] }))}
          />
        </FieldRow>
      </ToolForm>
      {input && <Outcome input={input} year={year} />}
    </div>,
  );
}

const LOAN_LABELS: Readonly<Record<LoanPlan, string>> = {
  plan1: 'Plan 1',
  plan2: 'Plan 2',
  plan4: 'Plan 4 (Scotland)',
  plan5: 'Plan 5',
  postgraduate: 'Postgraduate loan',
};

type Input = z.output<typeof takeHomeInput>;

function Outcome({ input, year }: { input: Input; year: TaxYear }) {
  const answer = takeHome({
    year,
    region: input.region,
    turnoverPence: input.income,
    expensesPence: input.expenses,
    employmentPence: input.employment,
    otherPence: ZERO,
    pensionPence: input.pension,
    taxPaidPence: input.taxPaid,
    loanPaidPence: ZERO,
    loanPlans: input.loan === null ? [] : [input.loan],
    voluntaryClass2: false,
    onAccountPence: ZERO,
  });
  if (!answer.ok) return <Caution>The rates of this year are not known here, so nothing is reckoned.</Caution>;
  const { estimate, leftPence, owedPence } = answer;
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome" class="mb-1 text-lg font-medium">
        You keep <Money pence={leftPence} />: put aside {formatPercent(answer.reserveBasisPoints)} of what comes in
      </h2>
      <p class="mb-3 text-muted">
        That is <Money pence={owedPence} /> for HMRC in the year, about <Money pence={answer.leftAMonthPence} /> a month
        for you.
      </p>
      <Table
        caption="Where the income goes"
        rows={rowsOf(input, estimate)}
        columns={[
          { heading: 'What', lead: true, cell: row => row.what },
          { heading: 'Amount', figures: true, cell: row => <Money pence={row.pence} /> },
        ]}
        foot={['Yours', <Money pence={leftPence} />]}
      />
      <h3 class="mt-6 mb-2 font-medium">What is due when</h3>
      <Table
        caption="What is due when"
        rows={estimate.dates.filter(it => it.pence !== 0)}
        columns={[
          { heading: 'By', lead: true, cell: it => <Day day={it.on} /> },
          { heading: 'Amount', figures: true, cell: it => <Money pence={it.pence} /> },
        ]}
      />
      <p class="mt-4 max-w-prose text-muted">
        As if nothing had been paid on account before. An estimate, not advice: savings, dividends, gift aid and capital
        allowances are not in it, and what your employment costs in National Insurance is not either. Sources:{' '}
        <Source href={estimate.table.allowanceSource.url} />, <Source href={estimate.table.class4.source.url} />,{' '}
        <Source href={estimate.table.loanSource.url} />.
      </p>
    </section>
  );
}

function rowsOf(input: Input, estimate: TaxYearEstimate): { readonly what: string; readonly pence: Pence }[] {
  const off = (amount: Pence) => pence(-amount);
  return [
    { what: 'Income', pence: input.income },
    { what: 'Expenses', pence: off(input.expenses) },
    { what: 'NHS pension, your part', pence: off(input.pension) },
    { what: 'Income tax', pence: off(estimate.incomeTax.taxPence) },
    { what: 'National Insurance, Class 4', pence: off(estimate.class4Pence) },
    { what: 'Student loan', pence: off(estimate.loanPence) },
    { what: 'Tax that your employment paid', pence: input.taxPaid },
  ].filter(row => row.pence !== 0);
}
