import type { Child } from 'hono/jsx';
import { Money } from '#platform/ui/figures.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { formatPercent, formatPounds, lessPence, type Pence, pence } from '#rules/money.ts';
import type { TaxYearEstimate } from '#rules/tax/tax-year-estimate.ts';
import type { TaxYearView } from '../read-tax-year.ts';
import { SourceLink } from './source-link.tsx';
import { rowsHref, yearWords } from './tax-year-path.ts';
import { YearDue } from './year-due.tsx';

/** What the year's tax comes to, line by line with the source of each rate, and when it is due. */
export function YearEstimate({ view }: { view: TaxYearView }) {
  if (!view.answer.ok)
    return (
      <Caution>
        The rates of {yearWords(view.year)} are not known here, so nothing is reckoned. The books above are right all
        the same.
      </Caution>
    );
  const { estimate } = view.answer;
  return (
    <>
      <section aria-labelledby="estimate">
        <h2 id="estimate" class="mb-1 text-lg font-medium">
          Estimate
        </h2>
        <p class="mb-3 max-w-prose text-muted">
          On profit by {view.settings.basis === 'cash' ? 'money received' : 'work done'}, as if nothing more came in,
          with {view.region === 'scotland' ? 'Scottish' : 'the rest of the UK’s'} rates of income tax. An estimate, not
          advice: savings, dividends, gift aid and capital allowances are not in it.
        </p>
        <Table
          caption="Estimate of the year’s tax"
          rows={linesOf(view, estimate)}
          columns={[
            { heading: 'What', lead: true, cell: line => line.what },
            { heading: 'How', cell: line => <span class="text-sm text-muted">{line.how}</span> },
            { heading: 'Amount', figures: true, cell: line => <Money pence={line.pence} href={line.href} /> },
          ]}
          foot={['To pay for the year', '', <Money pence={estimate.owedPence} href="#due" />]}
        />
      </section>
      <Bands view={view} estimate={estimate} />
      <YearDue view={view} dates={estimate.dates} />
    </>
  );
}

interface Line {
  readonly what: string;
  readonly how: Child;
  readonly pence: Pence;
  readonly href: string;
}

function linesOf(view: TaxYearView, estimate: TaxYearEstimate): Line[] {
  const { year, settings, input } = view;
  const { table } = estimate;
  const typedOrForms = settings.pension === null ? rowsHref(year, 'pension') : '#f-pension';
  const minus = (amount: Pence) => pence(-amount);
  const lines: Line[] = [
    { what: 'Profit', how: 'turnover less allowable expenses', pence: estimate.profitPence, href: '#books' },
    ...payslipLines(view, { what: 'Pay on payslips', pence: view.payslips.grossPence }),
    ...payslipLines(view, {
      what: 'Pension taken from it before tax',
      pence: lessPence(view.payslips.taxablePence, view.payslips.grossPence),
    }),
    { what: 'Pay from employment', how: 'as you entered it', pence: settings.employment, href: '#f-employment' },
    { what: 'Other income', how: 'as you entered it', pence: input.otherPence, href: '#f-other' },
    {
      what: 'NHS pension relief',
      how: (
        <>
          {settings.pension === null
            ? 'your part of the Forms B that you paid over in the year, and of SOLO and partners’ pay'
            : 'as you entered it'}
          , off income tax, not off Class 4 or a student loan.{' '}
          <SourceLink
            source={{
              url: 'https://www.gponline.com/locum-gps-need-know-nhs-pension-scheme/article/1735910',
              grade: 'medium',
            }}
          />
        </>
      ),
      pence: minus(estimate.reliefPence),
      href: typedOrForms,
    },
    {
      what: 'Income tax',
      how: (
        <>
          on {formatPounds(estimate.netIncomePence)}, the first {formatPounds(estimate.incomeTax.allowancePence)} free
        </>
      ),
      pence: estimate.incomeTax.taxPence,
      href: '#bands',
    },
    {
      what: 'National Insurance, Class 4',
      how: (
        <>
          {formatPercent(table.class4.mainBasisPoints)} of profit from {formatPounds(table.class4.lowerPence)} to{' '}
          {formatPounds(table.class4.upperPence)}, {formatPercent(table.class4.upperBasisPoints)} above.{' '}
          <SourceLink source={table.class4.source} />
        </>
      ),
      pence: estimate.class4Pence,
      href: '#books',
    },
    {
      what: 'National Insurance, Class 2',
      how: (
        <>
          {CLASS2_WORDS[estimate.class2.standing]} Threshold {formatPounds(table.class2.smallProfitsPence)},{' '}
          {formatPounds(table.class2.weeklyPence)} a week. <SourceLink source={table.class2.source} />
        </>
      ),
      pence: estimate.class2.pence,
      href: '#f-voluntaryClass2',
    },
    ...estimate.loans.map(
      (loan): Line => ({
        what: loan.plan === 'postgraduate' ? 'Postgraduate loan' : `Student loan, ${PLAN_LABELS[loan.plan]}`,
        how: (
          <>
            {formatPercent(loan.basisPoints)} above {formatPounds(loan.thresholdPence)}, to the penny; HMRC may round
            down. <SourceLink source={table.loanSource} />
          </>
        ),
        pence: loan.pence,
        href: `#f-loanPlans-${loan.plan}`,
      }),
    ),
    ...payslipLines(view, { what: 'Tax taken on payslips', pence: minus(view.payslips.taxPence) }),
    ...payslipLines(view, { what: 'Student loan taken on payslips', pence: minus(view.payslips.loanPence) }),
    {
      what: 'Tax taken by an employer',
      how: 'as you entered it',
      pence: minus(settings.taxPaid),
      href: '#f-taxPaid',
    },
    {
      what: 'Student loan taken by an employer',
      how: 'as you entered it',
      pence: minus(settings.loanPaid),
      href: '#f-loanPaid',
    },
  ];
  return lines.filter(line => line.pence !== 0 || ALWAYS.includes(line.what));
}

/** What came from payslips that are entered here. */
function payslipLines({ year, payslips }: TaxYearView, it: Pick<Line, 'what' | 'pence'>): Line[] {
  const slips = payslips.slips.length;
  return [{ ...it, how: slips === 1 ? 'one payslip' : `${slips} payslips`, href: `/payslips?year=${year}` }];
}

const ALWAYS = ['Profit', 'Income tax', 'National Insurance, Class 4', 'National Insurance, Class 2'];

const CLASS2_WORDS = {
  treated_as_paid: 'Nothing to pay: your profit counts as having paid it.',
  not_chosen: 'Not compulsory: below the threshold you may buy the year for your State Pension.',
  voluntary: 'Bought by choice, 52 weeks.',
} as const;

/** What the plans are called. */
export const PLAN_LABELS = {
  plan1: 'Plan 1',
  plan2: 'Plan 2',
  plan4: 'Plan 4 (Scotland)',
  plan5: 'Plan 5',
  postgraduate: 'Postgraduate loan',
} as const;

function Bands({ view, estimate }: { view: TaxYearView; estimate: TaxYearEstimate }) {
  const { table, incomeTax } = estimate;
  return (
    <section aria-labelledby="bands">
      <h2 id="bands" class="mb-1 text-lg font-medium">
        Income tax, band by band
      </h2>
      <p class="mb-3 max-w-prose text-sm text-muted">
        Personal allowance {formatPounds(table.allowancePence)}, less a pound for every two of income above{' '}
        {formatPounds(table.taperFromPence)}. <SourceLink source={table.allowanceSource} /> Bands:{' '}
        <SourceLink source={table.bandSources[view.region]} />
      </p>
      <Table
        caption="Income tax by band"
        rows={incomeTax.bands}
        columns={[
          { heading: 'Band', lead: true, cell: band => `${band.name[0]?.toUpperCase()}${band.name.slice(1)}` },
          { heading: 'Rate', figures: true, cell: band => formatPercent(band.basisPoints) },
          {
            heading: 'Income in it',
            figures: true,
            cell: band => <Money pence={band.incomePence} href="#estimate" />,
          },
          { heading: 'Tax', figures: true, cell: band => <Money pence={band.taxPence} href="#estimate" /> },
        ]}
        foot={[
          'All',
          '',
          <Money pence={incomeTax.taxablePence} href="#estimate" />,
          <Money pence={incomeTax.taxPence} href="#estimate" />,
        ]}
      />
    </section>
  );
}
