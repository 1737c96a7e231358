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
import { notFound, Refusal } from '#platform/errors.ts';
import { showId } from '#rules/ids.ts';
import { askForExport, deleteExport, isOver, openExport } from './ask-export.ts';
import { exportInput } from './input.ts';
import { type AccountExport, listExports, readExport } from './store.ts';

const exportOut = z
  .object({
    id: z.string(),
    state: z.enum(['waiting', 'making', 'ready', 'failed']),
    done: z.number().openapi({ description: 'Files gathered so far' }),
    parts: z.number(),
    sizeBytes: z.number().nullable(),
    readyAt: momentOut.nullable(),
    expiresAt: momentOut.nullable(),
  })
  .openapi('AccountExport');

/** The whole account as one file: ask, look how far it is, download. */
export function exportsApi(ctx: Needs<'db' | 'clock' | 'queue' | 'files'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'post',
      path: '/account-exports',
      summary: 'Have the whole account gathered in one file; while one is under way it is that one',
      request: jsonBody(exportInput),
      responses: answers(201, 'Asked for', madeOut),
    }),
    async c => {
      const id = await askForExport(ctx, c.get('caller').owner, c.req.valid('json').id);
      return c.json({ id: showId('accountExport', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/account-exports',
      summary: 'List the exports of the account, the newest first',
      responses: answers(200, 'All', z.object({ items: z.array(exportOut) })),
    }),
    async c => {
      const all = await asOwner(ctx.db, c.get('caller').owner, listExports);
      return c.json({ items: all.filter(it => !isOver(it, ctx.clock.now())).map(shown) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/account-exports/{id}',
      summary: 'Read how far an export is',
      request: { params: idParam },
      responses: answers(200, 'The export', exportOut),
    }),
    async c => {
      const id = pathId('accountExport', c.req.valid('param').id);
      const found = await asOwner(ctx.db, c.get('caller').owner, tx => readExport(tx, id));
      if (!found || isOver(found, ctx.clock.now())) throw notFound('export');
      return c.json(shown(found), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/account-exports/{id}/file',
      summary:
        'Download an export as ZIP; a key that may only read is refused, since bank details and numbers are in it',
      request: { params: idParam },
      responses: fileAnswers(),
    }),
    async c => {
      const { owner, scope } = c.get('caller');
      const id = pathId('accountExport', c.req.valid('param').id);
      if (scope !== 'write')
        throw new Refusal({
          code: 'account_export.read_only_key',
          message: 'A key that may only read cannot take the whole account. Use one that may write.',
          status: 403,
        });
      const file = await openExport(ctx, owner, id);
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/account-exports/{id}',
      summary: 'Delete an export',
      request: { params: idParam },
      responses: answers(200, 'Deleted', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await deleteExport(ctx, c.get('caller').owner, pathId('accountExport', id));
      return c.json({ id }, 200);
    },
  );
  return app;
}

function shown(it: AccountExport) {
  return {
    id: showId('accountExport', it.id),
    state: it.state,
    done: it.done,
    parts: it.parts,
    sizeBytes: it.sizeBytes,
    readyAt: it.readyAt?.toString() ?? null,
    expiresAt: it.expiresAt?.toString() ?? null,
  };
}
