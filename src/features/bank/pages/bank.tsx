import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readForm, readInput } from '#platform/form.ts';
import { ErrorSummary } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId } from '#rules/ids.ts';
import { formatPounds, sumPence } from '#rules/money.ts';
import { listBankAccounts } from '../account-store.ts';
import { forgetRule } from '../forget-rule.ts';
import { listImports } from '../import-store.ts';
import { acceptSureInput, recordedInput } from '../input.ts';
import { listRules } from '../match-store.ts';
import { type OpenLines, readOpenLines } from '../read-matches.ts';
import { acceptMatches, undoImport } from '../settle-lines.ts';
import { tickRecorded } from '../settle-recorded.ts';
import { listLines } from '../store.ts';
import { ImportForm, Imports, Rules, SettledLines } from './bank-parts.tsx';
import { OpenLine, recordedField, sureField } from './open-line.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** The bank statement beside the invoices. */
export function bankPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/bank', requireVisitor);
  app.use('/bank/*', requireVisitor);

  app.get('/bank', c => showBank(ctx, c, freshForm()));

  app.post('/bank/accept-sure', async c =>
    answerForm(
      c,
      async values => {
        const { sure } = readInput(acceptSureInput, values);
        const accepted = sure.map(it => ({ ...it, isAlways: false }));
        await acceptMatches(ctx, visitorOf(c).owner, accepted);
        return c.redirect(withNotice('/bank', 'bank-accepted'), 303);
      },
      form => showBank(ctx, c, { ...form, values: {} }),
    ),
  );

  app.post('/bank/tick-recorded', async c =>
    answerForm(
      c,
      async values => {
        await tickRecorded(ctx, visitorOf(c).owner, readInput(recordedInput, values).recorded);
        return c.redirect(withNotice('/bank', 'bank-ticked'), 303);
      },
      form => showBank(ctx, c, { ...form, values: {} }),
    ),
  );

  app.post('/bank/imports/:id/undo', async c => {
    const id = readId('bankImport', c.req.param('id'));
    if (!id) throw notFound('import');
    await undoImport(ctx, visitorOf(c).owner, id);
    return c.redirect(withNotice('/bank', 'bank-import-undone'), 303);
  });

  app.post('/bank/rules/forget', async c => {
    const { pattern } = await readForm(c);
    await forgetRule(ctx, visitorOf(c).owner, String(pattern ?? ''));
    return c.redirect(withNotice('/bank', 'bank-rule-forgotten'), 303);
  });

  return app;
}

const RECENT = 10;

/** The page, with what went wrong on it, if anything. */
export async function showBank(ctx: Ctx, c: WebContext, form: FormState): Promise<Response> {
  const { open, settled, imports, rules, accounts } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    open: await readOpenLines(tx),
    settled: await listLines(tx, { state: 'settled', limit: RECENT }),
    imports: await listImports(tx, { limit: RECENT }),
    accounts: await listBankAccounts(tx),
    rules: await listRules(tx),
  }));
  return showPage(
    c,
    {
      title: 'Bank',
      lead: 'What came into your account, beside the invoices that wait for it. Nothing is recorded until you say so.',
      wide: true,
    },
    <div class="flex flex-col gap-10">
      {form.errors.file === undefined && <ErrorSummary form={form} />}
      {open.lines.length > 0 && <Waiting open={open} />}
      <ImportForm
        form={form.errors.file === undefined ? freshForm() : form}
        accounts={accounts}
        isFirst={imports.length === 0}
      />
      {settled.length > 0 && <SettledLines lines={settled} />}
      {imports.length > 0 && <Imports imports={imports} />}
      {rules.length > 0 && <Rules rules={rules} />}
    </div>,
  );
}

function Waiting({ open }: { open: OpenLines }) {
  const sure = open.lines.filter(it => it.match.proposal?.isSure);
  const recorded = open.lines.filter(it => it.recorded);
  const total = sumPence(sure.map(it => it.line.amountPence));
  const rest = open.count - open.lines.length;
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting" class="mb-3 text-lg font-medium">
        {open.count === 1 ? 'One line waits for you' : `${open.count} lines wait for you`}
      </h2>
      {sure.length > 0 && (
        <form method="post" action="/bank/accept-sure" class="mb-5">
          {sure.map(it => (
            <input type="hidden" name="sure" value={sureField(it.line.id, it.match.proposal)} />
          ))}
          <button type="submit" class="btn btn-primary min-h-11">
            {sure.length === 1 ? 'Record the sure one' : `Record all ${sure.length} sure ones`}, {formatPounds(total)}
          </button>
        </form>
      )}
      {recorded.length > 0 && (
        <form method="post" action="/bank/tick-recorded" class="mb-5">
          {recorded.map(it => (
            <input type="hidden" name="recorded" value={recordedField(it.line.id, it.recorded)} />
          ))}
          <button type="submit" class="btn min-h-11">
            {recorded.length === 1
              ? 'Tick off the one that is recorded already'
              : `Tick off all ${recorded.length} that are recorded already`}
          </button>
        </form>
      )}
      <ul class="flex flex-col divide-y divide-base-300 border-y border-base-300">
        {open.lines.map(it => (
          <OpenLine line={it.line} match={it.match} recorded={it.recorded} invoices={open.invoices} />
        ))}
      </ul>
      {rest > 0 && (
        <p class="mt-3 text-muted">
          {rest === 1 ? 'One older line shows' : `${rest} older lines show`} when these are answered.
        </p>
      )}
    </section>
  );
}
