import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { formatPounds, lessPence, pence, sumPence } from '#rules/money.ts';
import { type CheckedLine, checkEmployeeNi, checkUmbrella, type NotReckoned } from '#rules/payslips/check-umbrella.ts';
import { netDifference } from '#rules/payslips/payslip.ts';
import { deletePayslip } from '../keep-payslip.ts';
import type { Payslip, Work } from '../payslip.ts';
import { readWork } from '../read-work.ts';
import { listPayslips } from '../store.ts';
import { PayBadge } from './payslips.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** One payslip: its boxes, whether they add up, and what it paid. */
export function payslipPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/payslips/:id', async c => {
    const id = idOf(c);
    const { slip, works } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
      slip: (await listPayslips(tx, { id }))[0],
      works: await readWork(tx, ctx.clock.today()),
    }));
    if (!slip) throw notFound('payslip');
    return showPage(
      c,
      {
        title: `Payslip of ${slip.payerName}`,
        lead: (
          <>
            Paid on <Day day={slip.paidOn} />
          </>
        ),
        wide: true,
      },
      <Whole slip={slip} works={works.filter(it => it.lines.some(line => line.payslipId === id))} />,
    );
  });

  app.post('/payslips/:id/delete', async c => {
    await deletePayslip(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice('/payslips', 'payslip-deleted'), 303);
  });

  return app;
}

function idOf(c: WebContext): Id<'payslip'> {
  const id = readId('payslip', c.req.param('id') ?? '');
  if (!id) throw notFound('payslip');
  return id;
}

function Whole({ slip, works }: { slip: Payslip; works: readonly Work[] }) {
  return (
    <div class="flex flex-col gap-8">
      <Paid slip={slip} works={works} />
      <section aria-labelledby="boxes">
        <h2 id="boxes" class="mb-3 text-lg font-medium">
          What it says
        </h2>
        <Facts
          rows={[
            ['Gross pay', <Money pence={slip.grossPence} />],
            ['Expenses paid back', <Money pence={slip.expensesPence} />],
            ['Tax (PAYE)', <Money pence={slip.taxPence} />],
            ['National Insurance', <EmployeeNi slip={slip} />],
            ['Pension', <Money pence={slip.pensionPence} />],
            ['Student loan', <Money pence={slip.loanPence} />],
            ['Other', <Money pence={slip.otherPence} />],
            ['Paid out', <Net slip={slip} />],
            ...(slip.note ? [['Note', slip.note] as const] : []),
          ]}
        />
      </section>
      {slip.umbrella && <Umbrella slip={slip} umbrella={slip.umbrella} />}
      <form method="post" action={`/payslips/${showId('payslip', slip.id)}/delete`}>
        <p class="mb-2 text-muted">
          Typed wrongly? Delete it and enter it anew. {works.length > 0 && 'What it paid is open again then.'}
        </p>
        <button type="submit" class="btn min-h-11">
          Delete this payslip
        </button>
      </form>
    </div>
  );
}

function Paid({ slip, works }: { slip: Payslip; works: readonly Work[] }) {
  const ofSlip = (it: Work) => it.lines.find(line => line.payslipId === slip.id)?.amountPence ?? pence(0);
  const forWork = slip.umbrella?.assignmentPence ?? sumPence([slip.grossPence, slip.expensesPence]);
  const rest = lessPence(forWork, sumPence(works.map(ofSlip)));
  return (
    <section aria-labelledby="paid">
      <h2 id="paid" class="mb-3 text-lg font-medium">
        What it pays for
      </h2>
      {works.length > 0 && (
        <Table
          caption="Bookings on this payslip"
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
            {
              heading: 'Expected',
              figures: true,
              cell: it => (
                <Money pence={it.expected.totalPence} href={`/bookings/${showId('booking', it.booking.id)}`} />
              ),
            },
            { heading: 'On this payslip', figures: true, cell: it => <Money pence={ofSlip(it)} /> },
            { heading: 'In all', figures: true, cell: it => <Money pence={it.paidPence} /> },
            { heading: 'Stands', cell: it => <PayBadge standing={it.standing} /> },
            { heading: 'Gap', figures: true, cell: it => (it.gapPence > 0 ? <Money pence={it.gapPence} /> : '–') },
          ]}
        />
      )}
      {rest > 0 && (
        <p class="mt-2 text-muted">
          {formatPounds(rest)} of this payslip {works.length === 0 ? 'is for no booking here' : 'is for nothing listed'}
          : holiday that you took, or work that is not here.
        </p>
      )}
      {works.some(it => it.gapPence > 0) && (
        <p class="mt-3">
          <a class="btn btn-primary min-h-11" href={`/payslips/ask/${showId('organisation', slip.payerId)}`}>
            Write to {slip.payerName}
          </a>
        </p>
      )}
    </section>
  );
}

function EmployeeNi({ slip }: { slip: Payslip }) {
  if (slip.kind === 'self_bill') return <Money pence={slip.niPence} />;
  const check = checkEmployeeNi(slip);
  return (
    <>
      <Money pence={slip.niPence} />
      <span class="block text-sm text-muted">
        {check.expected.ok
          ? check.isOff
            ? `Category A would be ${formatPounds(check.expected.pence)} on this gross pay. Another category, or pension by salary sacrifice, changes that.`
            : 'As category A gives it.'
          : WHY_NOT[check.expected.reason]}
      </span>
    </>
  );
}

function Net({ slip }: { slip: Payslip }) {
  const difference = netDifference(slip);
  return (
    <>
      <Money pence={slip.netPence} />
      <span class="block text-sm text-muted">
        {difference === 0
          ? 'It adds up.'
          : `${formatPounds(pence(Math.abs(difference)))} ${difference < 0 ? 'less' : 'more'} than its own boxes come to.`}
      </span>
    </>
  );
}

function Umbrella({ slip, umbrella }: { slip: Payslip; umbrella: NonNullable<Payslip['umbrella']> }) {
  const check = checkUmbrella({ ...slip, ...umbrella });
  const plain = (label: string, stated: CheckedLine['statedPence'], words: string) => ({ label, stated, words });
  const { unexplainedPence } = check;
  const rows = [
    plain('Paid by the agency', umbrella.assignmentPence, 'The assignment rate for the time worked.'),
    plain('Margin', umbrella.marginPence, 'What the company keeps: your contract says how much.'),
    plain('Employer’s National Insurance', umbrella.employerNiPence, wordsOf(check.employerNi)),
    plain('Apprenticeship levy', umbrella.levyPence, wordsOf(check.levy)),
    plain('Employer’s pension', umbrella.employerPensionPence, 'Your contract says how much.'),
    plain('Gross pay', slip.grossPence, 'Tax and your own National Insurance are taken from this.'),
    plain(
      'In no line',
      unexplainedPence,
      unexplainedPence === 0 ? 'Every penny is accounted for.' : 'Ask the company where this went.',
    ),
  ];
  return (
    <section aria-labelledby="umbrella">
      <h2 id="umbrella" class="mb-1 text-lg font-medium">
        From the assignment rate to gross pay
      </h2>
      <p class="mb-3 text-muted">
        The employer’s own National Insurance and levy come out of the assignment rate, never out of gross pay.
      </p>
      <Table
        caption="From the assignment rate to gross pay, line by line"
        rows={rows}
        columns={[
          { heading: 'Line', lead: true, cell: it => it.label },
          { heading: 'On the payslip', figures: true, cell: it => <Money pence={it.stated} /> },
          { heading: 'What we find', cell: it => it.words },
        ]}
      />
    </section>
  );
}

function wordsOf(check: CheckedLine): string {
  if (!check.expected.ok) return WHY_NOT[check.expected.reason];
  const lawful = formatPounds(check.expected.pence);
  if (!check.isOff) return `The rates give ${lawful}.`;
  const off = formatPounds(pence(Math.abs(check.statedPence - check.expected.pence)));
  return `The rates give ${lawful}: ${off} ${check.statedPence > check.expected.pence ? 'too much' : 'too little'} is taken.`;
}

const WHY_NOT: Readonly<Record<NotReckoned, string>> = {
  year_unknown: 'The rates of that tax year are not known here yet.',
  period_unknown: 'Not checked: that needs pay for a week or a month.',
  rate_unsure: 'Not checked: our sources for that year do not agree.',
};
