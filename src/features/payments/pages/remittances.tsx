import { Hono } from 'hono';
import { listOrganisations } from '#features/organisations/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, inScope, readInput } from '#platform/form.ts';
import { Badge, Day, Money } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { formatPounds, sumPence } from '#rules/money.ts';
import { allocationInput, refundCreditInput } from '../input.ts';
import { allocateCredit, refundCredit, withdrawRemittance } from '../record-remittance.ts';
import { listRemittances, type Remittance } from '../remittance-store.ts';
import { showRemittance } from './remittance.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Sums of money that came for several invoices, or for more than was asked, and what is kept of them. */
export function remittancePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/remittances', requireVisitor);
  app.use('/remittances/*', requireVisitor);

  app.get('/remittances', async c => showList(ctx, c));

  app.get('/remittances/:id', async c => showRemittance(ctx, c, idOf(c)));

  app.post('/remittances/:id/allocate', async c =>
    answerForm(
      c,
      async values => {
        await allocateCredit(ctx, visitorOf(c).owner, idOf(c), readInput(allocationInput, values));
        return c.redirect(withNotice(pathOf(idOf(c)), 'payment-recorded'), 303);
      },
      form => showRemittance(ctx, c, idOf(c), { allocation: inScope('allocate', form) }),
    ),
  );

  app.post('/remittances/:id/refund', async c =>
    answerForm(
      c,
      async values => {
        await refundCredit(ctx, visitorOf(c).owner, idOf(c), readInput(refundCreditInput, values));
        return c.redirect(withNotice(pathOf(idOf(c)), 'refund-recorded'), 303);
      },
      form => showRemittance(ctx, c, idOf(c), { refund: inScope('refund', form) }),
    ),
  );

  app.post('/remittances/:id/withdraw', async c =>
    answerForm(
      c,
      async () => {
        await withdrawRemittance(ctx, visitorOf(c).owner, idOf(c));
        return c.redirect(withNotice(pathOf(idOf(c)), 'remittance-withdrawn'), 303);
      },
      form => showRemittance(ctx, c, idOf(c), { withdrawal: inScope('withdraw', form) }),
    ),
  );

  return app;
}

async function showList(ctx: Ctx, c: WebContext) {
  const asked = readId('organisation', c.req.query('organisation') ?? '');
  const { remittances, organisations } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    remittances: await listRemittances(tx, asked),
    organisations: await listOrganisations(tx),
  }));
  const of = organisations.find(it => it.id === asked);
  const kept = sumPence(remittances.map(it => it.creditPence));
  const action = (
    <a
      class="btn btn-primary min-h-11"
      href={`/remittances/new${of ? `?organisation=${showId('organisation', of.id)}` : ''}`}
    >
      Record a remittance
    </a>
  );
  return showPage(
    c,
    {
      title: of ? `Remittances of ${of.name}` : 'Remittances',
      wide: true,
      lead:
        kept > 0
          ? `${formatPounds(kept)} is kept as credit`
          : 'Sums that came for several invoices, or for more than was asked',
      action,
    },
    remittances.length === 0 ? (
      <EmptyState
        title="None yet"
        action={
          <a class="link" href="/invoices">
            Back to invoices
          </a>
        }
      >
        Large organisations pay several invoices in one sum and send an advice that lists them. Write it down once, and
        each invoice gets its part; what is left over is kept as their credit.
      </EmptyState>
    ) : (
      <Table caption="Remittances, the latest first" rows={remittances} columns={COLUMNS} />
    ),
  );
}

const COLUMNS = [
  {
    heading: 'Received',
    lead: true,
    cell: (it: Remittance) => (
      <a class="link" href={pathOf(it.id)}>
        <Day day={it.receivedOn} />
      </a>
    ),
  },
  { heading: 'Organisation', cell: (it: Remittance) => it.organisationName },
  { heading: 'Reference', cell: (it: Remittance) => it.reference || '–' },
  { heading: 'Amount', figures: true, cell: (it: Remittance) => <Money pence={it.amountPence} href={pathOf(it.id)} /> },
  { heading: 'On invoices', figures: true, cell: (it: Remittance) => <Money pence={it.allocatedPence} /> },
  {
    heading: 'Kept as credit',
    figures: true,
    cell: (it: Remittance) =>
      it.withdrawnAt ? <Badge tone="neutral">Withdrawn</Badge> : <Money pence={it.creditPence} href={pathOf(it.id)} />,
  },
];

function idOf(c: WebContext): Id<'remittance'> {
  const id = readId('remittance', c.req.param('id') ?? '');
  if (!id) throw notFound('remittance');
  return id;
}

function pathOf(id: Id<'remittance'>): string {
  return `/remittances/${showId('remittance', id)}`;
}
