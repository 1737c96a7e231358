import { Hono } from 'hono';
import { WORK_TYPE_LABELS } from '#features/bookings/index.ts';
import { readProfile } from '#features/profile/index.ts';
import { asOwner, type OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { Money } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { type Column, Pager, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';
import { sumPence } from '#rules/money.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import { formatPensionMonth, pensionMonthDays, pensionMonthOf } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';
import { readPensionYear, tierInUse } from '../pension-year.ts';
import { readMember } from '../read-member.ts';
import type { SoloMonth } from '../solo-content.ts';
import { renderSoloAnnual, renderSoloRecord } from '../solo-document.ts';
import { readSoloYear, type SoloYearOfProvider, sumKnown } from '../solo-works.ts';
import { monthIn, schemeIn, schemeQuery, yearIn } from './scheme-year.ts';
import { sendPdf } from './send-pdf.ts';

type Ctx = Needs<'db' | 'clock' | 'cipher'>;

/** SOLO work by provider and month, with its papers. */
export function soloPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/solo/*', requireVisitor);

  app.get('/pension/solo/:year', async c => showYear(ctx, c));

  app.get('/pension/solo/:year/pdf', async c => {
    const [year, scheme] = [yearIn(c), schemeIn(c)];
    const { member, providers } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
      member: await readMember(ctx, tx),
      providers: await readSoloYear(tx, scheme, year),
    }));
    if (providers.length === 0) throw notFound('SOLO work');
    const bytes = await renderSoloAnnual({
      madeAt: ctx.clock.now(),
      scheme,
      schemeYear: year.replace('-', '/'),
      member,
      providers,
      pensionablePence: sumPence(providers.map(it => it.pensionablePence)),
      contributedPence: sumKnown(providers.map(it => it.contributedPence)),
    });
    return sendPdf(c, `SOLO-${year}.pdf`, bytes);
  });

  app.get('/pension/solo/:year/:organisation/:month', async c => {
    const read = await asOwner(ctx.db, visitorOf(c).owner, tx => readRecord(ctx, c, tx));
    const bytes = await renderSoloRecord({ madeAt: ctx.clock.now(), ...read });
    return sendPdf(c, `SOLO-work-${read.month}.pdf`, bytes);
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
            <Provider provider={provider} year={year} query={query} />
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

function Provider({ provider, year, query }: { provider: SoloYearOfProvider; year: SchemeYear; query: string }) {
  const { organisationId, name } = provider;
  const base = organisationId && `/pension/solo/${year}/${showId('organisation', organisationId)}`;
  const columns: Column<SoloMonth>[] = [
    { heading: 'Month', lead: true, cell: month => formatPensionMonth(month.month) },
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

async function readRecord(ctx: Ctx, c: WebContext, tx: OwnedTransaction) {
  const [year, scheme, month] = [yearIn(c), schemeIn(c), monthIn(c)];
  const id = readId('organisation', c.req.param('organisation') ?? '');
  const provider = (await readSoloYear(tx, scheme, year)).find(it => it.organisationId === id);
  const works = (provider?.bookings ?? []).filter(it => pensionMonthOf(it.workDate) === month);
  if (!id || !provider || works.length === 0) throw notFound('SOLO work');
  const reckoned = await readPensionYear(tx, scheme, schemeYearOf(pensionMonthDays(month).last), ctx.clock.today());
  const tier = tierInUse(reckoned, await readProfile(ctx, tx), month);
  return {
    scheme,
    schemeYear: year.replace('-', '/'),
    member: await readMember(ctx, tx),
    provider: { name: provider.name, ...(provider.code ? { code: provider.code } : {}) },
    month,
    ...(tier ? { tierBasisPoints: tier.basisPoints } : {}),
    works: works.map(booking => ({
      day: booking.workDate,
      work: WORK_TYPE_LABELS[booking.workType],
      feePence: booking.total.feePence,
      extraWorkPence: booking.total.extraWorkPence,
      pensionablePence: booking.total.workPence,
    })),
    pensionablePence: sumPence(works.map(booking => booking.total.workPence)),
  };
}
