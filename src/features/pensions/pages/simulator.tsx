import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import type { FormState } from '#platform/form.ts';
import {
  CheckboxField,
  ErrorSummary,
  FieldGroup,
  FieldRow,
  MoneyField,
  SelectField,
  TextField,
} from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { TierLadder } from '#platform/ui/tier-ladder.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import { simulateTyped } from '#rules/pension/simulate-typed.ts';
import { WHAT_IF_FIELDS } from '#rules/pension/what-if-form.ts';
import { writeYear } from '#rules/pension/year-text.ts';
import { formatPensionMonth, schemeYearMonths } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import { expectedOfPosts } from '../expected-posts.ts';
import { expectedPieces } from '../expected-work.ts';
import { readPensionYear } from '../pension-year.ts';
import { ContributionBars } from './contribution-bars.tsx';
import { schemeIn, schemeQuery, yearIn } from './scheme-year.ts';

/** "What if I take these three sessions?" Reckoned on the server at a press, and in the browser while one types, by the same rules. */
export function simulatorPages(ctx: Needs<'db' | 'clock'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/simulator/*', requireVisitor);
  app.get('/pension/simulator/:year', async c => showSimulator(ctx, c));
  return app;
}

async function showSimulator(ctx: Needs<'db' | 'clock'>, c: WebContext) {
  const [name, scheme, today] = [yearIn(c), schemeIn(c), ctx.clock.today()];
  const input = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const year = await readPensionYear(tx, scheme, name, today);
    const posts = expectedOfPosts(year);
    return {
      ...year.input,
      pieces: [...year.input.pieces, ...(await expectedPieces(tx, scheme, name, today)), ...posts.pieces],
      cover: [...year.input.cover, ...posts.cover],
    };
  });
  const values = Object.fromEntries(WHAT_IF_FIELDS.map(field => [field, c.req.query(field) ?? '']));
  const { errors, sentence, rows, ladder, picture } = simulateTyped(input, field => values[field] ?? '');
  const form: FormState = { values, errors };
  return showPage(
    c,
    {
      title: `What if … in ${name.replace('-', '/')}`,
      lead: `${SCHEMES[scheme].label}: what came in, what is booked and still to come, and what you add or take away here. Nothing of it is kept.`,
      wide: true,
      islands: ['pension-simulator'],
      action: (
        <a class="btn min-h-11" href={`/pension/year/${name}${schemeQuery(scheme)}`}>
          The year as it is
        </a>
      ),
    },
    <pension-simulator data-year={writeYear(input)}>
      <div class="grid gap-10 lg:grid-cols-2">
        <form method="get" action={`/pension/simulator/${name}`} class="flex flex-col gap-4" novalidate>
          <ErrorSummary form={form} />
          {scheme !== 'england_and_wales' && <input type="hidden" name="scheme" value={scheme} />}
          <Fields form={form} year={name} />
          <p>
            <button type="submit" class="btn btn-primary min-h-11">
              Show what it does
            </button>
          </p>
        </form>
        <section aria-labelledby="outcome" aria-live="polite">
          <h2 id="outcome" class="mb-2 text-lg font-medium">
            What it does
          </h2>
          <p class="mb-4 font-medium" data-sentence>
            {sentence}
          </p>
          {ladder && (
            <TierLadder
              table={ladder.table}
              marks={[
                { label: 'With your changes', yearlyPence: ladder.afterPence, main: true, name: 'after' },
                ...(ladder.beforePence === undefined
                  ? []
                  : [{ label: 'As it is heading', yearlyPence: ladder.beforePence, main: false }]),
              ]}
            />
          )}
          {picture && <ContributionBars picture={picture} />}
          <table class="mt-6 w-full text-sm sm:text-base">
            <caption class="sr-only">The year as it is heading, and with your changes</caption>
            <thead>
              <tr class="border-b border-base-300 text-sm text-muted">
                <th scope="col" class="py-2 text-left font-medium">
                  This year
                </th>
                <th scope="col" class="py-2 text-right font-medium">
                  Heading for
                </th>
                <th scope="col" class="py-2 text-right font-medium">
                  With changes
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr class="border-b border-base-300">
                  <th scope="row" class="py-2 pr-2 text-left font-normal">
                    {row.label}
                  </th>
                  <td class="figures py-2 pl-3">{row.before}</td>
                  <td class="figures py-2 pl-3 font-medium" data-after={at}>
                    {row.after}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="mt-4 text-sm text-muted">
            An estimate: what is booked may be paid late or not at all. Officer posts and private work stay out.
          </p>
        </section>
      </div>
    </pension-simulator>,
  );
}

function Fields({ form, year }: { form: FormState; year: SchemeYear }) {
  const months = schemeYearMonths(year).map(month => ({ value: month, label: formatPensionMonth(month) }));
  return (
    <>
      <FieldGroup legend="More sessions" hint="Pensioned on Forms A and B, a day of service each.">
        <FieldRow>
          <TextField form={form} name="sessions" label="Sessions" required={false} inputmode="numeric" width="w-24" />
          <MoneyField form={form} name="fee" label="Fee of each" required={false} />
          <SelectField
            form={form}
            name="sessionsFrom"
            label="Paid in"
            required={false}
            empty="Month"
            options={months}
          />
        </FieldRow>
        <CheckboxField form={form} name="everyMonth" label="As many in every month from then on" />
      </FieldGroup>
      <FieldGroup
        legend="Joining an out-of-hours rota"
        hint="SOLO work with a contract that runs on: each day of it is a day of service, worked or not, so that income is grossed up less."
      >
        <FieldRow>
          <MoneyField form={form} name="rotaPay" label="Pay a month" required={false} />
          <SelectField form={form} name="rotaFrom" label="From" required={false} empty="Month" options={months} />
        </FieldRow>
        <CheckboxField form={form} name="rotaWholeYear" label="The contract ran from the first day of the year" />
      </FieldGroup>
      <FieldGroup legend="Stopping for a while" hint="Leaves out what is booked and would be paid in these months.">
        <FieldRow>
          <TextField form={form} name="stopMonths" label="Months" required={false} inputmode="numeric" width="w-24" />
          <SelectField form={form} name="stopFrom" label="From" required={false} empty="Month" options={months} />
        </FieldRow>
      </FieldGroup>
    </>
  );
}
