import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { CheckboxField, FieldRow, Form, MoneyField, SelectField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Facts, Pager } from '#platform/ui/table.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import type { OpenInvoice } from '#rules/bank/match-terms.ts';
import { patternOf } from '#rules/bank/words.ts';
import { formatDayShort } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { formatPounds, plainPounds } from '#rules/money.ts';
import type { KeptLine } from '../bank-lines.ts';
import { acceptInput, chosenInput } from '../input.ts';
import { listOpenInvoices } from '../match-store.ts';
import { acceptMatches, ignoreLine, undoMatch } from '../settle-lines.ts';
import { listLines } from '../store.ts';
import { showBank } from './bank.tsx';
import { LineTable, Pays } from './bank-parts.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

const PAGE = 50;
/** Invoices that one line can be spread over by hand. */
const ROWS = 3;

/** Single lines: say what one pays, set it aside, take that back; and the lists of those that are answered. */
export function bankLinePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/bank/lines', async c => {
    const state = c.req.query('state') === 'ignored' ? 'ignored' : 'settled';
    const page = /^\d{1,4}$/.test(c.req.query('page') ?? '') ? Number(c.req.query('page')) : 0;
    const lines = await asOwner(ctx.db, visitorOf(c).owner, tx =>
      listLines(tx, { state, offset: page * PAGE, limit: PAGE + 1 }),
    );
    const path = (at: number) => `/bank/lines?state=${state}&page=${at}`;
    const title = state === 'settled' ? 'Recorded bank lines' : 'Bank lines set aside';
    return showPage(
      c,
      { title, wide: true },
      lines.length === 0 ? (
        <EmptyState
          title="None yet"
          action={
            <a class="btn min-h-11" href="/bank">
              Open the bank page
            </a>
          }
        >
          Lines of your bank statement that you answer are listed here, each with a way back.
        </EmptyState>
      ) : (
        <>
          <LineTable caption={`${title}, the latest first`} lines={lines.slice(0, PAGE)} />
          <Pager
            earlier={lines.length > PAGE ? path(page + 1) : undefined}
            later={page > 0 ? path(page - 1) : undefined}
          />
        </>
      ),
    );
  });

  app.get('/bank/lines/:id', c => showLine(ctx, c, undefined));

  app.post('/bank/lines/:id/accept', async c =>
    answerForm(
      c,
      async values => {
        const { share, always } = readInput(acceptInput, values);
        await accept(ctx, c, { lineId: lineIn(c), shares: share, isAlways: always });
        return c.redirect(withNotice('/bank', 'bank-accepted'), 303);
      },
      form => showBank(ctx, c, { ...form, values: {} }),
    ),
  );

  app.post('/bank/lines/:id/choose', async c =>
    answerForm(
      c,
      async values => {
        const { shares, always } = readInput(chosenInput, values);
        await accept(ctx, c, { lineId: lineIn(c), shares, isAlways: always });
        return c.redirect(withNotice('/bank', 'bank-accepted'), 303);
      },
      form => showLine(ctx, c, form),
    ),
  );

  for (const [step, isIgnored] of [
    ['ignore', true],
    ['take-back', false],
  ] as const) {
    app.post(`/bank/lines/:id/${step}`, async c =>
      answerForm(
        c,
        async () => {
          await ignoreLine(ctx, visitorOf(c).owner, lineIn(c), isIgnored);
          return c.redirect(withNotice('/bank', isIgnored ? 'bank-ignored' : 'bank-opened'), 303);
        },
        form => showBank(ctx, c, form),
      ),
    );
  }

  app.post('/bank/lines/:id/undo', async c => {
    await undoMatch(ctx, visitorOf(c).owner, lineIn(c));
    return c.redirect(withNotice('/bank', 'bank-undone'), 303);
  });

  return app;
}

async function accept(ctx: Ctx, c: WebContext, it: Parameters<typeof acceptMatches>[2][number]): Promise<void> {
  await acceptMatches(ctx, visitorOf(c).owner, [it]);
}

function lineIn(c: WebContext): Id<'bankLine'> {
  const id = readId('bankLine', c.req.param('id') ?? '');
  if (!id) throw notFound('bank line');
  return id;
}

async function showLine(ctx: Ctx, c: WebContext, form: FormState | undefined): Promise<Response> {
  const id = lineIn(c);
  const { line, invoices } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    line: (await listLines(tx, { ids: [id], limit: 1 }))[0],
    invoices: await listOpenInvoices(tx),
  }));
  if (!line) throw notFound('bank line');
  return showPage(
    c,
    { title: 'Bank line', lead: line.description },
    <div class="flex flex-col gap-8">
      <Facts
        rows={[
          ['Day', <Day day={line.day} />],
          ['Came in', <Money pence={line.amountPence} />],
          ['Pays', line.state === 'ignored' ? 'Set aside' : <Pays line={line} />],
        ]}
      />
      {line.state !== 'settled' && <Choose line={line} invoices={invoices} form={form} />}
      <p>
        <a class="link" href="/bank">
          Back to the bank page
        </a>
      </p>
    </div>,
  );
}

function Choose(props: { line: KeptLine; invoices: readonly OpenInvoice[]; form: FormState | undefined }) {
  const { line, invoices } = props;
  const form = props.form ?? freshForm({ amount: [plainPounds(line.amountPence)] });
  const options = invoices.map(it => ({
    value: showId('invoice', it.id),
    label: `${it.number}, ${it.organisationName}, ${formatDayShort(it.issueDate)}, ${formatPounds(it.outstandingPence)} outstanding`,
  }));
  return (
    <Form action={`/bank/lines/${showId('bankLine', line.id)}/choose`} form={form} submit="Record it" cancel="/bank">
      {Array.from({ length: ROWS }, (_, index) => (
        <FieldRow>
          <SelectField
            form={form}
            name="invoice"
            label={index === 0 ? 'Invoice' : 'Another invoice'}
            required={index === 0}
            empty="None"
            options={options}
            index={index}
          />
          <MoneyField form={form} name="amount" label="Amount" index={index} required={index === 0} />
        </FieldRow>
      ))}
      {patternOf(line.description) !== '' && (
        <CheckboxField form={form} name="always" label="Lines like this are always from this organisation" />
      )}
    </Form>
  );
}
