import type { z } from 'zod';
import type { Needs } from '#platform/context.ts';
import { askedOf } from '#platform/form.ts';
import { Money } from '#platform/ui/figures.tsx';
import { FieldRow, MoneyField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { TierLadder, TierRows } from '#platform/ui/tier-ladder.tsx';
import type { WebContext } from '#platform/web.ts';
import { formatDayShort } from '#rules/dates.ts';
import { formatPercent, formatPounds, type Pence, shareOf } from '#rules/money.ts';
import { annualised } from '#rules/pension/annualise.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import { tierIn } from '#rules/pension/tiers.ts';
import { tableKnownOn, type YearPeriod, yearPeriods } from '#rules/pension/year-periods.ts';
import { type SchemeYear, schemeYearOf } from '#rules/tax-year.ts';
import { tierInput } from '../input.ts';
import { NATION_OPTIONS, Source, ToolForm } from './parts.tsx';

/** The first year whose whole table is known for any nation. */
const FIRST_YEAR = 2023;

/** Which contribution rate an income and days of service lead to. */
export function showTier(ctx: Needs<'clock'>, c: WebContext) {
  const today = ctx.clock.today();
  const year = schemeYearOf(today);
  const { form, input } = askedOf(c, tierInput, ['income', 'days', 'nation', 'annualises', 'year'], {
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
          <SelectField
            form={form}
            name="annualises"
            label="Northern Ireland: is income annualised, as you were told?"
            required={false}
            empty="Nobody said"
            options={[
              { value: 'yes', label: 'Yes' },
              { value: 'no', label: 'No' },
            ]}
          />
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
  const name = schemeOf(input.nation);
  const annualises = SCHEMES[name].annualises ?? input.annualises;
  const periods = yearPeriods(name, input.year);
  if (annualises === undefined && periods.some(period => period.tables.length > 0))
    return (
      <p role="status" class="max-w-prose">
        Whether income is annualised in {SCHEMES[name].label} is not confirmed by any source, and it decides the tier.
        Ask HSC Pensions, then choose their answer above.
      </p>
    );
  if (annualises && periods.length > 1)
    return (
      <p role="status" class="max-w-prose">
        The tiers changed within {input.year.replace('-', '/')}, and each part of that year is reckoned alone, with its
        own income and days. One income for the year cannot tell your tiers.
      </p>
    );
  const yearly = annualises ? annualised(input.income, input.days) : input.income;
  return (
    <div class="flex flex-col gap-10">
      {periods.map((period, at) => (
        <Part
          input={input}
          period={period}
          of={periods.length}
          number={at + 1}
          annualises={annualises ?? false}
          yearly={yearly ?? input.income}
          today={today}
        />
      ))}
    </div>
  );
}

function Part(props: {
  input: z.output<typeof tierInput>;
  period: YearPeriod;
  of: number;
  number: number;
  annualises: boolean;
  yearly: Pence;
  today: Temporal.PlainDate;
}) {
  const { input, period, yearly } = props;
  const isWhole = props.of === 1;
  const table = tableKnownOn(period, props.today);
  const days = isWhole ? '' : `, ${formatDayShort(period.first)} to ${formatDayShort(period.last)}`;
  const scheme = SCHEMES[schemeOf(input.nation)].label;
  if (!table)
    return (
      <p role="status" class="max-w-prose">
        The tiers of {input.year.replace('-', '/')}
        {days} in {scheme} are not known here: no table was found that could be trusted, and nothing is guessed. Ask the
        scheme’s office for yours.
      </p>
    );
  const tier = tierIn(table, yearly);
  const id = isWhole ? 'outcome' : `outcome-${props.number}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} class="mb-3 text-lg font-medium">
        Your tier{days}: {formatPercent(tier.basisPoints)}
      </h2>
      <Facts
        rows={[
          ['A year of it', <Money pence={yearly} />],
          isWhole
            ? ['Contributions on your actual income', <Money pence={shareOf(input.income, tier.basisPoints)} />]
            : ['Contributions', `${formatPercent(tier.basisPoints)} of what came in within this part`],
        ]}
      />
      <p class="my-4 max-w-prose text-muted">
        {wayOfIt(input, props.annualises, formatPounds(yearly))} Table: <Source href={table.source} />
        {table.grade === 'high' ? '.' : ', a secondary source: compare it before you rely on it.'}
      </p>
      <TierLadder table={table} marks={[{ label: 'You', yearlyPence: yearly, main: true }]} />
      <div class="mt-4">
        <TierRows table={table} basisPoints={tier.basisPoints} />
      </div>
    </section>
  );
}

function wayOfIt(input: z.output<typeof tierInput>, annualises: boolean, yearly: string): string {
  if (annualises)
    return `${formatPounds(input.income)} over ${input.days} days of service, times 365, is ${yearly}. The tier of that applies to every penny of the actual income.`;
  if (input.nation === 'scotland') return 'Scotland takes the actual income of all practitioner work, not annualised.';
  return 'As you were told, the actual income of all practitioner work is taken, not annualised.';
}
