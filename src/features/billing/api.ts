import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  draftInput,
  draftInvoice,
  findInvoice,
  type Invoice,
  type Line,
  listInvoices,
  listLines,
  voidInput,
} from '#features/invoices/index.ts';
import { listPayments, type Payment, paymentInput, recordPayment, withdrawPayment } from '#features/payments/index.ts';
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
  pageOf,
  pageOut,
  pageQuery,
  pathId,
  pdfAnswers,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { shownId } from '#platform/input.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { billDelivered, deleteDraft, issueAndSend, issueOnly, voidBilled } from './bill-delivered.ts';

const invoiceOut = z
  .object({
    id: z.string(),
    number: z.string().nullable(),
    organisation: z.string(),
    organisationName: z.string(),
    state: z.string(),
    standing: z.string().openapi({ description: 'The state as of today: overdue and part_paid are derived' }),
    issueDate: dayOut.nullable(),
    dueDate: dayOut.nullable(),
    work: moneyOut,
    expenses: moneyOut,
    employerContribution: moneyOut,
    purchaseOrder: z.string().nullable(),
    buyerReference: z.string().nullable(),
    total: moneyOut,
    paid: moneyOut,
    credited: moneyOut.openapi({ description: 'Taken off by credit notes' }),
    writtenOff: moneyOut.openapi({ description: 'Given up' }),
    outstanding: moneyOut.openapi({ description: 'Negative while money is to go back' }),
  })
  .openapi('Invoice');

const lineOut = z.object({
  booking: z.string().nullable(),
  kind: z.string(),
  date: dayOut,
  description: z.string(),
  pensioned: z.boolean(),
  amount: moneyOut,
});
const paymentOut = z.object({
  id: z.string(),
  receivedOn: dayOut,
  amount: moneyOut,
  note: z.string(),
  withdrawn: z.boolean(),
});
const wholeInvoiceOut = invoiceOut
  .extend({ lines: z.array(lineOut), payments: z.array(paymentOut) })
  .openapi('InvoiceWithLines');

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'files' | 'site' | 'links'>;

/** Invoices and payments. */
export function billingApi(ctx: Ctx): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices',
      summary: 'List invoices, the newest first',
      request: {
        query: pageQuery.extend({
          standing: z.enum(['draft', 'unpaid', 'overdue', 'claimed', 'disputed', 'paid', 'void']).optional(),
          organisation: shownId('organisation', 'an organisation').optional(),
        }),
      },
      responses: answers(200, 'A page', pageOut(invoiceOut)),
    }),
    async c => {
      const { limit, after, standing, organisation } = c.req.valid('query');
      const filter = {
        standing,
        organisationId: organisation,
        before: after === undefined ? undefined : pathId('invoice', after),
        limit: limit + 1,
      };
      const invoices = await asOwner(ctx.db, c.get('caller').owner, tx => listInvoices(tx, filter, ctx.clock.today()));
      return c.json(pageOf(invoices.map(shown), limit), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices/{id}',
      summary: 'One invoice with its lines and payments',
      request: { params: idParam },
      responses: answers(200, 'It', wholeInvoiceOut),
    }),
    async c => {
      const id = pathId('invoice', c.req.valid('param').id);
      const whole = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const invoice = await findInvoice(tx, id, ctx.clock.today());
        if (!invoice) throw notFound('invoice');
        return {
          ...shown(invoice),
          lines: (await listLines(tx, id)).map(shownLine),
          payments: (await listPayments(tx, id)).map(shownPayment),
        };
      });
      return c.json(whole, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices/{id}/pdf',
      summary: 'The paper of an issued invoice',
      request: { params: idParam },
      responses: pdfAnswers(),
    }),
    async c => {
      const file = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const invoice = await findInvoice(tx, pathId('invoice', c.req.valid('param').id), ctx.clock.today());
        if (!invoice?.fileId) throw notFound('invoice');
        return readStoredFile(ctx, tx, invoice.fileId);
      });
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices',
      summary: 'Invoice delivered bookings',
      description: 'With `send: true` it is issued and mailed with its Form A at once, otherwise it stays a draft.',
      request: jsonBody(draftInput.extend({ send: z.boolean().default(false) })),
      responses: answers(201, 'Made', madeOut),
    }),
    async c => {
      const { send, ...input } = c.req.valid('json');
      const id = await (send ? billDelivered : draftInvoice)(ctx, c.get('caller').owner, input);
      return c.json({ id: showId('invoice', id) }, 201);
    },
  );
  for (const [path, summary, step] of [
    ['send', 'Issue a draft and send it with its Form A', issueAndSend],
    ['issue', 'Issue a draft without sending it', issueOnly],
    ['delete', 'Delete a draft', deleteDraft],
  ] as const) {
    app.openapi(
      createRoute({
        method: 'post',
        path: `/invoices/{id}/${path}`,
        summary,
        request: { params: idParam },
        responses: answers(200, 'Done', madeOut),
      }),
      async c => {
        const { id } = c.req.valid('param');
        await step(ctx, c.get('caller').owner, pathId('invoice', id));
        return c.json({ id }, 200);
      },
    );
  }
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/void',
      summary: 'Void an invoice',
      request: { params: idParam, ...jsonBody(voidInput) },
      responses: answers(200, 'Voided', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await voidBilled(ctx, c.get('caller').owner, pathId('invoice', id), c.req.valid('json').reason);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/payments',
      summary: 'Record a payment',
      request: { params: idParam, ...jsonBody(paymentInput) },
      responses: answers(201, 'Recorded', madeOut),
    }),
    async c => {
      const payment = await recordPayment(
        ctx,
        c.get('caller').owner,
        pathId('invoice', c.req.valid('param').id),
        c.req.valid('json'),
      );
      return c.json({ id: showId('payment', payment) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/payments/{payment}/withdraw',
      summary: 'Withdraw a payment that was recorded by mistake',
      request: { params: idParam.extend({ payment: z.string() }) },
      responses: answers(200, 'Withdrawn', madeOut),
    }),
    async c => {
      const { id, payment } = c.req.valid('param');
      await withdrawPayment(ctx, c.get('caller').owner, pathId('invoice', id), pathId('payment', payment));
      return c.json({ id: payment }, 200);
    },
  );
  return app;
}

function shown(it: Invoice): z.input<typeof invoiceOut> {
  return {
    id: showId('invoice', it.id),
    number: it.number,
    organisation: showId('organisation', it.organisationId),
    organisationName: it.organisationName,
    state: it.state,
    standing: it.standing,
    issueDate: it.issueDate?.toString() ?? null,
    dueDate: it.dueDate?.toString() ?? null,
    work: plainPounds(it.workPence),
    expenses: plainPounds(it.expensesPence),
    employerContribution: plainPounds(it.employerContributionPence),
    purchaseOrder: it.purchaseOrder,
    buyerReference: it.buyerReference,
    total: plainPounds(it.totalPence),
    paid: plainPounds(it.paidPence),
    credited: plainPounds(it.creditedPence),
    writtenOff: plainPounds(it.writtenOffPence),
    outstanding: plainPounds(it.outstandingPence),
  };
}

function shownLine(it: Line): z.input<typeof lineOut> {
  return {
    booking: it.bookingId === null ? null : showId('booking', it.bookingId),
    kind: it.kind,
    date: it.workedOn.toString(),
    description: it.description,
    pensioned: it.pensioned,
    amount: plainPounds(it.amountPence),
  };
}

function shownPayment(it: Payment): z.input<typeof paymentOut> {
  return {
    id: showId('payment', it.id),
    receivedOn: it.receivedOn.toString(),
    amount: plainPounds(it.amountPence),
    note: it.note,
    withdrawn: it.withdrawnAt !== null,
  };
}
