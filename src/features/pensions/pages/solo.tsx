import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { Money } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { type Column, Pager, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';
import { type PensionScheme, SCHEMES } from '#rules/pension/scheme.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';
import type { SoloMonth } from '../solo-content.ts';
import { renderSoloAnnual, renderSoloRecord } from '../solo-document.ts';
import { readSoloAnnual, readSoloRecord } from '../solo-papers.ts';
import { readSoloYear, type SoloYearOfProvider } from '../solo-works.ts';
import { monthIn, schemeIn, schemeQuery, yearIn } from './scheme-year.ts';
import { sendPdf } from './send-pdf.ts';
import { soloHref } from './solo-steps.tsx';

type Ctx = Needs<'db' | 'clock' | 'cipher'>;

/** SOLO work by provider and month, with its papers. */
export function soloPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/solo/*', requireVisitor);

  app.get('/pension/solo/:year', async c => showYear(ctx, c));

  app.get('/pension/solo/:year/pdf', async c => {
    const [year, scheme] = [yearIn(c), schemeIn(c)];
    const annual = await asOwner(ctx.db, visitorOf(c).owner, tx => readSoloAnnual(ctx, tx, scheme, year));
    if (!annual) throw notFound('SOLO work');
    return sendPdf(c, `SOLO-${year}.pdf`, await renderSoloAnnual(annual));
  });

  app.get('/pension/solo/:year/:organisation/:month', async c => {
    const [scheme, month] = [schemeIn(c), monthIn(c)];
    const organisation = readId('organisation', c.req.param('organisation'));
    const record =
      organisation &&
      (await asOwner(ctx.db, visitorOf(c).owner, tx => readSoloRecord(ctx, tx, { scheme, organisation, month })));
    if (!record) throw notFound('SOLO work');
    return sendPdf(c, `SOLO-work-${month}.pdf`, await renderSoloRecord(record));
  });

  return app;
}

async function showYear(ctx: Ctx, c: WebContext) {
  const [year, scheme] = [yearIn(c), schemeIn(c)];
  const providers = await asOwner(ctx.db, visitorOf(c).owner, tx => readSoloYear(tx, scheme, year));
  const { first, last } = schemeYearDays(year);
  const query = schemeQuery(scheme);
  return showPage(
    c,
    {
      title: `SOLO work ${year.replace('-', '/')}`,
      lead: `${SCHEMES[scheme].label}. The provider takes the contributions and pays them over, not you: SOLO money that a GP sends is rejected.`,
      wide: true,
      action:
        providers.length === 0 ? undefined : (
          <a class="btn min-h-11" href={`/pension/solo/${year}/pdf${query}`}>
            Year’s figures (PDF)
          </a>
        ),
    },
    <div class="flex flex-col gap-10">
      {providers.length === 0 ? (
        <EmptyState
          title="No SOLO work in this year"
          action={
            <a class="btn min-h-11" href="/pension/posts">
              Other posts
            </a>
          }
        >
          Fee-paid work for an out-of-hours, extended access or federation provider is pensioned by SOLO. Mark its
          booking as pensionable, or enter the provider under other posts.
        </EmptyState>
      ) : (
        <>
          <p class="max-w-prose text-muted">
            All of fee and extra work is pensionable; mileage and expenses never are. Where the provider told you a
            month’s pay and you entered it under{' '}
            <a class="link" href={`/pension/posts?year=${year}`}>
              other posts
            </a>
            , its figure counts.
          </p>
          {providers.map(provider => (
            <Provider provider={provider} year={year} scheme={scheme} />
          ))}
        </>
      )}
      <Pager
        earlier={`/pension/solo/${schemeYearOf(first.subtract({ days: 1 }))}${query}`}
        later={
          Temporal.PlainDate.compare(last, ctx.clock.today()) < 0
            ? `/pension/solo/${schemeYearOf(last.add({ days: 1 }))}${query}`
            : undefined
        }
        words={{ earlier: 'Year before', later: 'Year after' }}
      />
    </div>,
  );
}

function Provider(props: { provider: SoloYearOfProvider; year: SchemeYear; scheme: PensionScheme }) {
  const { provider, year, scheme } = props;
  const query = schemeQuery(scheme);
  const { organisationId, name } = provider;
  const base = organisationId && `/pension/solo/${year}/${showId('organisation', organisationId)}`;
  const columns: Column<SoloMonth>[] = [
    {
      heading: 'Month',
      lead: true,
      cell: month => (
        <a class="link" href={soloHref({ scheme, provider: provider.shownId, month: month.month })}>
          {formatPensionMonth(month.month)}
        </a>
      ),
    },
    { heading: 'Pieces of work', figures: true, cell: month => String(month.works) },
    { heading: 'Figure by', cell: month => (month.by === 'provider' ? 'the provider' : 'your bookings') },
    { heading: 'Pensionable', figures: true, cell: month => <Money pence={month.pensionablePence} /> },
    {
      heading: 'Contributions taken',
      figures: true,
      cell: month => (month.contributedPence === undefined ? 'not known' : <Money pence={month.contributedPence} />),
    },
    {
      heading: 'Record',
      cell: month =>
        base && month.works > 0 ? (
          <a class="link inline-flex min-h-11 items-center sm:min-h-0" href={`${base}/${month.month}${query}`}>
            PDF<span class="sr-only"> of {formatPensionMonth(month.month)}</span>
          </a>
        ) : null,
    },
  ];
  return (
    <section aria-label={name}>
      <h2 class="mb-3 text-lg font-medium">{name}</h2>
      <Table
        caption={`SOLO work for ${name}`}
        rows={provider.months}
        columns={columns}
        foot={[
          'Year',
          '',
          '',
          <Money pence={provider.pensionablePence} />,
          provider.contributedPence === undefined ? 'not known' : <Money pence={provider.contributedPence} />,
          '',
        ]}
      />
    </section>
  );
}
