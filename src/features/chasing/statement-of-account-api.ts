import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { readOrganisation } from '#features/organisations/index.ts';
import { asOwner, type OwnedTransaction } from '#platform/access.ts';
import {
  type ApiEnv,
  answers,
  apiDoor,
  dayOut,
  idParam,
  jsonBody,
  madeOut,
  moneyOut,
  pathId,
  pdfAnswers,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { type Id, showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { statementInput } from './input.ts';
import { sendStatement } from './send-statement-of-account.ts';
import { type AccountNow, readAccountNow } from './statement-of-account.ts';
import { listAccountStatements } from './statement-of-account-store.ts';

const accountOut = z
  .object({
    asOf: dayOut,
    from: dayOut,
    open: z.array(
      z.object({
        invoice: z.string(),
        number: z.string(),
        issueDate: dayOut,
        dueDate: dayOut,
        total: moneyOut,
        outstanding: moneyOut,
      }),
    ),
    kept: moneyOut.openapi({ description: 'Money of the organisation on no invoice, and what is to go back to it' }),
    owed: moneyOut.openapi({ description: 'What is open less what is kept' }),
    opening: moneyOut,
    entries: z.array(z.object({ on: dayOut, what: z.string(), amount: moneyOut, balance: moneyOut })),
  })
  .openapi('Account');

const statementOut = z
  .object({ id: z.string(), asOf: dayOut, owed: moneyOut, sentTo: z.string().nullable() })
  .openapi('AccountStatement');

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'links' | 'site'>;

/** Accounts of organisations, and the statements made of them. */
export function statementsOfAccountApi(ctx: Ctx): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/organisations/{id}/account',
      summary: 'How an organisation’s account stands today, with the last three months',
      request: { params: idParam },
      responses: answers(200, 'It', accountOut),
    }),
    async c => {
      const id = pathId('organisation', c.req.valid('param').id);
      const account = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        await known(tx, id);
        return readAccountNow(ctx, tx, id);
      });
      return c.json(shown(account), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/organisations/{id}/statements',
      summary: 'List statements of account, the latest first',
      request: { params: idParam },
      responses: answers(200, 'Up to 200', z.object({ items: z.array(statementOut) })),
    }),
    async c => {
      const id = pathId('organisation', c.req.valid('param').id);
      const statements = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        await known(tx, id);
        return listAccountStatements(tx, id);
      });
      const items = statements.map(it => ({
        id: showId('accountStatement', it.id),
        asOf: it.asOf.toString(),
        owed: plainPounds(it.owedPence),
        sentTo: it.sentTo,
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/organisations/{id}/statements',
      summary: 'Make a statement of account as of today and mail it',
      description: 'An `id` chosen by the caller makes the request safe to send twice.',
      request: { params: idParam, ...jsonBody(statementInput) },
      responses: answers(201, 'Made', madeOut),
    }),
    async c => {
      const organisation = pathId('organisation', c.req.valid('param').id);
      const id = await sendStatement(ctx, c.get('caller').owner, organisation, c.req.valid('json'));
      return c.json({ id: showId('accountStatement', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/organisations/{id}/statements/{statement}/pdf',
      summary: 'The paper of a statement of account',
      request: { params: idParam.extend({ statement: z.string() }) },
      responses: pdfAnswers(),
    }),
    async c => {
      const { id, statement } = c.req.valid('param');
      const file = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const statements = await listAccountStatements(tx, pathId('organisation', id));
        const found = statements.find(it => it.id === pathId('accountStatement', statement));
        if (!found) throw notFound('statement');
        return readStoredFile(ctx, tx, found.fileId);
      });
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  return app;
}

async function known(tx: OwnedTransaction, id: Id<'organisation'>): Promise<void> {
  if (!(await readOrganisation(tx, id))) throw notFound('organisation');
}

function shown(it: AccountNow): z.input<typeof accountOut> {
  return {
    asOf: it.asOf.toString(),
    from: it.from.toString(),
    open: it.open.map(invoice => ({
      invoice: showId('invoice', invoice.id),
      number: invoice.number,
      issueDate: invoice.issueDate.toString(),
      dueDate: invoice.dueDate.toString(),
      total: plainPounds(invoice.totalPence),
      outstanding: plainPounds(invoice.outstandingPence),
    })),
    kept: plainPounds(it.keptPence),
    owed: plainPounds(it.owedPence),
    opening: plainPounds(it.period.openingPence),
    entries: it.period.rows.map(row => ({
      on: row.on.toString(),
      what: row.what,
      amount: plainPounds(row.amountPence),
      balance: plainPounds(row.balancePence),
    })),
  };
}
