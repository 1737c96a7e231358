import type { z } from 'zod';
import type { Needs } from '#platform/context.ts';
import { askedOf } from '#platform/form.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, MoneyField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Facts } from '#platform/ui/table.tsx';
import type { WebContext } from '#platform/web.ts';
import { formatPercent, shareOf, sumPence } from '#rules/money.ts';
import { employerRate } from '#rules/pension/employer-rates.ts';
import { formAFigures, PENSIONABLE_BASIS_POINTS } from '#rules/pension/form-a.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import { contributionInput } from '../input.ts';
import { NATION_OPTIONS, Source, ToolForm } from './parts.tsx';

/** What is pensionable of a fee, what the practice pays on top, and what the locum pays over. */
export function showContribution(ctx: Needs<'clock'>, c: WebContext) {
  const { form, input } = askedOf(c, contributionInput, ['fee', 'nation', 'paidOn', 'tier'], {
    nation: 'england',
    paidOn: ctx.clock.today().toString(),
  });
  return showPage(
    c,
    {
      title: 'NHS pension contribution of a fee',
      lead: 'For a locum GP’s work at a practice on Forms A and B, in your own name.',
    },
    <div class="flex flex-col gap-8">
      <ToolForm action="/tools/pension-contribution" form={form}>
        <FieldRow>
          <MoneyField form={form} name="fee" label="Fee, expenses left out" />
          <SelectField form={form} name="nation" label="Nation" options={NATION_OPTIONS} />
        </FieldRow>
        <FieldRow>
          <DayField form={form} name="paidOn" label="Paid on" hint="Rates follow the day of payment." />
          <TextField form={form} name="tier" label="Your tier, %" inputmode="decimal" width="w-28" />
        </FieldRow>
        <p>
          <a class="link" href="/tools/pension-tier">
            Which tier is mine?
          </a>
        </p>
      </ToolForm>
      {input && <Outcome input={input} />}
    </div>,
  );
}

function Outcome({ input }: { input: z.output<typeof contributionInput> }) {
  const figures = formAFigures([input.fee], input.nation, input.paidOn);
  const rate = employerRate(input.nation, input.paidOn);
  if (!figures.ok || !rate)
    return (
      <p role="status">
        The employer’s rate for <Day day={input.paidOn} /> is not known yet, so nothing is reckoned.
      </p>
    );
  const own = shareOf(figures.pensionablePence, input.tier);
  const scheme = SCHEMES[schemeOf(input.nation)];
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome" class="mb-3 text-lg font-medium">
        Of this fee
      </h2>
      <Facts
        rows={[
          [`Pensionable, ${formatPercent(PENSIONABLE_BASIS_POINTS)}`, <Money pence={figures.pensionablePence} />],
          [`You, ${formatPercent(input.tier)} of it`, <Money pence={own} />],
          [
            `Employer, ${formatPercent(figures.employerBasisPoints)} of it`,
            figures.collectedFromPractice ? (
              <Money pence={figures.employerPence} />
            ) : (
              'paid by a primary care body; not on your invoice'
            ),
          ],
          ...(figures.collectedFromPractice
            ? ([
                ['The practice pays you', <Money pence={sumPence([input.fee, figures.employerPence])} />],
                [
                  'You pay over with Form B',
                  <strong>
                    <Money pence={sumPence([own, figures.employerPence])} />
                  </strong>,
                ],
              ] as const)
            : []),
        ]}
      />
      <p class="mt-4 max-w-prose text-muted">
        {scheme.employerShare.words} Rounded once, half up to the penny, as on a Form A with this one fee. Source of the
        rate: <Source href={rate.source} />.
      </p>
    </section>
  );
}
