import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import type { Share } from '#rules/bank/match-terms.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { listBankAccounts } from './account-store.ts';
import type { KeptLine } from './bank-lines.ts';
import { importOrLater } from './import-later.ts';
import { planImport } from './import-statement.ts';
import { listImports } from './import-store.ts';
import { apiAcceptInput, apiTickInput, bankAccountInput, importInput } from './input.ts';
import { addBankAccount } from './keep-account.ts';
import { readOpenLines } from './read-matches.ts';
import { readStatement } from './read-statement.ts';
import { acceptMatches, ignoreLine, undoImport, undoMatch } from './settle-lines.ts';
import { tickRecorded } from './settle-recorded.ts';
import { listLines } from './store.ts';

const shareOut = z.object({ invoice: z.string(), amount: moneyOut });

const proposalOut = z
  .object({ shares: z.array(shareOut), reasons: z.array(z.string()), isSure: z.boolean() })
  .openapi('BankProposal');

const lineOut = z
  .object({
    id: z.string(),
    import: z.string(),
    day: dayOut,
    amount: moneyOut,
    description: z.string(),
    account: z.string().nullable().openapi({ description: 'Name of the bank account' }),
    state: z.enum(['open', 'settled', 'ignored']),
    pays: z.array(shareOut),
    recorded: z
      .array(z.string())
      .openapi({ description: 'Payments that are recorded already and that this line likely shows' }),
    proposal: proposalOut.nullable(),
    choices: z.array(proposalOut),
  })
  .openapi('BankLine');

const importOut = z
  .object({
    id: z.string().nullable().openapi({ description: 'Of the import, null for a dry run' }),
    isLater: z.boolean().openapi({ description: 'A long file is read by a worker: ask for its import' }),
    format: z.string(),
    kept: z.boolean().openapi({ description: 'False for a dry run' }),
    fresh: z.number().int().openapi({ description: 'Lines of money in that were not known' }),
    known: z.number().int(),
    moneyOut: z.number().int().openapi({ description: 'Lines of money out, which are not kept' }),
    errors: z.array(z.object({ line: z.number().int(), message: z.string() })),
  })
  .openapi('BankImport');

const progressOut = z
  .object({
    state: z.enum(['waiting', 'done', 'failed']),
    lines: z.number().int().openapi({ description: 'Kept so far' }),
    ofLines: z.number().int(),
    fault: z.string().nullable(),
  })
  .openapi('BankImportProgress');

const accountOut = z
  .object({ id: z.string(), label: z.string(), purpose: z.enum(['business', 'private']) })
  .openapi('BankAccount');

const linesQuery = z.object({ state: z.enum(['open', 'settled', 'ignored']).default('open') });

/** Bank statements: import one, see what its lines likely pay, say yes or no. */
export function bankApi(ctx: Needs<'db' | 'clock' | 'queue' | 'files'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bank/imports',
      summary: 'Read a bank statement (CSV, OFX, QIF); with confirmed, keep its new lines',
      request: jsonBody(importInput),
      responses: answers(200, 'What it brings', importOut),
    }),
    async c => {
      const { text, fileName, confirmed, isReversed, account } = c.req.valid('json');
      const { owner } = c.get('caller');
      const chosen = { columns: {}, isReversed };
      const read = readStatement(text, chosen);
      const kept = confirmed
        ? await importOrLater(ctx, owner, { fileName, read, text, chosen, bankAccountId: account })
        : undefined;
      const plan = kept?.plan ?? (await planImport(ctx, owner, read, account));
      return c.json(
        {
          id: kept && plan.fresh.length > 0 ? showId('bankImport', kept.id) : null,
          isLater: kept?.isLater ?? false,
          format: read.format,
          kept: confirmed,
          fresh: plan.fresh.length,
          known: plan.knownCount,
          moneyOut: plan.outCount,
          errors: [...read.errors],
        },
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/bank/imports/{id}',
      summary: 'How far a file is read',
      request: { params: idParam },
      responses: answers(200, 'It', progressOut),
    }),
    async c => {
      const id = pathId('bankImport', c.req.valid('param').id);
      const [file] = await asOwner(ctx.db, c.get('caller').owner, tx => listImports(tx, { id, limit: 1 }));
      if (!file) throw notFound('import');
      return c.json({ state: file.state, lines: file.lineCount, ofLines: file.lineTotal, fault: file.fault }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/bank/accounts',
      summary: 'List bank accounts that are kept apart',
      responses: answers(200, 'All', z.object({ items: z.array(accountOut) })),
    }),
    async c => {
      const accounts = await asOwner(ctx.db, c.get('caller').owner, tx => listBankAccounts(tx));
      return c.json({ items: accounts.map(it => ({ ...it, id: showId('bankAccount', it.id) })) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bank/accounts',
      summary: 'Add a bank account',
      request: jsonBody(bankAccountInput),
      responses: answers(201, 'Added', madeOut),
    }),
    async c => {
      const id = await addBankAccount(ctx, c.get('caller').owner, c.req.valid('json'));
      return c.json({ id: showId('bankAccount', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bank/lines/{id}/tick',
      summary: 'Say that a line shows payments that are recorded already',
      request: { params: idParam, ...jsonBody(apiTickInput) },
      responses: answers(200, 'Ticked off', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const { payments } = c.req.valid('json');
      await tickRecorded(ctx, c.get('caller').owner, [{ lineId: pathId('bankLine', id), paymentIds: payments }]);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bank/imports/{id}/undo',
      summary: 'Take back a file, with the payments of its lines',
      request: { params: idParam },
      responses: answers(200, 'Taken back', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await undoImport(ctx, c.get('caller').owner, pathId('bankImport', id));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/bank/lines',
      summary: 'List bank lines, the latest first; open ones with what they likely pay',
      request: { query: linesQuery },
      responses: answers(200, 'Up to 200', z.object({ items: z.array(lineOut) })),
    }),
    async c => {
      const { state } = c.req.valid('query');
      const items = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        if (state !== 'open') return (await listLines(tx, { state, limit: 200 })).map(line => shownLine(line));
        return (await readOpenLines(tx)).lines.map(({ line, match, recorded }) => ({
          ...shownLine(line),
          recorded: (recorded?.payments ?? []).map(it => showId('payment', it.paymentId)),
          proposal: match.proposal ? shownProposal(match.proposal) : null,
          choices: match.choices.map(shownProposal),
        }));
      });
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bank/lines/{id}/accept',
      summary: 'Record what a line pays',
      request: { params: idParam, ...jsonBody(apiAcceptInput) },
      responses: answers(200, 'Recorded', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const { shares, always } = c.req.valid('json');
      await acceptMatches(ctx, c.get('caller').owner, [
        {
          lineId: pathId('bankLine', id),
          shares: shares.map(it => ({ invoiceId: it.invoice, amountPence: it.amount })),
          isAlways: always,
        },
      ]);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bank/lines/{id}/ignore',
      summary: 'Not about an invoice: set a line aside',
      request: { params: idParam },
      responses: answers(200, 'Set aside', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await ignoreLine(ctx, c.get('caller').owner, pathId('bankLine', id), true);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bank/lines/{id}/undo',
      summary: 'Take back what was said of a line: its payments are withdrawn, or it is no longer set aside',
      request: { params: idParam },
      responses: answers(200, 'Open again', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await undoMatch(ctx, c.get('caller').owner, pathId('bankLine', id));
      await ignoreLine(ctx, c.get('caller').owner, pathId('bankLine', id), false);
      return c.json({ id }, 200);
    },
  );
  return app;
}

function shownLine(line: KeptLine): z.input<typeof lineOut> {
  return {
    id: showId('bankLine', line.id),
    import: showId('bankImport', line.importId),
    day: line.day.toString(),
    amount: plainPounds(line.amountPence),
    description: line.description,
    account: line.bankAccount,
    state: line.state,
    pays: line.payments.map(shownShare),
    recorded: [],
    proposal: null,
    choices: [],
  };
}

function shownProposal(it: { shares: readonly Share[]; reasons: readonly string[]; isSure: boolean }) {
  return { shares: it.shares.map(shownShare), reasons: [...it.reasons], isSure: it.isSure };
}

function shownShare(it: Share) {
  return { invoice: showId('invoice', it.invoiceId), amount: plainPounds(it.amountPence) };
}
