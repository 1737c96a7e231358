import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  type CreditNote,
  creditInput,
  creditInvoice,
  findInvoice,
  listCreditNotes,
  recordRefund,
  referDraft,
  referencesInput,
  refundInput,
} from '#features/invoices/index.ts';
import {
  keepRefundAsCredit,
  listWriteOffs,
  undoWriteOff,
  type WriteOff,
  writeOff,
  writeOffInput,
} from '#features/payments/index.ts';
import { asOwner } from '#platform/access.ts';
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
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';

const creditNoteOut = z
  .object({
    id: z.string(),
    invoice: z.string(),
    number: z.string(),
    issueDate: dayOut,
    reason: z.string(),
    amount: moneyOut,
    work: moneyOut,
    expenses: moneyOut,
    employerContribution: moneyOut,
    refund: moneyOut.openapi({ description: 'Of the amount, what was paid already and has to go back' }),
    refundedOn: dayOut.nullable(),
  })
  .openapi('CreditNote');

const writeOffOut = z
  .object({
    id: z.string(),
    invoice: z.string(),
    writtenOffOn: dayOut,
    amount: moneyOut,
    reason: z.string(),
    undone: z.boolean(),
  })
  .openapi('WriteOff');

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'links' | 'site'>;

/** What makes an invoice ask for less: credit notes by hand and write-offs; and what a draft has to say before it is issued. */
export function lessOwedApi(ctx: Ctx): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  creditNoteRoutes(ctx, app);
  writeOffRoutes(ctx, app);
  app.openapi(
    createRoute({
      method: 'put',
      path: '/invoices/{id}/references',
      summary: 'Set order number and buyer’s reference of a draft',
      request: { params: idParam, ...jsonBody(referencesInput) },
      responses: answers(200, 'Set', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await referDraft(ctx, c.get('caller').owner, pathId('invoice', id), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  return app;
}

function creditNoteRoutes(ctx: Ctx, app: OpenAPIHono<ApiEnv>): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices/{id}/credit-notes',
      summary: 'Credit notes of an invoice',
      request: { params: idParam },
      responses: answers(200, 'By number', z.object({ items: z.array(creditNoteOut) })),
    }),
    async c => {
      const id = pathId('invoice', c.req.valid('param').id);
      const notes = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        if (!(await findInvoice(tx, id, ctx.clock.today()))) throw notFound('invoice');
        return listCreditNotes(tx, id);
      });
      return c.json({ items: notes.map(shownNote) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/credit-notes',
      summary: 'Credit an issued invoice: lines of it, or an amount',
      description:
        '`lines` are places on the invoice, counted from nought. Work on a Form A that stands is refused: give the form up first. An `id` chosen by the caller makes the request safe to send twice.',
      request: { params: idParam, ...jsonBody(creditInput) },
      responses: answers(201, 'Issued', madeOut),
    }),
    async c => {
      const invoice = pathId('invoice', c.req.valid('param').id);
      const id = await creditInvoice(ctx, c.get('caller').owner, invoice, c.req.valid('json'));
      return c.json({ id: showId('creditNote', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/credit-notes/{id}/pdf',
      summary: 'The paper of a credit note',
      request: { params: idParam },
      responses: pdfAnswers(),
    }),
    async c => {
      const id = pathId('creditNote', c.req.valid('param').id);
      const file = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const note = (await listCreditNotes(tx)).find(it => it.id === id);
        if (!note) throw notFound('credit note');
        return readStoredFile(ctx, tx, note.fileId);
      });
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/credit-notes/{id}/refunded',
      summary: 'Record the day on which the money of a credit note went back',
      request: { params: idParam, ...jsonBody(refundInput) },
      responses: answers(200, 'Recorded', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const on = c.req.valid('json').refundedOn;
      await recordRefund(ctx, c.get('caller').owner, pathId('creditNote', id), on);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/credit-notes/{id}/keep',
      summary: 'Keep what a credit note has to give back as the organisation’s credit',
      request: { params: idParam },
      responses: answers(200, 'Kept', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await keepRefundAsCredit(ctx, c.get('caller').owner, pathId('creditNote', id));
      return c.json({ id }, 200);
    },
  );
}

function writeOffRoutes(ctx: Ctx, app: OpenAPIHono<ApiEnv>): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices/{id}/write-offs',
      summary: 'What was written off of an invoice, undone or not',
      request: { params: idParam },
      responses: answers(200, 'In their order', z.object({ items: z.array(writeOffOut) })),
    }),
    async c => {
      const id = pathId('invoice', c.req.valid('param').id);
      const items = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        if (!(await findInvoice(tx, id, ctx.clock.today()))) throw notFound('invoice');
        return listWriteOffs(tx, id);
      });
      return c.json({ items: items.map(shownWriteOff) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/write-offs',
      summary: 'Write off what is outstanding on an invoice',
      request: { params: idParam, ...jsonBody(writeOffInput) },
      responses: answers(201, 'Written off', madeOut),
    }),
    async c => {
      const invoice = pathId('invoice', c.req.valid('param').id);
      const id = await writeOff(ctx, c.get('caller').owner, invoice, c.req.valid('json'));
      return c.json({ id: showId('writeOff', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/write-offs/{writeOff}/undo',
      summary: 'Undo a write-off: the balance is open again',
      request: { params: idParam.extend({ writeOff: z.string() }) },
      responses: answers(200, 'Undone', madeOut),
    }),
    async c => {
      const { id, writeOff: shown } = c.req.valid('param');
      await undoWriteOff(ctx, c.get('caller').owner, pathId('invoice', id), pathId('writeOff', shown));
      return c.json({ id: shown }, 200);
    },
  );
}

function shownNote(it: CreditNote): z.input<typeof creditNoteOut> {
  return {
    id: showId('creditNote', it.id),
    invoice: showId('invoice', it.invoiceId),
    number: it.number,
    issueDate: it.issueDate.toString(),
    reason: it.reason,
    amount: plainPounds(it.amountPence),
    work: plainPounds(it.workPence),
    expenses: plainPounds(it.expensesPence),
    employerContribution: plainPounds(it.employerPence),
    refund: plainPounds(it.refundPence),
    refundedOn: it.refundedOn?.toString() ?? null,
  };
}

function shownWriteOff(it: WriteOff): z.input<typeof writeOffOut> {
  return {
    id: showId('writeOff', it.id),
    invoice: showId('invoice', it.invoiceId),
    writtenOffOn: it.writtenOffOn.toString(),
    amount: plainPounds(it.amountPence),
    reason: it.reason,
    undone: it.undoneAt !== null,
  };
}
