import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import {
  type ApiEnv,
  answers,
  apiDoor,
  dayOut,
  idParam,
  jsonBody,
  madeOut,
  momentOut,
  moneyOut,
  pathId,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { confirmClaim, rejectClaim } from './claim-payment.ts';
import { type Claim, type Dispute, listClaims, listDisputes } from './claims.ts';
import { settleDispute } from './dispute-invoice.ts';
import { paymentInput, rejectionInput, settlementInput } from './input.ts';

const claimOut = z
  .object({
    id: z.string(),
    invoice: z.string(),
    invoiceNumber: z.string(),
    organisationName: z.string(),
    name: z.string(),
    paidOn: dayOut,
    amount: moneyOut,
    reference: z.string(),
    claimedAt: momentOut,
    state: z.enum(['open', 'confirmed', 'rejected', 'closed']),
    reason: z.string().nullable(),
  })
  .openapi('PaymentClaim');

const disputeOut = z
  .object({
    id: z.string(),
    invoice: z.string(),
    invoiceNumber: z.string(),
    organisationName: z.string(),
    name: z.string(),
    reason: z.string(),
    openedAt: momentOut,
    settledAt: momentOut.nullable(),
    outcome: z.string().nullable(),
  })
  .openapi('InvoiceDispute');

const openQuery = z.object({
  open: z.enum(['true', 'false']).optional().openapi({ description: '`true`: those that wait for you alone' }),
});

/** What organisations said of invoices on their links: paid, or not right. */
export function paymentsApi(ctx: Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/payment-claims',
      summary: 'List payment claims, the latest first',
      request: { query: openQuery },
      responses: answers(200, 'Up to 200', z.object({ items: z.array(claimOut) })),
    }),
    async c => {
      const openOnly = c.req.valid('query').open === 'true';
      const claims = await asOwner(ctx.db, c.get('caller').owner, tx => listClaims(tx, { openOnly }));
      return c.json({ items: claims.map(shownClaim) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/payment-claims/{id}/confirm',
      summary: 'The money arrived: the claim becomes a payment',
      request: { params: idParam, ...jsonBody(paymentInput) },
      responses: answers(200, 'Confirmed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await confirmClaim(ctx, c.get('caller').owner, pathId('claim', id), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/payment-claims/{id}/reject',
      summary: 'The money is not there: the organisation is told why',
      request: { params: idParam, ...jsonBody(rejectionInput) },
      responses: answers(200, 'Rejected', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await rejectClaim(ctx, c.get('caller').owner, pathId('claim', id), c.req.valid('json').reason);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoice-disputes',
      summary: 'List disputes, the latest first',
      request: { query: openQuery },
      responses: answers(200, 'Up to 200', z.object({ items: z.array(disputeOut) })),
    }),
    async c => {
      const openOnly = c.req.valid('query').open === 'true';
      const disputes = await asOwner(ctx.db, c.get('caller').owner, tx => listDisputes(tx, { openOnly }));
      return c.json({ items: disputes.map(shownDispute) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoice-disputes/{id}/settle',
      summary: 'Say how a dispute was settled',
      request: { params: idParam, ...jsonBody(settlementInput) },
      responses: answers(200, 'Settled', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await settleDispute(ctx, c.get('caller').owner, pathId('dispute', id), c.req.valid('json').outcome);
      return c.json({ id }, 200);
    },
  );
  return app;
}

function shownClaim(it: Claim): z.input<typeof claimOut> {
  return {
    id: showId('claim', it.id),
    invoice: showId('invoice', it.invoiceId),
    invoiceNumber: it.invoiceNumber,
    organisationName: it.organisationName,
    name: it.name,
    paidOn: it.paidOn.toString(),
    amount: plainPounds(it.amountPence),
    reference: it.reference,
    claimedAt: it.claimedAt.toString(),
    state: it.state,
    reason: it.reason,
  };
}

function shownDispute(it: Dispute): z.input<typeof disputeOut> {
  return {
    id: showId('dispute', it.id),
    invoice: showId('invoice', it.invoiceId),
    invoiceNumber: it.invoiceNumber,
    organisationName: it.organisationName,
    name: it.name,
    reason: it.reason,
    openedAt: it.openedAt.toString(),
    settledAt: it.settledAt?.toString() ?? null,
    outcome: it.outcome,
  };
}
