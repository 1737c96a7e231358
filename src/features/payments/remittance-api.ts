import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { shownId } from '#platform/input.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { allocationInput, refundCreditInput, remittanceInput } from './input.ts';
import { allocateCredit, recordRemittance, refundCredit, withdrawRemittance } from './record-remittance.ts';
import { findRemittance, listAllocations, listRemittances, type Remittance } from './remittance-store.ts';

const remittanceOut = z
  .object({
    id: z.string(),
    organisation: z.string(),
    organisationName: z.string(),
    receivedOn: dayOut,
    amount: moneyOut,
    reference: z.string(),
    source: z.enum(['advice', 'bank', 'overpayment', 'credit_note']),
    onInvoices: moneyOut,
    refunded: moneyOut,
    credit: moneyOut.openapi({ description: 'On no invoice and not sent back: kept as the organisation’s credit' }),
    withdrawn: z.boolean(),
  })
  .openapi('Remittance');

const wholeRemittanceOut = remittanceOut
  .extend({
    payments: z.array(
      z.object({
        id: z.string(),
        invoice: z.string(),
        invoiceNumber: z.string(),
        receivedOn: dayOut,
        amount: moneyOut,
        note: z.string(),
        withdrawn: z.boolean(),
      }),
    ),
  })
  .openapi('RemittanceWithPayments');

/** Sums of money for several invoices, and what is kept of them. */
export function remittancesApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/remittances',
      summary: 'List remittances, the latest first',
      request: { query: z.object({ organisation: shownId('organisation', 'an organisation').optional() }) },
      responses: answers(200, 'Up to 500', z.object({ items: z.array(remittanceOut) })),
    }),
    async c => {
      const { organisation } = c.req.valid('query');
      const items = await asOwner(ctx.db, c.get('caller').owner, tx => listRemittances(tx, organisation));
      return c.json({ items: items.map(shown) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/remittances/{id}',
      summary: 'One remittance with the payments that came out of it',
      request: { params: idParam },
      responses: answers(200, 'It', wholeRemittanceOut),
    }),
    async c => {
      const id = pathId('remittance', c.req.valid('param').id);
      const whole = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const found = await findRemittance(tx, id);
        if (!found) throw notFound('remittance');
        const payments = (await listAllocations(tx, id)).map(it => ({
          id: showId('payment', it.paymentId),
          invoice: showId('invoice', it.invoiceId),
          invoiceNumber: it.invoiceNumber,
          receivedOn: it.receivedOn.toString(),
          amount: plainPounds(it.amountPence),
          note: it.note,
          withdrawn: it.withdrawnAt !== null,
        }));
        return { ...shown(found), payments };
      });
      return c.json(whole, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/remittances',
      summary: 'Record one sum for several invoices of an organisation',
      description:
        'A share above what an invoice has outstanding pays it and no more. What is on no invoice is kept as credit. An `id` chosen by the caller makes the request safe to send twice.',
      request: jsonBody(remittanceInput),
      responses: answers(201, 'Recorded', madeOut),
    }),
    async c => {
      const id = await recordRemittance(ctx, c.get('caller').owner, c.req.valid('json'));
      return c.json({ id: showId('remittance', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/remittances/{id}/allocate',
      summary: 'Put kept credit on an invoice of the same organisation',
      request: { params: idParam, ...jsonBody(allocationInput) },
      responses: answers(201, 'The payment', madeOut),
    }),
    async c => {
      const id = pathId('remittance', c.req.valid('param').id);
      const payment = await allocateCredit(ctx, c.get('caller').owner, id, c.req.valid('json'));
      return c.json({ id: showId('payment', payment) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/remittances/{id}/refund',
      summary: 'Record that kept credit went back',
      request: { params: idParam, ...jsonBody(refundCreditInput) },
      responses: answers(200, 'Recorded', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await refundCredit(ctx, c.get('caller').owner, pathId('remittance', id), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/remittances/{id}/withdraw',
      summary: 'Withdraw a remittance that was recorded by mistake, with its payments',
      request: { params: idParam },
      responses: answers(200, 'Withdrawn', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await withdrawRemittance(ctx, c.get('caller').owner, pathId('remittance', id));
      return c.json({ id }, 200);
    },
  );
  return app;
}

function shown(it: Remittance): z.input<typeof remittanceOut> {
  return {
    id: showId('remittance', it.id),
    organisation: showId('organisation', it.organisationId),
    organisationName: it.organisationName,
    receivedOn: it.receivedOn.toString(),
    amount: plainPounds(it.amountPence),
    reference: it.reference,
    source: it.source,
    onInvoices: plainPounds(it.allocatedPence),
    refunded: plainPounds(it.refundedPence),
    credit: plainPounds(it.creditPence),
    withdrawn: it.withdrawnAt !== null,
  };
}
