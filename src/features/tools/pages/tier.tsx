import type { z } from 'zod';
import type { Needs } from '#platform/context.ts';
import { askedOf } from '#platform/form.ts';
import { Money } from '#platform/ui/figures.tsx';
import { FieldRow, MoneyField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { TierLadder, TierRows } from '#platform/ui/tier-ladder.tsx';
import type { WebContext } from '#platform/web.ts';
import { formatPercent, formatPounds, shareOf } from '#rules/money.ts';
import { annualised } from '#rules/pension/annualise.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import { tierFor } from '#rules/pension/tiers.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';
import { tierInput } from '../input.ts';
import { NATION_OPTIONS, Source, ToolForm } from './parts.tsx';

/** The first year whose whole table is known for any nation. */
const FIRST_YEAR = 2023;

/** Which contribution rate an income and days of service lead to. */
export function showTier(ctx: Needs<'clock'>, c: WebContext) {
  const today = ctx.clock.today();
  const year = schemeYearOf(today);
  const { form, input } = askedOf(c, tierInput, ['income', 'days', 'nation', 'year'], {
    nation: 'england',
    year,
    days: '',
  });
  return showPage(
    c,
    {
      title: 'NHS pension tier and annualisation',
      lead: 'For locum GPs. All practitioner income counts together: locum, SOLO, salaried, partner. Officer posts stay out.',
    },
    <div class="flex flex-col gap-8">
      <ToolForm action="/tools/pension-tier" form={form}>
        <FieldRow>
          <MoneyField
            form={form}
            name="income"
            label="Pensionable income of the year"
            hint="90% of locum fees, and what your other posts pension"
          />
          <TextField
            form={form}
            name="days"
            label="Days of service"
            required={false}
            inputmode="numeric"
            width="w-28"
            hint="Empty: the whole year"
          />
        </FieldRow>
        <FieldRow>
          <SelectField form={form} name="nation" label="Nation" options={NATION_OPTIONS} />
          <SelectField form={form} name="year" label="Scheme year" options={yearsUpTo(year)} />
        </FieldRow>
      </ToolForm>
      {input && <Outcome input={input} today={today} />}
    </div>,
  );
}

function yearsUpTo(year: SchemeYear) {
  const from = Number(year.slice(0, 4));
  return Array.from({ length: from - FIRST_YEAR + 1 }, (_, at) => {
    const name = schemeYearOf(new Temporal.PlainDate(from - at, 4, 1));
    return { value: name, label: name.replace('-', '/') };
  });
}

function Outcome({ input, today }: { input: z.output<typeof tierInput>; today: Temporal.PlainDate }) {
  const scheme = SCHEMES[schemeOf(input.nation)];
  const yearly = scheme.annualises ? annualised(input.income, input.days) : input.income;
  const answer =
    yearly === undefined ? undefined : tierFor(input.nation, schemeYearDays(input.year).last, yearly, today);
  if (yearly === undefined || !answer?.ok)
    return (
      <p role="status" class="max-w-prose">
        The tiers of {input.year.replace('-', '/')} in {scheme.label} are not known here: no table was found that could
        be trusted, and nothing is guessed. Ask the scheme’s office for yours.
      </p>
    );
  const { tier } = answer;
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome" class="mb-3 text-lg font-medium">
        Your tier: {formatPercent(tier.basisPoints)}
      </h2>
      <Facts
        rows={[
          ['A year of it', <Money pence={yearly} />],
          ['Contributions on your actual income', <Money pence={shareOf(input.income, tier.basisPoints)} />],
        ]}
      />
      <p class="my-4 max-w-prose text-muted">
        {wayOfIt(input, scheme.annualises, formatPounds(yearly))} Table: <Source href={tier.table.source} />
        {tier.table.grade === 'high' ? '.' : ', a secondary source: compare it before you rely on it.'}
      </p>
      <TierLadder table={tier.table} marks={[{ label: 'You', yearlyPence: yearly, main: true }]} />
      <div class="mt-4">
        <TierRows table={tier.table} basisPoints={tier.basisPoints} />
      </div>
    </section>
  );
}

function wayOfIt(input: z.output<typeof tierInput>, annualises: boolean | undefined, yearly: string): string {
  if (annualises)
    return `${formatPounds(input.income)} over ${input.days} days of service, times 365, is ${yearly}. The tier of that applies to every penny of the actual income.`;
  if (annualises === false) return 'Scotland takes the actual income of all practitioner work, not annualised.';
  return 'Whether income is annualised in Northern Ireland is not confirmed by any source: this takes it as it is. Ask HSC Pensions.';
}
