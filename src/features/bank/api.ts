import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import type { Share } from '#rules/bank/match-terms.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import type { KeptLine } from './bank-lines.ts';
import { importStatement, planImport } from './import-statement.ts';
import { apiAcceptInput, importInput } from './input.ts';
import { readOpenLines } from './read-matches.ts';
import { readStatement } from './read-statement.ts';
import { acceptMatches, ignoreLine, undoImport, undoMatch } from './settle-lines.ts';
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
    state: z.enum(['open', 'settled', 'ignored']),
    pays: z.array(shareOut),
    proposal: proposalOut.nullable(),
    choices: z.array(proposalOut),
  })
  .openapi('BankLine');

const importOut = z
  .object({
    format: z.string(),
    kept: z.boolean().openapi({ description: 'False for a dry run' }),
    fresh: z.number().int().openapi({ description: 'Lines of money in that were not known' }),
    known: z.number().int(),
    moneyOut: z.number().int().openapi({ description: 'Lines of money out, which are not kept' }),
    errors: z.array(z.object({ line: z.number().int(), message: z.string() })),
  })
  .openapi('BankImport');

const linesQuery = z.object({ state: z.enum(['open', 'settled', 'ignored']).default('open') });

/** Bank statements: import one, see what its lines likely pay, say yes or no. */
export function bankApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
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
      const { text, fileName, confirmed, isReversed } = c.req.valid('json');
      const { owner } = c.get('caller');
      const read = readStatement(text, { columns: {}, isReversed });
      const plan = confirmed
        ? await importStatement(ctx, owner, { fileName, read })
        : await planImport(ctx, owner, read);
      return c.json(
        {
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
        return (await readOpenLines(tx)).lines.map(({ line, match }) => ({
          ...shownLine(line),
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
    state: line.state,
    pays: line.payments.map(shownShare),
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
