import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findInvoice } from '#features/invoices/index.ts';
import { asOwner } from '#platform/access.ts';
import {
  type ApiEnv,
  answers,
  apiDoor,
  fileAnswers,
  idParam,
  jsonBody,
  madeOut,
  momentOut,
  pathId,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { showId } from '#rules/ids.ts';
import { askForEvidence, openEvidence } from './ask-evidence.ts';
import { evidenceInput } from './input.ts';
import { listPacks } from './store.ts';

const packOut = z
  .object({
    id: z.string(),
    state: z.enum(['waiting', 'making', 'ready', 'failed']),
    done: z.number().int(),
    parts: z.number().int().openapi({ description: 'Files there will be; nought until that is known' }),
    askedAt: momentOut,
    readyAt: momentOut.nullable(),
  })
  .openapi('EvidencePack');

/** Evidence of one invoice as an archive. */
export function evidenceApi(ctx: Needs<'db' | 'clock' | 'queue' | 'files'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices/{id}/evidence',
      summary: 'How far the evidence of an invoice is',
      request: { params: idParam },
      responses: answers(200, 'The latest, if any', z.object({ items: z.array(packOut) })),
    }),
    async c => {
      const id = pathId('invoice', c.req.valid('param').id);
      const packs = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        if (!(await findInvoice(tx, id, ctx.clock.today()))) throw notFound('invoice');
        return listPacks(tx, id);
      });
      const items = packs.map(it => ({
        id: showId('evidencePack', it.id),
        state: it.state,
        done: it.done,
        parts: it.parts,
        askedAt: it.askedAt.toString(),
        readyAt: it.readyAt?.toString() ?? null,
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/evidence',
      summary: 'Gather the evidence of an invoice; the same id twice gathers it once',
      request: { params: idParam, ...jsonBody(evidenceInput) },
      responses: answers(201, 'Asked for', madeOut),
    }),
    async c => {
      const id = pathId('invoice', c.req.valid('param').id);
      const pack = await askForEvidence(ctx, c.get('caller').owner, id, c.req.valid('json').id);
      return c.json({ id: showId('evidencePack', pack) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices/{id}/evidence/{pack}/file',
      summary: 'The archive, once it is ready',
      request: { params: idParam.extend({ pack: z.string() }) },
      responses: fileAnswers(),
    }),
    async c => {
      const { id, pack } = c.req.valid('param');
      const { owner } = c.get('caller');
      const file = await openEvidence(ctx, owner, pathId('invoice', id), pathId('evidencePack', pack));
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  return app;
}
