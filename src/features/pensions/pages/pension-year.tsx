import { Hono } from 'hono';
import { type Profile, readProfile } from '#features/profile/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Money } from '#platform/ui/figures.tsx';
import { FieldGroup, FieldRow, Form, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { TierLadder, TierRows } from '#platform/ui/tier-ladder.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import { formatPercent, formatPounds, type Pence, pence } from '#rules/money.ts';
import type { MonthReckoning, PensionPiece, YearPart } from '#rules/pension/reckon-year.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { schemeYearDays } from '#rules/tax-year.ts';
import { yearSettingsInput } from '../input.ts';
import { type PensionYear, readPensionYear, tierSaid } from '../pension-year.ts';
import { keepYearSettings } from '../year-settings.ts';
import { MonthBars } from './month-bars.tsx';
import { schemeIn, schemeQuery, yearIn } from './scheme-year.ts';
import { Revision, YearEnd } from './year-end.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

/** A scheme year: what counted, the tier in use against the tier due, and what is to be settled. */
export function pensionYearPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/year/*', requireVisitor);

  app.get('/pension/year/:year', async c => showYear(ctx, c, undefined));

  app.post('/pension/year/:year', async c =>
    answerForm(
      c,
      async values => {
        const [year, scheme] = [yearIn(c), schemeIn(c)];
        await keepYearSettings(ctx, visitorOf(c).owner, scheme, year, readInput(yearSettingsInput, values));
        return c.redirect(withNotice(`/pension/year/${year}${schemeQuery(scheme)}`, 'saved'), 303);
      },
      form => showYear(ctx, c, form),
    ),
  );

  return app;
}

async function showYear(ctx: Ctx, c: WebContext, typed: FormState | undefined) {
  const [name, scheme, today] = [yearIn(c), schemeIn(c), ctx.clock.today()];
  const { year, profile } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    year: await readPensionYear(tx, scheme, name, today),
    profile: await readProfile(ctx, tx),
  }));
  const { first, last } = schemeYearDays(name);
  const path = `/pension/year/${name}${schemeQuery(scheme)}`;
  return showPage(
    c,
    {
      title: `Pension year ${name.replace('-', '/')}`,
      lead: `${SCHEMES[scheme].label}, ${formatDay(first)} to ${formatDay(last)}, by the day on which the money came in.`,
      wide: true,
      action: (
        <a class="btn min-h-11" href={`/pension/simulator/${name}${schemeQuery(scheme)}`}>
          What if …
        </a>
      ),
    },
    <div class="flex flex-col gap-10">
      <YearEnd year={year} today={today} />
      <Untold year={year} />
      {year.reckoning.parts.map(part => (
        <Part part={part} several={year.reckoning.parts.length > 1} year={year} profile={profile} />
      ))}
      <Revision year={year} today={today} />
      <Months year={year} />
      <Pieces year={year} />
      <Settings path={path} year={year} form={typed ?? freshForm(settingsAsTyped(year))} />
    </div>,
  );
}

/** Pay of which nobody said what was taken: without it nothing can be settled. */
function Untold({ year }: { year: PensionYear }) {
  const untold = year.reckoning.months.flatMap(month => month.untold);
  if (untold.length === 0) return null;
  const whose = [...Map.groupBy(untold, piece => piece.label)].map(
    ([label, its]) => `${label} (${its.map(it => formatPensionMonth(it.month)).join(', ')})`,
  );
  return (
    <Caution>
      It is not known what was taken from the pay of {whose.join('; ')}. Enter it under{' '}
      <a class="link" href={`/pension/posts?year=${year.year}`}>
        other posts
      </a>
      , and the year can be settled.
    </Caution>
  );
}

function Part({
  part,
  several,
  year,
  profile,
}: {
  part: YearPart;
  several: boolean;
  year: PensionYear;
  profile: Profile;
}) {
  const inUse = tierSaid(year, profile);
  const due = part.due.ok ? part.due.tier : undefined;
  return (
    <section aria-label={several ? `${formatDay(part.first)} to ${formatDay(part.last)}` : 'Tier'}>
      <h2 class="mb-3 text-lg font-medium">
        {several ? `Tier, ${formatDay(part.first)} to ${formatDay(part.last)}` : 'Tier'}
      </h2>
      <div class="grid gap-8 lg:grid-cols-2">
        <div>
          <Facts
            rows={[
              ['Pensionable income', <Money pence={part.pensionablePence} href="#pieces" />],
              ['Days of service', `${part.days} of ${part.baseDays}`],
              ['A year of it', part.annualisedPence === undefined ? '–' : <Money pence={part.annualisedPence} />],
              ['Tier due', due ? formatPercent(due.basisPoints) : '–'],
              [
                'Tier in use',
                inUse === undefined ? 'as reckoned each month' : `${formatPercent(inUse)}, as you entered it`,
              ],
            ]}
          />
          <p class="mt-4 max-w-prose text-muted">{partWords(part, year)}</p>
          {due && (
            <p class="mt-2 text-sm text-muted">
              Table:{' '}
              <a class="link" href={due.table.source}>
                {new URL(due.table.source).hostname}
              </a>
              , {GRADES[due.table.grade]}.
            </p>
          )}
        </div>
        {due && part.annualisedPence !== undefined && (
          <div>
            <TierLadder table={due.table} marks={[{ label: 'You', yearlyPence: part.annualisedPence, main: true }]} />
            <details class="mt-3">
              <summary class="min-h-11 cursor-pointer py-2">All tiers</summary>
              <TierRows table={due.table} basisPoints={due.basisPoints} />
            </details>
          </div>
        )}
      </div>
    </section>
  );
}

const GRADES = {
  high: 'read in the law or the scheme’s own page',
  medium: 'from a secondary source: compare it before you rely on it',
  low: 'inferred: compare it before you rely on it',
} as const;

/** How the tier was found, or what is missing for it. */
function partWords(part: YearPart, year: PensionYear): string {
  if (!part.due.ok) return UNKNOWN[part.due.reason];
  if (part.annualisedPence === undefined || !SCHEMES[year.scheme].annualises)
    return `All pensionable practitioner income is added and the tier of that sum applies to every penny of it: ${formatPounds(part.pensionablePence)}.`;
  return `All pensionable practitioner income is added, then annualised: ${formatPounds(part.pensionablePence)} over ${part.days} days of service, times 365, is ${formatPounds(part.annualisedPence)}. The tier of that applies to every penny of the actual income. Officer posts stay out.`;
}

const UNKNOWN = {
  tiers_unknown:
    'The tiers of this year are not known here: no table was found that could be trusted. Enter below the tier that you were told; nothing is guessed.',
  annualising_unknown:
    'No source says whether income is annualised in Northern Ireland. Say below what you were told, and the tier is reckoned.',
  days_unknown:
    'Some income here has no days of service: a post that is not marked as running on, or SOLO pay without its bookings. Book the days, mark the post as running on, or correct the days below and say why.',
  no_service: 'No pensionable money came in yet in this time.',
} as const;

function Months({ year }: { year: PensionYear }) {
  const { reckoning, scheme } = year;
  return (
    <section aria-labelledby="months">
      <h2 id="months" class="mb-3 text-lg font-medium">
        Month by month
      </h2>
      <MonthBars months={reckoning.months} />
      <div class="mt-4">
        <Table
          caption="The year month by month"
          rows={reckoning.months}
          columns={[
            {
              heading: 'Month',
              lead: true,
              cell: month =>
                year.received.some(form => form.paidOn?.toPlainYearMonth().toString() === month.month) ? (
                  <a class="link" href={`/pension/form-b/${month.month}${schemeQuery(scheme)}`}>
                    {formatPensionMonth(month.month)}
                  </a>
                ) : (
                  formatPensionMonth(month.month)
                ),
            },
            { heading: 'Pensionable', figures: true, cell: month => <Money pence={month.pensionablePence} /> },
            { heading: 'Tier in use', figures: true, cell: month => percentOr(month.usedBasisPoints) },
            { heading: 'Taken', figures: true, cell: month => <Money pence={month.contributedPence} /> },
            {
              heading: 'Tier due by then',
              figures: true,
              cell: month => percentOr(month.due.ok ? month.due.tier.basisPoints : undefined),
            },
            { heading: 'Due at the year’s tier', figures: true, cell: month => moneyOr(month.duePence) },
            { heading: 'Difference', figures: true, cell: month => moneyOr(differenceOf(month)) },
          ]}
          foot={[
            'Year',
            <Money pence={reckoning.pensionablePence} />,
            '',
            <Money pence={reckoning.contributedPence} />,
            '',
            moneyOr(reckoning.duePence),
            moneyOr(reckoning.differencePence),
          ]}
        />
      </div>
    </section>
  );
}

function differenceOf(month: MonthReckoning): Pence | undefined {
  return month.duePence === undefined || month.untold.length > 0
    ? undefined
    : pence(month.duePence - month.contributedPence);
}

function percentOr(basisPoints: number | undefined) {
  return basisPoints === undefined ? '–' : formatPercent(basisPoints);
}

function moneyOr(amount: Pence | undefined) {
  return amount === undefined ? '–' : <Money pence={amount} />;
}

function Pieces({ year }: { year: PensionYear }) {
  return (
    <section aria-labelledby="pieces">
      <h2 id="pieces" class="mb-1 text-lg font-medium">
        What counted
      </h2>
      <p class="mb-3 text-muted">
        Forms A whose money came in, and the pay of{' '}
        <a class="link" href="/pension/posts">
          other posts
        </a>
        .
      </p>
      <Table
        caption="What counted"
        rows={year.input.pieces.toSorted((a, b) => a.month.localeCompare(b.month))}
        columns={[
          {
            heading: 'What',
            lead: true,
            cell: piece => (
              <a class="link" href={hrefOf(piece, year)}>
                {piece.label}
              </a>
            ),
          },
          { heading: 'Kind', cell: piece => KINDS[piece.kind] },
          { heading: 'Month', cell: piece => formatPensionMonth(piece.month) },
          { heading: 'Pensionable', figures: true, cell: piece => <Money pence={piece.pensionablePence} /> },
          { heading: 'Tier in use', figures: true, cell: piece => percentOr(piece.usedBasisPoints) },
        ]}
      />
    </section>
  );
}

function hrefOf(piece: PensionPiece, { year, scheme }: PensionYear): string {
  if (piece.kind === 'form_a') return `/pension/form-a/${piece.key}/pdf`;
  return piece.kind === 'solo' ? `/pension/solo/${year}${schemeQuery(scheme)}` : '/pension/posts';
}

const KINDS = { form_a: 'Form A', solo: 'SOLO', salaried: 'Salaried', partner: 'Partner' } as const;

function Settings({ path, year, form }: { path: string; year: PensionYear; form: FormState }) {
  return (
    <section aria-label="What you know of this year">
      <Form action={path} form={form} submit="Keep" tone="neutral">
        <FieldGroup
          legend="What you know of this year"
          hint="Leave the tier empty and it is reckoned. The dates on the forms are the days of service; where the agency counts differently, correct them here and say why."
        >
          <FieldRow>
            <TextField
              form={form}
              name="tier"
              label="Tier in use, %"
              required={false}
              inputmode="decimal"
              width="w-28"
            />
            <TextField
              form={form}
              name="daysAdjustment"
              label="Days more or fewer"
              required={false}
              inputmode="text"
              width="w-28"
            />
            <TextField form={form} name="daysNote" label="Why" required={false} width="w-72" />
          </FieldRow>
          {year.scheme === 'northern_ireland' && (
            <SelectField
              form={form}
              name="annualises"
              label="Is income annualised, as you were told?"
              required={false}
              empty="Nobody said"
              options={[
                { value: 'yes', label: 'Yes' },
                { value: 'no', label: 'No' },
              ]}
            />
          )}
        </FieldGroup>
      </Form>
      {year.settings.daysAdjustment !== 0 && (
        <Caution>
          The days are corrected by {year.settings.daysAdjustment}: {year.settings.daysNote}
        </Caution>
      )}
    </section>
  );
}

function settingsAsTyped({ settings }: PensionYear) {
  return {
    tier: settings.tierBasisPoints === null ? '' : String(settings.tierBasisPoints / 100),
    daysAdjustment: settings.daysAdjustment === 0 ? '' : String(settings.daysAdjustment),
    daysNote: settings.daysNote,
    annualises: settings.annualises === null ? '' : settings.annualises ? 'yes' : 'no',
  };
}
