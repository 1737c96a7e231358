import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
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
import { askForPack, deletePack, openPack } from './ask-pack.ts';
import { packInput, yearParam } from './input.ts';
import { listPacks, readPack, type YearPack } from './pack-store.ts';

const packOut = z
  .object({
    id: z.string(),
    year: z.string(),
    state: z.enum(['waiting', 'making', 'ready', 'failed']),
    done: z.number().openapi({ description: 'Papers gathered so far' }),
    parts: z.number(),
    sizeBytes: z.number().nullable(),
    readyAt: momentOut.nullable(),
    expiresAt: momentOut.nullable(),
  })
  .openapi('TaxPack');

/** The year-end pack for the accountant: ask, look how far it is, download. */
export function packApi(ctx: Needs<'db' | 'clock' | 'queue' | 'files'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'post',
      path: '/tax/{year}/packs',
      summary: 'Have the pack of a tax year made; while one is under way it is that one',
      request: { params: yearParam, ...jsonBody(packInput) },
      responses: answers(201, 'Asked for', madeOut),
    }),
    async c => {
      const { year } = c.req.valid('param');
      const id = await askForPack(ctx, c.get('caller').owner, year, c.req.valid('json').id);
      return c.json({ id: showId('taxPack', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/tax/{year}/packs',
      summary: 'List the packs of a tax year, the newest first',
      request: { params: yearParam },
      responses: answers(200, 'All', z.object({ items: z.array(packOut) })),
    }),
    async c => {
      const { year } = c.req.valid('param');
      const packs = await asOwner(ctx.db, c.get('caller').owner, tx => listPacks(tx, year));
      return c.json({ items: packs.map(shown) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/tax/packs/{id}',
      summary: 'Read how far a pack is',
      request: { params: idParam },
      responses: answers(200, 'The pack', packOut),
    }),
    async c => {
      const id = pathId('taxPack', c.req.valid('param').id);
      const pack = await asOwner(ctx.db, c.get('caller').owner, tx => readPack(tx, id));
      if (!pack) throw notFound('pack');
      return c.json(shown(pack), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/tax/packs/{id}/file',
      summary: 'Download a pack as ZIP',
      request: { params: idParam },
      responses: fileAnswers(),
    }),
    async c => {
      const file = await openPack(ctx, c.get('caller').owner, pathId('taxPack', c.req.valid('param').id));
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/tax/packs/{id}',
      summary: 'Delete a pack',
      request: { params: idParam },
      responses: answers(200, 'Deleted', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await deletePack(ctx, c.get('caller').owner, pathId('taxPack', id));
      return c.json({ id }, 200);
    },
  );
  return app;
}

function shown(pack: YearPack) {
  return {
    id: showId('taxPack', pack.id),
    year: pack.year,
    state: pack.state,
    done: pack.done,
    parts: pack.parts,
    sizeBytes: pack.sizeBytes,
    readyAt: pack.readyAt?.toString() ?? null,
    expiresAt: pack.expiresAt?.toString() ?? null,
  };
}
