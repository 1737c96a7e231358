import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Badge, Day, Money, type Tone } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebEnv } from '#platform/web.ts';
import { showId } from '#rules/ids.ts';
import { PAY_STANDING_LABELS, type PayStanding } from '#rules/payslips/pay-standing.ts';
import { deductionsOf } from '#rules/payslips/payslip.ts';
import { readTaxYear, type TaxYear, taxYearOf } from '#rules/tax-year.ts';
import { readPayOfYear } from '../pay-of-year.ts';
import type { Payslip, Work } from '../payslip.ts';
import { gapsOf, type PayGap, readWork } from '../read-work.ts';
import { listPayslips } from '../store.ts';

/** Work that others pay for, beside their payslips: what is right, short or missing, and what each tax year comes to. */
export function payslipsPages(ctx: Needs<'db' | 'clock'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/payslips', requireVisitor);
  app.use('/payslips/*', requireVisitor);

  app.get('/payslips', async c => {
    const today = ctx.clock.today();
    const year = readTaxYear(c.req.query('year') ?? '') ?? taxYearOf(today);
    const { works, slips, pay } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
      works: await readWork(tx, today),
      slips: await listPayslips(tx),
      pay: await readPayOfYear(tx, year),
    }));
    return showPage(
      c,
      {
        title: 'Payslips',
        lead: 'Work that an agency, an umbrella company or a payroll pays for, beside what their payslips say.',
        wide: true,
        action: (
          <a href="/payslips/new" class="btn btn-primary min-h-11">
            Enter a payslip
          </a>
        ),
      },
      works.length === 0 && slips.length === 0 ? (
        <Nothing />
      ) : (
        <div class="flex flex-col gap-10">
          <Gaps gaps={gapsOf(works)} />
          {works.length > 0 && <Works works={works.toReversed()} />}
          {slips.length > 0 && <Slips slips={slips} />}
          {slips.length > 0 && <Year year={year} years={yearsOf(slips)} pay={pay} />}
        </div>
      ),
    );
  });

  return app;
}

/** How work stands with its payer. */
export function PayBadge({ standing }: { standing: PayStanding }) {
  return <Badge tone={TONES[standing]}>{PAY_STANDING_LABELS[standing]}</Badge>;
}

const TONES: Record<PayStanding, Tone> = {
  awaited: 'neutral',
  missing: 'error',
  short: 'error',
  right: 'success',
  over: 'warning',
};

function Nothing() {
  return (
    <EmptyState
      title="No work that others pay for"
      action={
        <a class="btn min-h-11" href="/bookings">
          Open your bookings
        </a>
      }
    >
      Say on a booking that an agency, an umbrella company or a payroll pays for it. It is then not invoiced: once it is
      delivered you enter the payslip here and see whether each hour was paid.
    </EmptyState>
  );
}

function Gaps({ gaps }: { gaps: readonly PayGap[] }) {
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps" class="mb-3 text-lg font-medium">
        To take up
      </h2>
      {gaps.length === 0 ? (
        <p class="text-muted">Nothing is short or missing.</p>
      ) : (
        <Table
          caption="Payers who owe you, the largest gap first"
          rows={gaps}
          columns={[
            { heading: 'Payer', lead: true, cell: it => it.payerName },
            {
              heading: 'Missing',
              figures: true,
              cell: it => it.works.filter(work => work.standing === 'missing').length,
            },
            { heading: 'Short', figures: true, cell: it => it.works.filter(work => work.standing === 'short').length },
            {
              heading: 'Gap',
              figures: true,
              cell: it => <Money pence={it.gapPence} href={askPath(it)} />,
            },
            {
              heading: 'Next',
              cell: it => (
                <a class="btn btn-sm min-h-11" href={askPath(it)} aria-label={`Write to ${it.payerName}`}>
                  Write to them
                </a>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

function askPath(gap: PayGap): string {
  return `/payslips/ask/${showId('organisation', gap.payerId)}`;
}

function Works({ works }: { works: readonly Work[] }) {
  return (
    <section aria-labelledby="works">
      <h2 id="works" class="mb-3 text-lg font-medium">
        Work
      </h2>
      <Table
        caption="Work that others pay for, the latest first"
        rows={works}
        columns={[
          {
            heading: 'Day',
            lead: true,
            cell: it => (
              <a class="link" href={`/bookings/${showId('booking', it.booking.id)}`}>
                <Day day={it.booking.workDate} />, {it.booking.organisationName}
              </a>
            ),
          },
          { heading: 'Payer', cell: it => it.payerName },
          {
            heading: 'Expected',
            figures: true,
            cell: it => (
              <span>
                <Money pence={it.expected.totalPence} href={`/bookings/${showId('booking', it.booking.id)}`} />
                {it.expected.holidayPence > 0 && (
                  <span class="block text-sm text-muted">
                    with <Money pence={it.expected.holidayPence} /> holiday pay
                  </span>
                )}
              </span>
            ),
          },
          {
            heading: 'Paid',
            figures: true,
            cell: it =>
              it.lines.length === 0 ? (
                <Money pence={it.paidPence} />
              ) : (
                <span>
                  {it.lines.map(line => (
                    <span class="block">
                      <Money pence={line.amountPence} href={`/payslips/${showId('payslip', line.payslipId)}`} />
                    </span>
                  ))}
                </span>
              ),
          },
          { heading: 'Stands', cell: it => <PayBadge standing={it.standing} /> },
          { heading: 'Gap', figures: true, cell: it => (it.gapPence > 0 ? <Money pence={it.gapPence} /> : '–') },
        ]}
      />
    </section>
  );
}

function Slips({ slips }: { slips: readonly Payslip[] }) {
  return (
    <section aria-labelledby="slips">
      <h2 id="slips" class="mb-3 text-lg font-medium">
        Payslips
      </h2>
      <Table
        caption="Payslips, the latest first"
        rows={slips}
        columns={[
          {
            heading: 'Paid on',
            lead: true,
            cell: it => (
              <a class="link" href={`/payslips/${showId('payslip', it.id)}`}>
                <Day day={it.paidOn} />, {it.payerName}
              </a>
            ),
          },
          { heading: 'Gross', figures: true, cell: it => <Money pence={it.grossPence} /> },
          { heading: 'Taken', figures: true, cell: it => <Money pence={deductionsOf(it)} /> },
          {
            heading: 'Paid out',
            figures: true,
            cell: it => <Money pence={it.netPence} href={`/payslips/${showId('payslip', it.id)}`} />,
          },
        ]}
      />
    </section>
  );
}

function Year(props: { year: TaxYear; years: readonly TaxYear[]; pay: Awaited<ReturnType<typeof readPayOfYear>> }) {
  const { employment, selfBilled } = props.pay;
  return (
    <section aria-labelledby="year">
      <h2 id="year" class="mb-1 text-lg font-medium">
        Tax year {props.year}
      </h2>
      <p class="mb-3 text-muted">
        By the day of payment. Pay through a payroll is employment, not trade: it goes into the employment pages of your
        return, with the tax that was taken.
      </p>
      <Facts
        rows={[
          ['Payslips', `${employment.slips.length} of employment, ${selfBilled.length} self-billed`],
          ['Gross pay', <Money pence={employment.grossPence} href="#slips" />],
          ['Tax taken', <Money pence={employment.taxPence} href="#slips" />],
          ['National Insurance taken', <Money pence={employment.niPence} href="#slips" />],
          ['Pension taken', <Money pence={employment.pensionPence} href="#slips" />],
          ['Student loan taken', <Money pence={employment.loanPence} href="#slips" />],
        ]}
      />
      {props.years.length > 1 && (
        <p class="mt-3 flex flex-wrap gap-4">
          {props.years.map(year => (
            <a
              class="link"
              href={`/payslips?year=${year}#year`}
              aria-current={year === props.year ? 'page' : undefined}
            >
              {year}
            </a>
          ))}
        </p>
      )}
    </section>
  );
}

function yearsOf(slips: readonly Payslip[]): TaxYear[] {
  return [...new Set(slips.map(it => taxYearOf(it.paidOn)))];
}
