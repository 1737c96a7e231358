import { Hono } from 'hono';
import type { z } from 'zod';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { askedOf } from '#platform/form.ts';
import { Money } from '#platform/ui/figures.tsx';
import { ErrorSummary, FieldRow, MoneyField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import { ACCRUAL_SOURCES, annualAllowance, careEarned, careRevalued } from '#rules/pension/accrual.ts';
import { accrualInput } from '../input.ts';
import { readPensionYear } from '../pension-year.ts';
import { schemeIn, schemeQuery, yearIn } from './scheme-year.ts';

/** What a year earns of pension, and whether it may pass the annual allowance. Estimates, marked as such; what is not known is asked for. */
export function accrualPages(ctx: Needs<'db' | 'clock'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/accrual/*', requireVisitor);
  app.get('/pension/accrual/:year', async c => showAccrual(ctx, c));
  return app;
}

async function showAccrual(ctx: Needs<'db' | 'clock'>, c: WebContext) {
  const [name, scheme] = [yearIn(c), schemeIn(c)];
  const year = await asOwner(ctx.db, visitorOf(c).owner, tx => readPensionYear(tx, scheme, name, ctx.clock.today()));
  const earned = careEarned(year.reckoning.pensionablePence);
  const { form, input } = askedOf(c, accrualInput, ['opening', 'cpi', 'income']);
  return showPage(
    c,
    {
      title: `What ${name.replace('-', '/')} earns`,
      lead: 'An estimate of the pension a year that this year’s pensionable pay adds, in the 2015 scheme.',
      action: (
        <a class="btn min-h-11" href={`/pension/year/${name}${schemeQuery(scheme)}`}>
          The year
        </a>
      ),
    },
    <div class="flex flex-col gap-8">
      <Facts
        rows={[
          [
            'Pensionable so far',
            <Money
              pence={year.reckoning.pensionablePence}
              href={`/pension/year/${name}${schemeQuery(scheme)}#pieces`}
            />,
          ],
          [
            'Adds, 1/54',
            <>
              <Money pence={earned} /> a year
            </>,
          ],
        ]}
      />
      <form method="get" action={`/pension/accrual/${name}`} class="flex flex-col gap-4" novalidate>
        <ErrorSummary form={form} />
        {scheme !== 'england_and_wales' && <input type="hidden" name="scheme" value={scheme} />}
        <FieldRow>
          <MoneyField
            form={form}
            name="opening"
            label="Pension earned before"
            hint="A year of it, from your last annual statement"
          />
          <TextField
            form={form}
            name="cpi"
            label="CPI, %"
            inputmode="decimal"
            width="w-28"
            hint="September’s, as published"
          />
          <MoneyField
            form={form}
            name="income"
            label="Adjusted income"
            required={false}
            hint="All taxable income and pension growth"
          />
        </FieldRow>
        <p>
          <button type="submit" class="btn btn-primary min-h-11">
            Estimate
          </button>
        </p>
      </form>
      {input && <Estimate input={input} earned={earned} />}
      <Sources />
    </div>,
  );
}

function Estimate({ input, earned }: { input: z.output<typeof accrualInput>; earned: Pence }) {
  const closing = sumPence([careRevalued(input.opening, input.cpi), earned]);
  const allowance = annualAllowance({
    openingPence: input.opening,
    closingPence: closing,
    cpiBasisPoints: input.cpi,
    adjustedIncomePence: input.income ?? undefined,
  });
  if (!allowance.ok) return null;
  return (
    <section aria-labelledby="estimate">
      <h2 id="estimate" class="mb-3 text-lg font-medium">
        By the year’s end, of the income so far
      </h2>
      <Facts
        rows={[
          ['Pension a year', <Money pence={closing} />],
          ['Counts towards the annual allowance', <Money pence={allowance.inputPence} />],
          ['Annual allowance', <Money pence={allowance.allowancePence} />],
        ]}
      />
      {allowance.isOver && (
        <Caution>
          By this estimate the year passes the annual allowance, which can bring a tax charge. Unused allowance of
          earlier years is left out. Ask an adviser, and the scheme for a pension savings statement.
        </Caution>
      )}
      <p class="mt-3 max-w-prose text-muted">{TAPER[allowance.taper]}</p>
    </section>
  );
}

const TAPER = {
  none: 'Your income does not lower the allowance.',
  tapered: 'Your income lowers the allowance.',
  income_unknown: 'The standard allowance: high income lowers it. Enter yours to see.',
} as const;

function Sources() {
  return (
    <section aria-labelledby="sources">
      <h2 id="sources" class="mb-2 text-lg font-medium">
        Where this comes from
      </h2>
      <ul class="flex max-w-prose flex-col gap-2 text-muted">
        {Object.values(ACCRUAL_SOURCES).map(it => (
          <li>
            {it.words} ({it.grade}
            {it.source && (
              <>
                :{' '}
                <a class="link" href={it.source}>
                  {new URL(it.source).hostname}
                </a>
              </>
            )}
            )
          </li>
        ))}
      </ul>
    </section>
  );
}
