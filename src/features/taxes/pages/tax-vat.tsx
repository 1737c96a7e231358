import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readForm, readInput } from '#platform/form.ts';
import { Badge, Day, Money } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay, parseDay } from '#rules/dates.ts';
import { readId, showId } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import { VAT_EXEMPTION_SOURCE, VAT_THRESHOLD_SOURCE, type VatWindow } from '#rules/tax/vat-watch.ts';
import { inOrder, sumRows } from '../books.ts';
import { treatmentInput } from '../input.ts';
import { readVat, readVatRows, setTreatment, type VatView } from '../vat.ts';
import { SourceLink } from './source-link.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Turnover against the threshold of VAT: exempt and taxable work apart, twelve months rolling. */
export function taxVatPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/tax/vat', requireVisitor);
  app.use('/tax/vat/*', requireVisitor);

  app.get('/tax/vat', async c => showVat(ctx, c));

  app.post('/tax/vat/:organisation', async c => {
    const id = readId('organisation', c.req.param('organisation'));
    if (!id) throw notFound('organisation');
    const { treatment } = readInput(treatmentInput, await readForm(c));
    await setTreatment(ctx, visitorOf(c).owner, id, treatment);
    return c.redirect(withNotice('/tax/vat', 'saved'), 303);
  });

  app.get('/tax/vat/rows', async c => showRows(ctx, c));

  return app;
}

async function showVat(ctx: Ctx, c: WebContext) {
  const today = ctx.clock.today();
  const view = await asOwner(ctx.db, visitorOf(c).owner, tx => readVat(tx, today));
  const [now] = view.windows;
  const due = view.windows.filter(it => it.registerBy !== undefined).at(-1);
  return showPage(
    c,
    {
      title: 'VAT turnover watch',
      lead: 'How near taxable work of any twelve months is to the threshold.',
      wide: true,
      action: (
        <a class="btn min-h-11" href="/tax">
          The tax year
        </a>
      ),
    },
    <div class="flex flex-col gap-8">
      {now && <Now window={now} />}
      {due?.registerBy && (
        <Caution>
          Taxable work of the twelve months to {formatDay(due.last)} was over {formatPounds(due.thresholdPence)}: if you
          are not registered, tell HMRC by {formatDay(due.registerBy)}.
        </Caution>
      )}
      <p id="threshold" class="max-w-prose text-muted">
        Medical care by a registered health professional is exempt and never counts; reports for insurers or solicitors
        and other work that is not care usually are taxable. Whether staff that is lent out is exempt is disputed: of
        doctors who stand in for doctors a tribunal said yes in 2025, and HMRC’s policy is under review; nurses,
        pharmacists and other professions were not part of it. <SourceLink source={VAT_EXEMPTION_SOURCE} /> The
        threshold looks at the twelve months to each month’s end, and is to be told within thirty days; it also counts
        what you expect of the next thirty days alone, which nobody can see here.{' '}
        <SourceLink source={VAT_THRESHOLD_SOURCE} /> The employer’s pension share is not counted.
      </p>
      <Organisations view={view} />
      <Months view={view} />
    </div>,
  );
}

function Now({ window }: { window: VatWindow }) {
  const width = 600;
  const used = Math.min(window.taxablePence / window.thresholdPence, 1) * width;
  return (
    <section aria-labelledby="now">
      <h2 id="now" class="mb-2 text-lg font-medium">
        The twelve months to today
      </h2>
      <p class="mb-3 text-lg">
        Taxable <Money pence={window.taxablePence} href={windowHref(window, 'taxable')} /> of{' '}
        <Money pence={window.thresholdPence} href="#threshold" />; exempt{' '}
        <Money pence={window.exemptPence} href={windowHref(window, 'exempt')} />.
      </p>
      <svg viewBox={`0 0 ${width} 16`} class="w-full max-w-2xl" aria-hidden="true">
        <rect width={width} height="16" class="fill-base-300" />
        <rect width={Math.max(used, 0)} height="16" class={window.isOver ? 'fill-error' : 'fill-primary'} />
      </svg>
    </section>
  );
}

function Organisations({ view }: { view: VatView }) {
  const [now] = view.windows;
  return (
    <section aria-labelledby="treatments">
      <h2 id="treatments" class="mb-1 text-lg font-medium">
        How work is treated
      </h2>
      <p class="mb-3 text-muted">Exempt unless you say otherwise, past work too.</p>
      {view.organisations.length === 0 ? (
        <EmptyState title="No work in these twelve months">Organisations that you worked for appear here.</EmptyState>
      ) : (
        <Table
          caption="How work is treated, by organisation"
          rows={view.organisations}
          columns={[
            {
              heading: 'Organisation',
              lead: true,
              cell: it => (
                <a class="link" href={`/organisations/${showId('organisation', it.id)}`}>
                  {it.name}
                </a>
              ),
            },
            {
              heading: 'Work',
              figures: true,
              cell: it => (
                <Money
                  pence={it.workPence}
                  href={`${now ? windowHref(now, it.isTaxable ? 'taxable' : 'exempt') : '/tax/vat/rows'}&organisation=${showId('organisation', it.id)}`}
                />
              ),
            },
            {
              heading: 'Treated as',
              cell: it => (
                <Badge tone={it.isTaxable ? 'warning' : 'neutral'}>{it.isTaxable ? 'taxable' : 'exempt'}</Badge>
              ),
            },
            {
              heading: 'Change',
              cell: it => (
                <form method="post" action={`/tax/vat/${showId('organisation', it.id)}`}>
                  <input type="hidden" name="treatment" value={it.isTaxable ? 'exempt' : 'taxable'} />
                  <button type="submit" class="btn btn-ghost btn-sm min-h-11">
                    Treat as {it.isTaxable ? 'exempt' : 'taxable'}
                    <span class="sr-only">: work for {it.name}</span>
                  </button>
                </form>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

function Months({ view }: { view: VatView }) {
  return (
    <section aria-labelledby="months">
      <h2 id="months" class="mb-3 text-lg font-medium">
        Month by month
      </h2>
      <Table
        caption="Twelve months to each month’s end"
        rows={view.windows.slice(1)}
        columns={[
          { heading: 'Twelve months to', lead: true, cell: it => <Day day={it.last} /> },
          {
            heading: 'Taxable',
            figures: true,
            cell: it => <Money pence={it.taxablePence} href={windowHref(it, 'taxable')} />,
          },
          { heading: 'Threshold', figures: true, cell: it => <Money pence={it.thresholdPence} href="#threshold" /> },
          {
            heading: 'Exempt',
            figures: true,
            cell: it => <Money pence={it.exemptPence} href={windowHref(it, 'exempt')} />,
          },
        ]}
      />
    </section>
  );
}

async function showRows(ctx: Ctx, c: WebContext) {
  const [from, upTo] = [parseDay(c.req.query('from') ?? ''), parseDay(c.req.query('upTo') ?? '')];
  if (!from.ok || !upTo.ok) throw notFound('figure');
  const isTaxable = c.req.query('of') === 'taxable';
  const organisation = readId('organisation', c.req.query('organisation') ?? '');
  const days = { first: from.day, last: upTo.day };
  const all = await asOwner(ctx.db, visitorOf(c).owner, tx => readVatRows(tx, days));
  const rows = inOrder(
    all.filter(row => row.isTaxable === isTaxable && (!organisation || row.organisationId === organisation)),
  );
  return showPage(
    c,
    {
      title: isTaxable ? 'Taxable work' : 'Exempt work',
      lead: `${formatDay(days.first)} to ${formatDay(days.last)}, by the day of work`,
      wide: true,
      action: (
        <a class="btn min-h-11" href="/tax/vat">
          Back to the watch
        </a>
      ),
    },
    rows.length === 0 ? (
      <EmptyState title="Nothing in this time">No work is treated like this.</EmptyState>
    ) : (
      <Table
        caption="Work"
        rows={rows}
        columns={[
          {
            heading: 'What',
            lead: true,
            cell: row => (
              <a class="link" href={row.href}>
                {row.what}
              </a>
            ),
          },
          { heading: 'Day', cell: row => <Day day={row.on} short /> },
          { heading: 'Amount', figures: true, cell: row => <Money pence={row.pence} href={row.href} /> },
        ]}
        foot={['All', '', <Money pence={sumRows(rows)} />]}
      />
    ),
  );
}

function windowHref({ first, last }: VatWindow, of: 'taxable' | 'exempt'): string {
  return `/tax/vat/rows?${new URLSearchParams({ of, from: first.toString(), upTo: last.toString() })}`;
}
