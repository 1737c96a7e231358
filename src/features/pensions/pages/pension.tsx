import { Hono } from 'hono';
import { readProfile } from '#features/profile/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { Badge, Day, Money } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDistance } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { formatPercent } from '#rules/money.ts';
import { formBDue, isOverForGood, tenWeeks } from '#rules/pension/deadlines.ts';
import { type PensionScheme, SCHEMES, schemeNation, schemeOf } from '#rules/pension/scheme.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { professionOf } from '#rules/professions.ts';
import { type SchemeYear, schemeYearOf } from '#rules/tax-year.ts';
import type { OpenFormB } from '../deadlines.ts';
import { type KeptFormB, listFormBs } from '../form-b-store.ts';
import { readOpenFormBs } from '../open-form-bs.ts';
import { findFormA, type KeptFormA, listFormAs } from '../store.ts';
import { figuresHref } from './figures.tsx';
import { OtherProfession } from './other-profession.tsx';
import { schemeIn, schemeQuery } from './scheme-year.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'files'>;

/** The pension at a glance: what is due, the forms, and the ways to ledger, year and posts. */
export function pensionPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension', requireVisitor);
  app.use('/pension/*', requireVisitor);

  app.get('/pension', async c => showOverview(ctx, c));

  app.get('/pension/form-a/:form/pdf', async c => {
    const id = readId('formA', c.req.param('form'));
    return sendFile(ctx, c, async tx => {
      const form = id && (await findFormA(tx, id));
      return form ? (form.signed?.fileId ?? form.fileId) : undefined;
    });
  });

  app.get('/pension/form-b/:month/pdf', async c =>
    sendFile(
      ctx,
      c,
      async tx =>
        (await listFormBs(tx)).find(form => form.month === c.req.param('month') && form.scheme === schemeIn(c))?.fileId,
    ),
  );

  return app;
}

async function showOverview(ctx: Ctx, c: WebContext) {
  const visitor = visitorOf(c);
  if (!professionOf(visitor.profession).usesFormsAB) {
    return showPage(c, { title: 'NHS pension' }, <OtherProfession profession={visitor.profession} />);
  }
  const today = ctx.clock.today();
  const { profile, formAs, formBs, open } = await asOwner(ctx.db, visitor.owner, async tx => ({
    profile: await readProfile(ctx, tx),
    formAs: await listFormAs(tx),
    formBs: await listFormBs(tx),
    open: await readOpenFormBs(tx, today),
  }));
  const year = schemeYearOf(today);
  const schemes = schemesOf(schemeOf(profile.nation), formAs);
  return showPage(
    c,
    {
      title: 'NHS pension',
      lead: 'One Form A an invoice; one Form B a month in which pensioned money came in.',
      wide: true,
    },
    <div class="flex flex-col gap-10">
      <Ways year={year} schemes={schemes} />
      {formAs.length === 0 ? (
        <EmptyState
          title="No forms yet"
          action={
            <a class="btn btn-primary min-h-11" href="/invoices/new">
              Make an invoice
            </a>
          }
        >
          Mark a booking as pensionable, and its invoice takes the Form A along. When the money arrives, its month’s
          Form B is made here.
        </EmptyState>
      ) : (
        <>
          <section aria-labelledby="form-b">
            <h2 id="form-b" class="mb-3 text-lg font-medium">
              Form B
            </h2>
            <Open open={open} formBs={formBs} today={today} />
            {formBs.length > 0 && (
              <div class="mt-4">
                <Table caption="Forms B made" rows={formBs} columns={FORM_B_COLUMNS} />
              </div>
            )}
          </section>
          <section aria-labelledby="form-a">
            <h2 id="form-a" class="mb-1 text-lg font-medium">
              Form A
            </h2>
            <p class="mb-3 text-muted">
              The ten weeks count from the first day worked (PCSE); after ten weeks from the last day (NHSBSA) the work
              can no longer be pensioned. Sources disagree, so go by the first. For Scotland ten weeks are not
              confirmed.
            </p>
            <Table caption="Forms A" rows={formAs} columns={formAColumns(today)} />
          </section>
        </>
      )}
    </div>,
  );
}

/** The schemes a locum has to do with: that of their own nation, and those of places where pensioned work was done. */
function schemesOf(own: PensionScheme, formAs: readonly KeptFormA[]): PensionScheme[] {
  return [...new Set([own, ...formAs.map(form => schemeOf(form.nation))])];
}

function Ways({ year, schemes }: { year: SchemeYear; schemes: readonly PensionScheme[] }) {
  const ways = [
    { href: `/pension/ledger?year=${year}`, label: 'Ledger', what: 'every session, from the booking to the statement' },
    ...schemes.map(scheme => ({
      href: `/pension/year/${year}${schemeQuery(scheme)}`,
      label: `Year ${year.replace('-', '/')}${schemes.length > 1 ? `, ${SCHEMES[scheme].label}` : ''}`,
      what: 'tier in use against tier due, month by month',
    })),
    {
      href: `/pension/simulator/${year}${schemeQuery(schemes[0] ?? 'england_and_wales')}`,
      label: 'What if …',
      what: 'more sessions, a rota, a break',
    },
    { href: '/pension/posts', label: 'Other posts', what: 'salaried, SOLO and officer work' },
    { href: '/pension/statements', label: 'Statements', what: 'what the agency holds against what you sent' },
    {
      href: figuresHref(year, schemes[0] ?? 'england_and_wales'),
      label: 'Rates and tiers',
      what: 'with their sources, and a place for those that are not known here',
    },
    { href: '/pension/additions', label: 'Beside the tier', what: 'added years, AVC, additional pension, ERRBO' },
  ];
  return (
    <nav aria-label="NHS pension">
      <ul class="grid gap-x-8 border-t border-base-300 sm:grid-cols-2">
        {ways.map(way => (
          <li class="border-b border-base-300">
            <a class="flex min-h-11 flex-wrap items-baseline gap-x-3 py-2 hover:bg-base-200" href={way.href}>
              <span class="link">{way.label}</span>
              <span class="text-sm text-muted">{way.what}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Open(props: { open: readonly OpenFormB[]; formBs: readonly KeptFormB[]; today: Temporal.PlainDate }) {
  const { open } = props;
  if (open.length === 0) return <p class="text-muted">Nothing is due.</p>;
  return (
    <ul class="border-t border-base-300">
      {open.map(({ month, scheme }) => {
        const due = formBDue(month, schemeNation(scheme));
        return (
          <li class="flex flex-wrap items-center justify-between gap-3 border-b border-base-300 py-2">
            <span>
              {formatPensionMonth(month)}
              {scheme !== 'england_and_wales' && `, ${SCHEMES[scheme].label}`}, due <Day day={due} />{' '}
              <span class="text-muted">({formatDistance(props.today, due)})</span>
            </span>
            <a class="btn min-h-11" href={`/pension/form-b/${month}${schemeQuery(scheme)}`}>
              {props.formBs.some(form => form.month === month && form.scheme === scheme) ? 'Open it' : 'Make it'}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

const FORM_B_COLUMNS = [
  {
    heading: 'Month',
    lead: true,
    cell: (form: KeptFormB) => (
      <a class="link" href={`/pension/form-b/${form.month}${schemeQuery(form.scheme)}`}>
        {formatPensionMonth(form.month)}
        {form.scheme !== 'england_and_wales' && `, ${SCHEMES[form.scheme].label}`}
      </a>
    ),
  },
  { heading: 'Tier', figures: true, cell: (form: KeptFormB) => formatPercent(form.tierBasisPoints) },
  { heading: 'Pensionable', figures: true, cell: (form: KeptFormB) => <Money pence={form.pensionablePence} /> },
  { heading: 'You', figures: true, cell: (form: KeptFormB) => <Money pence={form.employeeTotalPence} /> },
  { heading: 'Employer', figures: true, cell: (form: KeptFormB) => <Money pence={form.employerPence} /> },
  { heading: 'To pay', figures: true, cell: (form: KeptFormB) => <Money pence={form.payablePence} /> },
  {
    heading: 'Submitted',
    cell: (form: KeptFormB) =>
      form.rejected ? (
        <Badge tone="error">Rejected</Badge>
      ) : form.submittedOn ? (
        <Day day={form.submittedOn} short />
      ) : (
        <Badge tone="warning">Not yet</Badge>
      ),
  },
];

function formAColumns(today: Temporal.PlainDate) {
  return [
    {
      heading: 'Invoice',
      lead: true,
      cell: (form: KeptFormA) => (
        <a class="link" href={`/invoices/${showId('invoice', form.invoiceId)}`}>
          {form.invoiceNumber}
          {form.part > 1 && `, part ${form.part}`}
        </a>
      ),
    },
    { heading: 'Organisation', cell: (form: KeptFormA) => form.organisationName },
    {
      heading: 'Worked',
      cell: (form: KeptFormA) => (
        <>
          <Day day={form.firstDay} short />
          {!form.firstDay.equals(form.lastDay) && (
            <>
              {' '}
              – <Day day={form.lastDay} short />
            </>
          )}
        </>
      ),
    },
    { heading: 'Pensionable', figures: true, cell: (form: KeptFormA) => <Money pence={form.pensionablePence} /> },
    { heading: 'Employer', figures: true, cell: (form: KeptFormA) => <Money pence={form.employerPence} /> },
    { heading: 'Ten weeks', cell: (form: KeptFormA) => <TenWeeks form={form} today={today} /> },
    {
      heading: 'PDF',
      cell: (form: KeptFormA) => (
        <a class="link whitespace-nowrap" href={`/pension/form-a/${showId('formA', form.id)}/pdf`}>
          Form A
        </a>
      ),
    },
  ];
}

function TenWeeks({ form, today }: { form: KeptFormA; today: Temporal.PlainDate }) {
  if (form.givenUp) return <Badge tone="neutral">Given up</Badge>;
  if (form.paidOn) {
    return (
      <>
        Paid <Day day={form.paidOn} short />
      </>
    );
  }
  const { safeUntil, lastChance } = tenWeeks(form.firstDay, form.lastDay);
  if (isOverForGood(form.nation, lastChance, today)) return <Badge tone="error">Too late</Badge>;
  return (
    <>
      <Day day={safeUntil} short /> <span class="text-muted">({formatDistance(today, safeUntil)})</span>
    </>
  );
}

async function sendFile(
  ctx: Ctx,
  c: WebContext,
  find: (tx: Parameters<Parameters<typeof asOwner>[2]>[0]) => Promise<Id<'file'> | undefined>,
) {
  const file = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const id = await find(tx);
    if (!id) throw notFound('form');
    return readStoredFile(ctx, tx, id);
  });
  return c.body(Uint8Array.from(file.bytes), 200, {
    'Content-Type': file.contentType,
    'Content-Disposition': `inline; filename="${file.name}"`,
  });
}
