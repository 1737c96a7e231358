import { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { listEnteredFigures } from '#features/invoices/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, inScope, readForm, readInput, typed } from '#platform/form.ts';
import { Badge, Day } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, HiddenField, TextArea, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { Pager } from '#platform/ui/table.tsx';
import { TierRows } from '#platform/ui/tier-ladder.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatPercent } from '#rules/money.ts';
import { employerRate } from '#rules/pension/employer-rates.ts';
import { type EnteredFigure, enteredTable, type Provenance, unknownFigures } from '#rules/pension/entered-figures.ts';
import { type PensionScheme, SCHEMES, schemeNation } from '#rules/pension/scheme.ts';
import { tierTable } from '#rules/pension/tier-tables.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';
import { enterFigure, removeFigure } from '../enter-figures.ts';
import { enteredFrom } from '../entered-from.ts';
import { figureInput, figureKindInput } from '../figures-input.ts';
import { schemeIn, yearIn } from './scheme-year.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** The rates and tiers of a scheme year: what is known here with its source, and what the locum has to enter. */
export function figurePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/figures/*', requireVisitor);

  app.get('/pension/figures/:year', async c => showFigures(ctx, c, undefined));

  app.post('/pension/figures/:year', async c =>
    answerForm(
      c,
      async values => {
        const [scheme, year] = [schemeIn(c), yearIn(c)];
        await enterFigure(ctx, visitorOf(c).owner, enteredFrom(readInput(figureInput, values), scheme, year));
        return c.redirect(withNotice(figuresHref(year, scheme), 'saved'), 303);
      },
      form => showFigures(ctx, c, form),
    ),
  );

  app.post('/pension/figures/:year/remove', async c => {
    const [scheme, year] = [schemeIn(c), yearIn(c)];
    const { kind } = readInput(figureKindInput, await readForm(c));
    await removeFigure(ctx, visitorOf(c).owner, { scheme, year, kind });
    return c.redirect(withNotice(figuresHref(year, scheme), 'saved'), 303);
  });

  return app;
}

/** A year's figures, in its scheme. */
export function figuresHref(year: SchemeYear, scheme: PensionScheme, step = ''): string {
  return `/pension/figures/${year}${step}?scheme=${scheme}`;
}

interface Shown {
  readonly scheme: PensionScheme;
  readonly year: SchemeYear;
  readonly entered: readonly EnteredFigure[];
  readonly unknown: readonly EnteredFigure['kind'][];
  readonly today: Temporal.PlainDate;
  readonly form: FormState | undefined;
}

async function showFigures(ctx: Ctx, c: WebContext, form: FormState | undefined) {
  const [scheme, year, today] = [schemeIn(c), yearIn(c), ctx.clock.today()];
  const entered = await asOwner(ctx.db, visitorOf(c).owner, listEnteredFigures);
  const shown = { scheme, year, entered, unknown: unknownFigures(scheme, year), today, form };
  const { first, last } = schemeYearDays(year);
  return showPage(
    c,
    {
      title: `Rates and tiers ${year.replace('-', '/')}`,
      lead: `${SCHEMES[scheme].label}. What is known here has its source; what is not is asked for, never guessed.`,
    },
    <div class="flex flex-col gap-10">
      <EmployerRate of={shown} />
      <Tiers of={shown} />
      <Pager
        earlier={figuresHref(schemeYearOf(first.subtract({ days: 1 })), scheme)}
        later={figuresHref(schemeYearOf(last.add({ days: 1 })), scheme)}
        words={{ earlier: 'Year before', later: 'Year after' }}
      />
    </div>,
  );
}

function EmployerRate({ of }: { of: Shown }) {
  const { scheme, year, entered, unknown, form } = of;
  const known = employerRate(schemeNation(scheme), schemeYearDays(year).first);
  const own = entered.find(it => it.kind === 'employer_rate' && it.scheme === scheme && it.year === year);
  return (
    <section aria-labelledby="employer">
      <h2 id="employer" class="mb-2 text-lg font-medium">
        Employer’s rate
      </h2>
      <p class="mb-3 max-w-prose text-muted">{SCHEMES[scheme].employerShare.words}</p>
      {known && !unknown.includes('employer_rate') && (
        <p>
          <strong class="tabular-nums">{formatPercent(known.basisPoints)}</strong> of pensionable pay.{' '}
          <span class="text-sm text-muted">Source: {known.source}</span>
        </p>
      )}
      {own?.kind === 'employer_rate' && (
        <OwnEntry of={of} figure={own} superseded={!unknown.includes('employer_rate')}>
          <strong class="tabular-nums">{formatPercent(own.basisPoints)}</strong> of pensionable pay.
        </OwnEntry>
      )}
      {unknown.includes('employer_rate') && (
        <>
          {!own && (
            <Caution>
              It is not published here. Until you enter it, an invoice of pensioned work in this year cannot be made.
            </Caution>
          )}
          <EntryForm of={of} kind="employer_rate" form={form} submit={own ? 'Replace it' : 'Keep the rate'}>
            <TextField
              form={scoped('employer_rate', form)}
              name="rate"
              label="Rate, % of pensionable pay"
              inputmode="decimal"
              width="w-28"
            />
          </EntryForm>
        </>
      )}
    </section>
  );
}

function Tiers({ of }: { of: Shown }) {
  const { scheme, year, entered, unknown, today, form } = of;
  const known = tierTable(schemeNation(scheme), schemeYearDays(year).last, today);
  const own = entered.find(it => it.kind === 'tiers' && it.scheme === scheme && it.year === year);
  const table = enteredTable(scheme, year, entered);
  return (
    <section aria-labelledby="tiers">
      <h2 id="tiers" class="mb-2 text-lg font-medium">
        Your tiers
      </h2>
      {known && (
        <>
          <TierRows table={known} basisPoints={-1} />
          <p class="mt-2 text-sm text-muted">Source: {known.source}</p>
        </>
      )}
      {own && table && (
        <OwnEntry of={of} figure={own} superseded={!unknown.includes('tiers')}>
          <TierRows table={table} basisPoints={-1} />
        </OwnEntry>
      )}
      {unknown.includes('tiers') && (
        <>
          {!own && (
            <Caution>
              {known
                ? 'Some months of this year have no published table here.'
                : 'They are not published here. Until you enter them, or a tier you were told on the page of the year, no Form B of this year can be made.'}
            </Caution>
          )}
          <EntryForm of={of} kind="tiers" form={form} submit={own ? 'Replace them' : 'Keep the tiers'}>
            <TextArea
              form={scoped('tiers', form)}
              name="tiers"
              label="Tiers, one a line, the lowest first"
              hint="Rate and upper bound in whole pounds, such as 5.2 up to 13259. The last line has the rate alone."
              rows={7}
            />
          </EntryForm>
        </>
      )}
    </section>
  );
}

/** What the locum entered, where it was read, and the way to take it back. */
function OwnEntry(props: { of: Shown; figure: EnteredFigure; superseded: boolean; children: Child }) {
  const { of, figure, superseded } = props;
  return (
    <div class="mb-4">
      <div>{props.children}</div>
      <p class="mt-2">
        <EnteredMark by={figure} />
      </p>
      {superseded && <p class="mt-1 text-muted">It is published since, and what is published counts.</p>}
      <form method="post" action={figuresHref(of.year, of.scheme, '/remove')} class="mt-2">
        <HiddenField name="kind" value={figure.kind} />
        <button type="submit" class="btn btn-sm min-h-11">
          Take it back
        </button>
      </form>
    </div>
  );
}

/** Stands beside every figure that the locum entered. */
export function EnteredMark({ by }: { by: Provenance }) {
  return (
    <>
      <Badge tone="warning">Entered by you</Badge>{' '}
      <span class="text-sm text-muted">
        as read at {by.readAt} on <Day day={by.readOn} short />
      </span>
    </>
  );
}

function EntryForm(props: {
  of: Shown;
  kind: EnteredFigure['kind'];
  form: FormState | undefined;
  submit: string;
  children: Child;
}) {
  const { of, kind } = props;
  const form = scoped(kind, props.form);
  const isFirst = of.unknown[0] === kind;
  return (
    <Form
      action={figuresHref(of.year, of.scheme)}
      form={form}
      submit={props.submit}
      tone={isFirst ? 'primary' : 'neutral'}
    >
      <HiddenField name="kind" value={kind} />
      {props.children}
      <FieldRow>
        <TextField form={form} name="readAt" label="Where you read it" maxlength={200} width="w-72" />
        <DayField form={form} name="readOn" label="On which day" />
      </FieldRow>
    </Form>
  );
}

/** What was typed stays with the form that it was typed into. */
function scoped(kind: EnteredFigure['kind'], form: FormState | undefined): FormState {
  return inScope(kind, form && typed(form, 'kind') === kind ? form : freshForm());
}
