import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  eCreditNote,
  eInvoice,
  electronicAddressInput,
  keepAddressOf,
  keepOwnAddress,
} from '#features/invoices/index.ts';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, fileAnswers, idParam, jsonBody, madeOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { showId } from '#rules/ids.ts';

/** Invoices and credit notes as UBL by Peppol BIS Billing 3.0, and the addresses that they need. */
export function eInvoiceApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices/{id}/ubl',
      summary: 'An issued invoice as UBL (Peppol BIS Billing 3.0); refused with all that is missing',
      request: { params: idParam },
      responses: fileAnswers(),
    }),
    async c => {
      const id = pathId('invoice', c.req.valid('param').id);
      const { xml } = await asOwner(ctx.db, c.get('caller').owner, tx => eInvoice(ctx, tx, id));
      return c.body(xml, 200, XML);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices/{id}/credit-notes/{note}/ubl',
      summary: 'A credit note as UBL',
      request: { params: idParam.extend({ note: z.string() }) },
      responses: fileAnswers(),
    }),
    async c => {
      const { id, note } = c.req.valid('param');
      const { xml } = await asOwner(ctx.db, c.get('caller').owner, tx =>
        eCreditNote(ctx, tx, pathId('invoice', id), pathId('creditNote', note)),
      );
      return c.body(xml, 200, XML);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/electronic-address',
      summary: 'Keep your own electronic address for e-invoices; without an identifier it is forgotten',
      request: jsonBody(electronicAddressInput),
      responses: answers(200, 'Kept', madeOut),
    }),
    async c => {
      const { owner } = c.get('caller');
      await keepOwnAddress(ctx, owner, c.req.valid('json'));
      return c.json({ id: showId('account', owner.accountId) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/organisations/{id}/electronic-address',
      summary: 'Keep the electronic address of an organisation; without an identifier it is forgotten',
      request: { params: idParam, ...jsonBody(electronicAddressInput) },
      responses: answers(200, 'Kept', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await keepAddressOf(ctx, c.get('caller').owner, pathId('organisation', id), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  return app;
}

const XML = { 'Content-Type': 'application/xml; charset=utf-8' } as const;
