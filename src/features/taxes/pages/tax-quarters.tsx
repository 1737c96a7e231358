import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { DayField, FieldRow, Form, HiddenField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import { readId, showId } from '#rules/ids.ts';
import { updateInput } from '../input.ts';
import { type QuartersView, quartersCsv, readQuarters } from '../quarters.ts';
import { markUpdateSent, takeUpdateBack } from '../send-update.ts';
import { QuarterIntro, QuarterTables } from './quarter-tables.tsx';
import { Corrections, SentUpdates } from './quarter-updates.tsx';
import { yearIn, yearWords } from './tax-year-path.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Making Tax Digital: what each quarterly update of a year says, cumulative, by HMRC's categories; which were sent; also as CSV. */
export function taxQuarterPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/tax/:year/quarters', requireVisitor);
  app.use('/tax/:year/quarters/*', requireVisitor);
  app.use('/tax/:year/quarters.csv', requireVisitor);

  app.get('/tax/:year/quarters', async c => showQuarters(ctx, c, undefined));

  app.post('/tax/:year/quarters', async c =>
    answerForm(
      c,
      async values => {
        const year = yearIn(c);
        await markUpdateSent(ctx, visitorOf(c).owner, year, readInput(updateInput, values));
        return c.redirect(withNotice(`/tax/${year}/quarters`, 'saved'), 303);
      },
      form => showQuarters(ctx, c, form),
    ),
  );

  app.post('/tax/:year/quarters/:id/take-back', async c => {
    const id = readId('taxUpdate', c.req.param('id'));
    if (!id) throw notFound('update');
    await takeUpdateBack(ctx, visitorOf(c).owner, id);
    return c.redirect(withNotice(`/tax/${yearIn(c)}/quarters`, 'update-taken-back'), 303);
  });

  app.get('/tax/:year/quarters.csv', async c => {
    const year = yearIn(c);
    const { quarters } = await asOwner(ctx.db, visitorOf(c).owner, tx => readQuarters(tx, year));
    return c.body(quartersCsv(year, quarters), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="quarters-${year}.csv"`,
    });
  });

  return app;
}

async function showQuarters(ctx: Ctx, c: WebContext, state: FormState | undefined) {
  const [year, today] = [yearIn(c), ctx.clock.today()];
  const view = await asOwner(ctx.db, visitorOf(c).owner, tx => readQuarters(tx, year));
  const [first] = view.quarters;
  return showPage(
    c,
    {
      title: `Quarterly totals ${yearWords(year)}`,
      lead: `By ${view.basis === 'cash' ? 'money received and spent' : 'work done'}, each from ${first ? formatDay(first.first) : ''} to its last day.`,
      wide: true,
      action: (
        <a class="btn min-h-11" href={`/tax/${year}`}>
          The tax year
        </a>
      ),
    },
    <div class="flex flex-col gap-8">
      <QuarterIntro view={view} />
      <QuarterTables view={view} today={today} />
      <p>
        <a class="link" href={`/tax/${year}/quarters.csv`}>
          Download as CSV
        </a>
      </p>
      <Corrections view={view} />
      <SentUpdates view={view} />
      <SendForm view={view} today={today} state={state} />
    </div>,
  );
}

/** Offers the earliest quarter that is over and not marked. */
function SendForm({
  view,
  today,
  state,
}: {
  view: QuartersView;
  today: Temporal.PlainDate;
  state: FormState | undefined;
}) {
  const over = view.quarters.filter(it => Temporal.PlainDate.compare(it.last, today) < 0);
  if (over.length === 0) return null;
  const next = over.find(it => !view.sent.some(sent => sent.quarter === it.number)) ?? over.at(-1);
  const form =
    state ??
    freshForm({
      id: showId('taxUpdate', newId('taxUpdate')),
      quarter: String(next?.number ?? 1),
      sentOn: today.toString(),
    });
  return (
    <section aria-labelledby="send">
      <h2 id="send" class="mb-1 text-lg font-medium">
        Mark an update as sent
      </h2>
      <p class="mb-3 max-w-prose text-muted">
        Keeps the totals as they are now, so that you see here what you changed afterwards. Send the update itself with
        software that HMRC recognises.
      </p>
      <Form action={`/tax/${view.year}/quarters`} form={form} submit="Mark as sent">
        <HiddenField name="id" value={typed(form, 'id')} />
        <FieldRow>
          <SelectField
            form={form}
            name="quarter"
            label="Quarter"
            options={over.map(it => ({
              value: String(it.number),
              label: `Quarter ${it.number}, to ${formatDay(it.last)}`,
            }))}
          />
          <DayField form={form} name="sentOn" label="Sent on" max={today.toString()} />
          <TextField form={form} name="reference" label="Reference" required={false} width="w-64" />
        </FieldRow>
      </Form>
    </section>
  );
}
