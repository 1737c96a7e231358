import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, HiddenField, MoneyField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { type TaxYear, taxYearBefore, taxYearOf } from '#rules/tax-year.ts';
import { readAside } from '../aside.ts';
import { type PotKind, potInput } from '../input.ts';
import { potBalance, recordPotMove, removePotMove } from '../pot.ts';
import { listPotMoves, type PotMove } from '../store.ts';
import { yearWords } from './tax-year-path.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** The pot for tax: what was put aside, taken out and paid to HMRC. */
export function taxPotPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/tax/pot', requireVisitor);
  app.use('/tax/pot/*', requireVisitor);

  app.get('/tax/pot', async c => showPot(ctx, c, undefined));

  app.post('/tax/pot', async c =>
    answerForm(
      c,
      async values => {
        await recordPotMove(ctx, visitorOf(c).owner, readInput(potInput, values));
        return c.redirect(withNotice('/tax/pot', 'saved'), 303);
      },
      form => showPot(ctx, c, form),
    ),
  );

  app.post('/tax/pot/:id/delete', async c => {
    const id = readId('potMove', c.req.param('id'));
    if (!id) throw notFound('entry');
    await removePotMove(ctx, visitorOf(c).owner, id);
    return c.redirect(withNotice('/tax/pot', 'pot-move-deleted'), 303);
  });

  return app;
}

async function showPot(ctx: Ctx, c: WebContext, state: FormState | undefined) {
  const today = ctx.clock.today();
  const { aside, moves } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    aside: await readAside(tx, today),
    moves: await listPotMoves(tx),
  }));
  const year = taxYearOf(today);
  const missing = aside && aside.missingPence > 0 ? plainPounds(aside.missingPence) : '';
  const form =
    state ??
    freshForm({ id: showId('potMove', newId('potMove')), kind: 'put_in', movedOn: today.toString(), amount: missing });
  return showPage(
    c,
    {
      title: 'The pot for tax',
      lead: 'What you keep for HMRC, wherever you keep it. This moves no money: it is your own note.',
      wide: true,
      action: (
        <a class="btn min-h-11" href={`/tax/${year}`}>
          The tax year
        </a>
      ),
    },
    <div class="flex flex-col gap-10">
      <p class="text-lg">
        In the pot: <Money pence={potBalance(moves)} href="#moves" />
        {aside && (
          <>
            . It should hold <Money pence={aside.neededPence} href={`/tax/${year}#aside`} />.
          </>
        )}
      </p>
      <Form action="/tax/pot" form={form} submit="Record it">
        <HiddenField name="id" value={typed(form, 'id')} />
        <FieldRow>
          <SelectField
            form={form}
            name="kind"
            label="What happened"
            options={KINDS.map(([value, label]) => ({ value, label }))}
          />
          <DayField form={form} name="movedOn" label="Day" />
          <MoneyField form={form} name="amount" label="Amount" />
        </FieldRow>
        <FieldRow>
          <SelectField
            form={form}
            name="taxYear"
            label="Paid for the tax year"
            hint="Where you paid HMRC."
            required={false}
            empty="–"
            options={yearsFrom(year).map(it => ({ value: it, label: yearWords(it) }))}
          />
          <TextField form={form} name="note" label="Note" required={false} width="w-72" />
        </FieldRow>
      </Form>
      <section aria-labelledby="moves">
        <h2 id="moves" class="mb-3 text-lg font-medium">
          Entries
        </h2>
        {moves.length === 0 ? (
          <EmptyState title="Nothing recorded yet">
            Move the tax part of each payment to an account of its own on the day it comes in, and note it here.
          </EmptyState>
        ) : (
          <Moves moves={moves} />
        )}
      </section>
    </div>,
  );
}

function Moves({ moves }: { moves: readonly PotMove[] }) {
  return (
    <Table
      caption="Entries of the pot, the latest first"
      rows={moves}
      columns={[
        { heading: 'Day', lead: true, cell: it => <Day day={it.movedOn} /> },
        {
          heading: 'What',
          cell: it => `${KIND_LABELS[it.kind]}${it.taxYear ? `, for ${yearWords(it.taxYear)}` : ''}`,
        },
        { heading: 'Note', cell: it => it.note },
        { heading: 'Amount', figures: true, cell: it => <Money pence={it.amountPence} href="#moves" /> },
        {
          heading: 'Correct',
          cell: it => (
            <form method="post" action={`/tax/pot/${showId('potMove', it.id)}/delete`}>
              <button type="submit" class="btn btn-ghost btn-sm min-h-11">
                Delete<span class="sr-only"> the entry of {it.movedOn.toString()}</span>
              </button>
            </form>
          ),
        },
      ]}
    />
  );
}

const KIND_LABELS: Readonly<Record<PotKind, string>> = {
  put_in: 'Put in',
  taken_out: 'Taken out',
  paid_from_pot: 'Paid to HMRC from the pot',
  paid_otherwise: 'Paid to HMRC from elsewhere',
};

const KINDS = Object.entries(KIND_LABELS);

function yearsFrom(year: TaxYear): TaxYear[] {
  const before = taxYearBefore(year);
  return [year, before, taxYearBefore(before)];
}
