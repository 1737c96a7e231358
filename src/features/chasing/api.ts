import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findInvoice } from '#features/invoices/index.ts';
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
  pdfAnswers,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { DEBT_AGES, debtAge } from '#rules/debt-age.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { chaseNow } from './chase-overdue.ts';
import { interestInput, interestPaidInput, promiseInput } from './input.ts';
import { type InterestInvoice, listInterestInvoices } from './interest-store.ts';
import { issueInterestInvoice } from './issue-interest.ts';
import { recordPromise } from './keep-chasing.ts';
import { recordInterestPaid, waiveInterestInvoice } from './settle-interest.ts';
import { type Owed, readUnpaid } from './unpaid.ts';

const owedOut = z
  .object({
    invoice: z.string(),
    number: z.string(),
    organisation: z.string(),
    organisationName: z.string(),
    dueDate: dayOut,
    age: z.enum(DEBT_AGES),
    outstanding: moneyOut,
    chases: z.array(z.object({ at: momentOut, byHand: z.boolean(), to: z.string() })),
    hold: z.string().nullable().openapi({ description: 'Why it is not chased by itself' }),
    promisedOn: dayOut.nullable(),
    nextChaseOn: dayOut.nullable(),
  })
  .openapi('OwedInvoice');

const interestOut = z
  .object({
    id: z.string(),
    number: z.string(),
    issueDate: dayOut,
    chargedTo: dayOut,
    interest: moneyOut,
    compensation: moneyOut,
    state: z.enum(['open', 'paid', 'waived']),
    paidOn: dayOut.nullable(),
  })
  .openapi('InterestInvoice');

const interestParams = idParam.extend({ interest: z.string() });

/** What is owed and for how long, reminders by hand, promises, and interest invoices. */
export function chasingApi(ctx: Needs<'db' | 'clock' | 'queue' | 'files' | 'site' | 'links'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/owed',
      summary: 'List unpaid invoices with their age and reminders, the longest due first',
      responses: answers(200, 'All of them', z.object({ items: z.array(owedOut) })),
    }),
    async c => {
      const unpaid = await asOwner(ctx.db, c.get('caller').owner, tx => readUnpaid(ctx, tx));
      return c.json({ items: unpaid.map(it => shownOwed(it, ctx.clock.today())) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/chase',
      summary: 'Remind of an overdue invoice now; never within 72 hours of the last reminder to its organisation',
      request: { params: idParam },
      responses: answers(200, 'Reminded', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await chaseNow(ctx, c.get('caller').owner, pathId('invoice', id));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/promise',
      summary: 'Record the day on which the organisation said that it pays',
      request: { params: idParam, ...jsonBody(promiseInput) },
      responses: answers(200, 'Recorded', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const { promisedOn } = c.req.valid('json');
      await recordPromise(ctx, c.get('caller').owner, pathId('invoice', id), promisedOn);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices/{id}/interest-invoices',
      summary: 'List the interest invoices of an invoice',
      request: { params: idParam },
      responses: answers(200, 'In the order of their numbers', z.object({ items: z.array(interestOut) })),
    }),
    async c => {
      const id = pathId('invoice', c.req.valid('param').id);
      const found = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        if (!(await findInvoice(tx, id, ctx.clock.today()))) throw notFound('invoice');
        return listInterestInvoices(tx, id);
      });
      return c.json({ items: found.map(shownInterest) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/interest-invoices',
      summary: 'Issue and send interest and compensation; the same id twice issues one',
      request: { params: idParam, ...jsonBody(interestInput) },
      responses: answers(201, 'Issued', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('json');
      await issueInterestInvoice(ctx, c.get('caller').owner, pathId('invoice', c.req.valid('param').id), id);
      return c.json({ id: showId('interestInvoice', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices/{id}/interest-invoices/{interest}/pdf',
      summary: 'The paper of an interest invoice',
      request: { params: interestParams },
      responses: pdfAnswers(),
    }),
    async c => {
      const { id, interest } = c.req.valid('param');
      const file = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const wanted = pathId('interestInvoice', interest);
        const found = (await listInterestInvoices(tx, pathId('invoice', id))).find(it => it.id === wanted);
        if (!found) throw notFound('interest invoice');
        return readStoredFile(ctx, tx, found.fileId);
      });
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/interest-invoices/{interest}/paid',
      summary: 'Record that an interest invoice was paid',
      request: { params: interestParams, ...jsonBody(interestPaidInput) },
      responses: answers(200, 'Recorded', madeOut),
    }),
    async c => {
      const { id, interest } = c.req.valid('param');
      const { paidOn } = c.req.valid('json');
      const ids = [pathId('invoice', id), pathId('interestInvoice', interest)] as const;
      await recordInterestPaid(ctx, c.get('caller').owner, ...ids, paidOn);
      return c.json({ id: interest }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/interest-invoices/{interest}/waive',
      summary: 'Give up an interest invoice that is not paid',
      request: { params: interestParams },
      responses: answers(200, 'Waived', madeOut),
    }),
    async c => {
      const { id, interest } = c.req.valid('param');
      const ids = [pathId('invoice', id), pathId('interestInvoice', interest)] as const;
      await waiveInterestInvoice(ctx, c.get('caller').owner, ...ids);
      return c.json({ id: interest }, 200);
    },
  );
  return app;
}

function shownOwed({ invoice, chases, hold, promisedOn, next }: Owed, today: Temporal.PlainDate) {
  return {
    invoice: showId('invoice', invoice.id),
    number: invoice.number,
    organisation: showId('organisation', invoice.organisationId),
    organisationName: invoice.organisationName,
    dueDate: invoice.dueDate.toString(),
    age: debtAge(invoice.dueDate, today),
    outstanding: plainPounds(invoice.outstandingPence),
    chases: chases.map(chase => ({ at: chase.at.toString(), byHand: chase.byHand, to: chase.toAddress })),
    hold: hold ?? null,
    promisedOn: promisedOn?.toString() ?? null,
    nextChaseOn: hold === undefined ? (next?.toString() ?? null) : null,
  };
}

function shownInterest(it: InterestInvoice) {
  return {
    id: showId('interestInvoice', it.id),
    number: it.number,
    issueDate: it.issueDate.toString(),
    chargedTo: it.chargedTo.toString(),
    interest: plainPounds(it.interestPence),
    compensation: plainPounds(it.compensationPence),
    state: it.paidOn ? ('paid' as const) : it.waivedAt ? ('waived' as const) : ('open' as const),
    paidOn: it.paidOn?.toString() ?? null,
  };
}
