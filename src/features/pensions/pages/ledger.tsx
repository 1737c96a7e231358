import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { freshForm } from '#platform/form.ts';
import { Money } from '#platform/ui/figures.tsx';
import { FieldRow, SelectField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Pager, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId } from '#rules/ids.ts';
import { formatPounds, lessPence } from '#rules/money.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { readSchemeYear, type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';
import { chaseNow, pauseChasing } from '../chase-form-a.ts';
import { type LedgerFoot, type LedgerRow, LINKS, type LinkKind } from '../ledger.ts';
import { LINK_WORDS } from '../ledger-words.ts';
import { type Ledger, readLedger } from '../read-ledger.ts';
import { ledgerColumns } from './ledger-row.tsx';
import { schemeQuery } from './scheme-year.ts';
import { SoloRows } from './solo-rows.tsx';
import { soloStepPages } from './solo-steps.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

/** The pension ledger: each piece of work from its booking to the annual statement, and what is missing. */
export function ledgerPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/ledger', requireVisitor);
  app.use('/pension/ledger/*', requireVisitor);

  app.get('/pension/ledger', async c => showLedger(ctx, c));
  app.route('/', soloStepPages(ctx));

  const steps: Record<string, (c: WebContext) => Promise<void>> = {
    remind: c => chaseNow(ctx, visitorOf(c).owner, formAIn(c)),
    pause: c => pauseChasing(ctx, visitorOf(c).owner, formAIn(c), true),
    resume: c => pauseChasing(ctx, visitorOf(c).owner, formAIn(c), false),
  };
  for (const [name, act] of Object.entries(steps)) {
    app.post(`/pension/ledger/:form/${name}`, async c => {
      try {
        await act(c);
      } catch (fault) {
        if (!(fault instanceof Refusal) || fault.reason.code === 'not_found') throw fault;
        c.status(fault.reason.status ?? 409);
        return showLedger(ctx, c, fault.reason.message);
      }
      const year = yearIn(ctx, c);
      return c.redirect(withNotice(`/pension/ledger?year=${year}`, NOTICES[name] ?? 'saved'), 303);
    });
  }

  return app;
}

const NOTICES: Readonly<Record<string, 'practice-reminded' | 'reminders-paused' | 'reminders-resumed'>> = {
  remind: 'practice-reminded',
  pause: 'reminders-paused',
  resume: 'reminders-resumed',
};

/** The Form A in the address. */
export function formAIn(c: WebContext): Id<'formA'> {
  const id = readId('formA', c.req.param('form') ?? '');
  if (!id) throw notFound('Form A');
  return id;
}

async function showLedger(ctx: Ctx, c: WebContext, refusal?: string) {
  const [year, today] = [yearIn(ctx, c), ctx.clock.today()];
  const ledger = await asOwner(ctx.db, visitorOf(c).owner, tx => readLedger(tx, year, today));
  const missing = missingIn(c);
  const fitting = ledger.rows.filter(row => fits(row, missing, today));
  const from = pageFrom(c, fitting.length);
  const rows = fitting.slice(from, from + A_PAGE);
  return showPage(
    c,
    {
      title: `Pension ledger, ${year}`,
      lead: 'Every piece of work from its booking to the annual statement: what is there, and whose turn it is.',
      wide: true,
    },
    <div class="flex flex-col gap-6">
      {refusal && <Caution>{refusal}</Caution>}
      <Filter ledger={ledger} missing={missing} today={today} />
      {ledger.rows.length === 0 ? (
        <EmptyState
          title={`No pensioned work in ${year}`}
          action={
            <a class="btn min-h-11" href="/bookings/new">
              Add a booking
            </a>
          }
        >
          Work for a GP practice that you invoice yourself shows here from its booking on. It belongs to the year in
          which its money comes in; until then to that in which it is worked.
        </EmptyState>
      ) : (
        <>
          <Table
            caption={`Pensioned work of ${year}, the latest first`}
            rows={rows}
            columns={ledgerColumns(ledger, rows, today)}
            foot={[
              `${fitting.length === 1 ? 'One piece' : `${fitting.length} pieces`} of work${rows.length < fitting.length ? ', all pages' : ''}`,
              '',
              missing === undefined ? <Money pence={ledger.foot.pensionablePence} /> : '',
              missing === undefined ? <Money pence={ledger.foot.employerPence} /> : '',
              '',
              '',
            ]}
          />
          <Pager
            earlier={from + A_PAGE < fitting.length ? pageHref(year, missing, from + A_PAGE) : undefined}
            later={from > 0 ? pageHref(year, missing, Math.max(0, from - A_PAGE)) : undefined}
          />
          <Foot foot={ledger.foot} year={year} />
        </>
      )}
      {from === 0 && missing === undefined && <SoloRows rows={ledger.solo} year={year} />}
    </div>,
  );
}

/** Rows of a page: more would be slow to draw and to read. */
const A_PAGE = 50;

/** The row with which the page begins. */
function pageFrom(c: WebContext, rows: number): number {
  const said = c.req.query('from') ?? '';
  const from = /^\d{1,5}$/.test(said) ? Number(said) : 0;
  return from < rows ? from : 0;
}

function pageHref(year: SchemeYear, missing: Missing | undefined, from: number): string {
  return `/pension/ledger?year=${year}${missing ? `&missing=${missing}` : ''}${from > 0 ? `&from=${from}` : ''}`;
}

/** What is shown: all that was worked, what lacks a link, or what stands by itself. */
type Missing = LinkKind | keyof typeof APART;

const APART = {
  too_late: 'Can no longer be pensioned',
  given_up: 'Given up',
  to_come: 'Booked, still to be worked',
} as const;

const SHOWN = [...LINKS, 'too_late', 'given_up', 'to_come'] as const;

function Filter({
  ledger,
  missing,
  today,
}: {
  ledger: Ledger;
  missing: Missing | undefined;
  today: Temporal.PlainDate;
}) {
  const form = freshForm({ year: ledger.year, missing: missing ?? '' });
  const options = SHOWN.slice(1).map(value => ({
    value,
    label: `${wordsOf(value)} (${ledger.rows.filter(row => fits(row, value, today)).length})`,
  }));
  return (
    <form method="get" action="/pension/ledger">
      <FieldRow>
        <SelectField
          form={form}
          name="year"
          label="Scheme year"
          options={yearsAround(today).map(year => ({ value: year, label: year }))}
        />
        <SelectField
          form={form}
          name="missing"
          label="Show"
          required={false}
          empty="All that was worked"
          options={options}
        />
        <button type="submit" class="btn mt-7 min-h-11">
          Show
        </button>
        <a class="btn btn-ghost mt-7 min-h-11" href={`/pension/statements?year=${ledger.year}`}>
          Compare with a statement
        </a>
      </FieldRow>
    </form>
  );
}

function Foot({ foot, year }: { foot: LedgerFoot; year: SchemeYear }) {
  const { onFormsB, formsB } = foot;
  const agrees =
    onFormsB.pensionablePence === formsB.pensionablePence && onFormsB.employerPence === formsB.employerPence;
  return agrees ? (
    <p class="text-muted">
      On Forms B of {year}: {formatPounds(formsB.pensionablePence)} pensionable pay and{' '}
      {formatPounds(formsB.employerPence)} employer’s contributions. The rows above come to the same.
    </p>
  ) : (
    <Caution>
      The Forms B of {year} say {formatPounds(formsB.pensionablePence)} pensionable pay, the rows above that are on them{' '}
      {formatPounds(onFormsB.pensionablePence)}:{' '}
      {formatPounds(lessPence(formsB.pensionablePence, onFormsB.pensionablePence))} apart. A form was withdrawn with its
      invoice, or its work is not billed by it any more. See the Form B of{' '}
      {foot.apart.map((form, at) => (
        <>
          {at > 0 && ', '}
          <a class="link" href={`/pension/form-b/${form.month}${schemeQuery(form.scheme)}`}>
            {formatPensionMonth(form.month)}
          </a>
        </>
      ))}
      .
    </Caution>
  );
}

function wordsOf(value: Missing): string {
  return value in APART
    ? APART[value as keyof typeof APART]
    : `Missing: ${LINK_WORDS[value as LinkKind].toLowerCase()}`;
}

function fits(row: LedgerRow, missing: Missing | undefined, today: Temporal.PlainDate): boolean {
  const isToCome = row.booking.state === 'confirmed' && Temporal.PlainDate.compare(row.booking.workDate, today) >= 0;
  if (missing === 'to_come') return isToCome;
  if (isToCome) return false;
  if (missing === undefined) return true;
  if (missing === 'too_late' || missing === 'given_up') return row.standing === missing;
  return row.standing === 'in_hand' && row.links.some(it => it.kind === missing && it.on === undefined && !it.isIdle);
}

function missingIn(c: WebContext): Missing | undefined {
  const said = c.req.query('missing');
  return SHOWN.find(it => it === said);
}

function yearIn(ctx: Needs<'clock'>, c: WebContext): SchemeYear {
  return readSchemeYear(c.req.query('year') ?? '') ?? schemeYearOf(ctx.clock.today());
}

/** The coming year, this one, and the five before. */
function yearsAround(today: Temporal.PlainDate): SchemeYear[] {
  const { first } = schemeYearDays(schemeYearOf(today));
  return [1, 0, -1, -2, -3, -4, -5].map(years => schemeYearOf(first.add({ years })));
}
