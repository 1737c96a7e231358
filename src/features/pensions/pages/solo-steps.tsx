import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readForm, readInput } from '#platform/form.ts';
import { Badge, Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, HiddenField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatPensionMonth, pensionMonthDays } from '#rules/pension-month.ts';
import { schemeYearOf } from '#rules/tax-year.ts';
import { soloStepInput, soloUndoInput } from '../ledger-input.ts';
import { readLedger } from '../read-ledger.ts';
import { recordSoloStep, undoSoloStep } from '../record-solo-step.ts';
import { SOLO_LINK_WORDS, type SoloLink, type SoloRow, soloNext } from '../solo-ledger.ts';
import { SOLO_STEPS, type SoloKey, type SoloStepKind } from '../solo-steps-store.ts';
import { monthIn, schemeIn, schemeQuery } from './scheme-year.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

const PATH = '/pension/ledger/solo/:provider/:month';

/** The chain of a provider's SOLO work of a month, and the steps that only the locum can tell. */
export function soloStepPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/ledger/solo/*', requireVisitor);

  app.get(PATH, async c => showSteps(ctx, c, undefined));

  app.post(PATH, async c =>
    answerForm(
      c,
      async values => {
        const { step, on, note } = readInput(soloStepInput, values);
        await recordSoloStep(ctx, visitorOf(c).owner, keyIn(c), { step, on, note: note ?? '' });
        return c.redirect(withNotice(soloHref(keyIn(c)), 'saved'), 303);
      },
      form => showSteps(ctx, c, form),
    ),
  );

  app.post(`${PATH}/undo`, async c => {
    const { step } = readInput(soloUndoInput, await readForm(c));
    await undoSoloStep(ctx, visitorOf(c).owner, keyIn(c), step);
    return c.redirect(withNotice(soloHref(keyIn(c)), 'saved'), 303);
  });

  return app;
}

/** Where a provider's SOLO work of a month is looked after. */
export function soloHref({ provider, month, scheme }: SoloKey, step = ''): string {
  return `/pension/ledger/solo/${provider}/${month}${step}${schemeQuery(scheme)}`;
}

async function showSteps(ctx: Ctx, c: WebContext, typed: FormState | undefined) {
  const [key, today] = [keyIn(c), ctx.clock.today()];
  const year = schemeYearOf(pensionMonthDays(key.month).first);
  const ledger = await asOwner(ctx.db, visitorOf(c).owner, tx => readLedger(tx, year, today));
  const row = ledger.solo.find(
    it => it.provider === key.provider && it.month === key.month && it.scheme === key.scheme,
  );
  if (!row) throw notFound('SOLO work');
  const step = SOLO_STEPS.find(it => it === row.missing) ?? 'paid';
  return showPage(
    c,
    {
      title: `SOLO work, ${formatPensionMonth(row.month)}`,
      lead: `${row.name}. The provider takes the contributions and pays them over; nobody tells Sessional, so you do.`,
    },
    <div class="flex flex-col gap-10">
      <Figures row={row} />
      <Chain row={row} />
      <section aria-labelledby="step">
        <h2 id="step" class="mb-3 text-lg font-medium">
          What was done
        </h2>
        <Form action={soloHref(row)} form={typed ?? freshForm({ step, on: today.toString() })} submit="Record it">
          <SelectField
            form={typed ?? freshForm({ step })}
            name="step"
            label="Step"
            options={SOLO_STEPS.map(value => ({ value, label: SOLO_LINK_WORDS[value] }))}
          />
          <FieldRow>
            <DayField form={typed ?? freshForm({ on: today.toString() })} name="on" label="On" />
            <TextField
              form={typed ?? freshForm()}
              name="note"
              label="By whom, or which reference"
              required={false}
              maxlength={200}
              width="w-72"
            />
          </FieldRow>
        </Form>
      </section>
    </div>,
  );
}

function Figures({ row }: { row: SoloRow }) {
  const year = schemeYearOf(pensionMonthDays(row.month).first);
  const isBooked = row.provider.startsWith('org_') && row.works > 0;
  return (
    <Facts
      rows={[
        [
          'Pensionable',
          <Money pence={row.pensionablePence} href={`/pension/solo/${year}${schemeQuery(row.scheme)}`} />,
        ],
        [
          'Contributions taken',
          row.contributedPence === undefined ? (
            <a class="link" href={`/pension/posts?year=${year}`}>
              not known: enter the provider’s figure
            </a>
          ) : (
            <Money pence={row.contributedPence} />
          ),
        ],
        ['Figure by', row.by === 'provider' ? 'the provider' : 'your bookings'],
        ...(isBooked
          ? [
              [
                'Record',
                <a class="link" href={`/pension/solo/${year}/${row.provider}/${row.month}${schemeQuery(row.scheme)}`}>
                  PDF of the month
                </a>,
              ] as [string, never],
            ]
          : []),
      ]}
    />
  );
}

function Chain({ row }: { row: SoloRow }) {
  const next = soloNext(row);
  return (
    <section aria-labelledby="chain">
      <h2 id="chain" class="mb-3 text-lg font-medium">
        So far
      </h2>
      <Table
        caption="The chain of this work"
        rows={row.links}
        columns={[
          { heading: 'Step', lead: true, cell: (link: SoloLink) => SOLO_LINK_WORDS[link.kind] },
          {
            heading: 'Day',
            cell: (link: SoloLink) =>
              link.on ? <Day day={link.on} /> : link.isIdle ? 'not needed' : <Badge tone="warning">Not yet</Badge>,
          },
          { heading: 'Note', cell: (link: SoloLink) => link.note || '–' },
          { heading: 'Undo', cell: (link: SoloLink) => <Undo row={row} link={link} /> },
        ]}
      />
      <p class="mt-3">{next ? `${next.who}: ${next.words}.` : 'Complete: the agency holds what is here.'}</p>
    </section>
  );
}

function Undo({ row, link }: { row: SoloRow; link: SoloLink }) {
  const step = SOLO_STEPS.find((it: SoloStepKind) => it === link.kind);
  if (!step || link.on === undefined) return <>–</>;
  return (
    <form method="post" action={soloHref(row, '/undo')}>
      <HiddenField name="step" value={step} />
      <button type="submit" class="btn btn-sm min-h-11" aria-label={`Take back: ${SOLO_LINK_WORDS[link.kind]}`}>
        Take back
      </button>
    </form>
  );
}

function keyIn(c: WebContext): SoloKey {
  return { scheme: schemeIn(c), provider: c.req.param('provider') ?? '', month: monthIn(c) };
}
