import { Hono } from 'hono';
import { billable } from '#features/bookings/index.ts';
import { type Invoice, type InvoiceFilter, invoicesCsv, listInvoices, sumOwed } from '#features/invoices/index.ts';
import { listOrganisations } from '#features/organisations/index.ts';
import { listClaims, listDisputes } from '#features/payments/index.ts';
import { asOwner, type OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { freshForm } from '#platform/form.ts';
import { Badge, Day, Money, type Tone } from '#platform/ui/figures.tsx';
import { FieldRow, SelectField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { Pager, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { type InvoiceStanding, STANDING_LABELS } from '#rules/invoice-standing.ts';
import { formatPounds, sumPence } from '#rules/money.ts';

const PAGE = 50;
const EXPORT_MOST = 10_000;

/** All invoices, filtered, and the same as CSV. */
export function invoiceListPages(ctx: Needs<'db' | 'clock'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/invoices', requireVisitor);
  app.use('/invoices.csv', requireVisitor);

  app.get('/invoices', async c => {
    const today = ctx.clock.today();
    const { invoices, owed, waiting, organisations, said } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
      invoices: await listInvoices(tx, { ...filterOf(c), limit: PAGE + 1 }, today),
      owed: await sumOwed(tx, today),
      waiting: (await billable(tx)).length,
      organisations: await listOrganisations(tx),
      said: await listSaid(tx),
    }));
    const form = freshForm({
      standing: c.req.query('standing') ?? '',
      organisation: c.req.query('organisation') ?? '',
    });
    const last = invoices.length > PAGE ? invoices[PAGE - 1] : undefined;
    const isFiltered = Boolean(c.req.query('standing') || c.req.query('organisation') || c.req.query('before'));
    return showPage(
      c,
      {
        title: 'Invoices',
        wide: true,
        lead: `${formatPounds(owed.toComePence)} to come, of which ${formatPounds(owed.overduePence)} overdue`,
        action: (
          <a href="/invoices/new" class="btn btn-primary min-h-11">
            {waiting > 0 ? `Invoice ${waiting} delivered ${waiting === 1 ? 'booking' : 'bookings'}` : 'New invoice'}
          </a>
        ),
      },
      invoices.length === 0 && !isFiltered ? (
        <EmptyState
          title="No invoices yet"
          action={
            <a class="btn min-h-11" href="/bookings/deliver">
              Mark bookings as delivered
            </a>
          }
        >
          Delivered bookings become an invoice with one press, with the Form A where the work is pensionable.
        </EmptyState>
      ) : (
        <>
          <form method="get" action="/invoices" class="mb-4">
            <FieldRow>
              <SelectField
                form={form}
                name="standing"
                label="Status"
                required={false}
                empty="All"
                options={FILTERS.map(([value, label]) => ({ value, label }))}
              />
              <SelectField
                form={form}
                name="organisation"
                label="Organisation"
                required={false}
                empty="All"
                options={organisations.map(it => ({ value: showId('organisation', it.id), label: it.name }))}
              />
              <button type="submit" class="btn mt-7 min-h-11">
                Show
              </button>
            </FieldRow>
          </form>
          <p class="mb-4">
            <a class="link" href="/invoices/chasing">
              Who owes you, for how long, and reminders
            </a>
          </p>
          <Table
            caption="Invoices, newest first"
            rows={invoices.slice(0, PAGE)}
            columns={columnsOf(said)}
            {...(last || c.req.query('before') ? {} : { foot: footOf(invoices) })}
          />
          <Pager earlier={last && pageAfter(c, last)} later={undefined} />
          <p class="mt-6">
            <a class="link" href={`/invoices.csv${new URL(c.req.url).search}`}>
              Download these as CSV
            </a>
            {' · '}
            <a class="link" href="/bank">
              Lay them beside your bank statement
            </a>
            {' · '}
            <a class="link" href="/remittances">
              Remittances and kept credit
            </a>
          </p>
        </>
      ),
    );
  });

  app.get('/invoices.csv', async c => {
    const invoices = await asOwner(ctx.db, visitorOf(c).owner, tx =>
      listInvoices(tx, { ...filterOf(c), limit: EXPORT_MOST }, ctx.clock.today()),
    );
    return c.body(invoicesCsv(invoices), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="invoices.csv"',
    });
  });

  return app;
}

/** A standing as a badge. */
export function StandingBadge({ standing }: { standing: InvoiceStanding }) {
  return <Badge tone={TONES[standing]}>{STANDING_LABELS[standing]}</Badge>;
}

const TONES: Record<InvoiceStanding, Tone> = {
  draft: 'neutral',
  issued: 'info',
  part_paid: 'info',
  overdue: 'error',
  paid: 'success',
  credited: 'neutral',
  written_off: 'warning',
  void: 'neutral',
};

const FILTERS = [
  ['draft', 'Drafts'],
  ['unpaid', 'Not paid'],
  ['overdue', 'Overdue'],
  ['claimed', 'They say it is paid'],
  ['disputed', 'They say it is not right'],
  ['paid', 'Paid'],
  ['void', 'Void'],
] as const;

function columnsOf(said: ReadonlyMap<Id<'invoice'>, string>) {
  return [
    {
      heading: 'Invoice',
      lead: true,
      cell: (it: Invoice) => (
        <a class="link" href={`/invoices/${showId('invoice', it.id)}`}>
          {it.number ?? 'Draft'}
        </a>
      ),
    },
    { heading: 'Organisation', cell: (it: Invoice) => it.organisationName },
    { heading: 'Issued', cell: (it: Invoice) => (it.issueDate ? <Day day={it.issueDate} short /> : '–') },
    { heading: 'Due', cell: (it: Invoice) => (it.dueDate ? <Day day={it.dueDate} short /> : '–') },
    {
      heading: 'Status',
      cell: (it: Invoice) => (
        <span class="inline-flex flex-wrap gap-1">
          <StandingBadge standing={it.standing} />
          {said.has(it.id) && <Badge tone="warning">{said.get(it.id) ?? ''}</Badge>}
        </span>
      ),
    },
    { heading: 'Total', figures: true, cell: (it: Invoice) => <Money pence={it.totalPence} /> },
    {
      heading: 'Outstanding',
      figures: true,
      cell: (it: Invoice) => (it.state === 'issued' ? <Money pence={it.outstandingPence} /> : '–'),
    },
  ];
}

/** What organisations said of their invoices and waits for an answer. */
async function listSaid(tx: OwnedTransaction): Promise<ReadonlyMap<Id<'invoice'>, string>> {
  const claims = (await listClaims(tx, { openOnly: true })).map(it => [it.invoiceId, 'Claimed as paid'] as const);
  const disputes = (await listDisputes(tx, { openOnly: true })).map(it => [it.invoiceId, 'Disputed'] as const);
  return new Map([...claims, ...disputes]);
}

/** What all of them come to, where one page holds them all. */
function footOf(invoices: readonly Invoice[]) {
  const unpaid = invoices.filter(it => it.state === 'issued');
  return [
    'Together',
    '',
    '',
    '',
    '',
    <Money pence={sumPence(invoices.map(it => it.totalPence))} />,
    <Money pence={sumPence(unpaid.map(it => it.outstandingPence))} />,
  ];
}

function filterOf(c: WebContext): Omit<InvoiceFilter, 'limit'> {
  const standing = FILTERS.find(([value]) => value === c.req.query('standing'))?.[0];
  return {
    standing,
    organisationId: readId('organisation', c.req.query('organisation') ?? ''),
    before: readId('invoice', c.req.query('before') ?? ''),
  };
}

function pageAfter(c: WebContext, last: Invoice): string {
  const params = new URL(c.req.url).searchParams;
  params.set('before', showId('invoice', last.id));
  return `/invoices?${params}`;
}
