import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, momentOut, pageOf, pageOut, pageQuery, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { showId } from '#rules/ids.ts';
import { entryWords } from './entry-words.ts';
import { ACTORS, filterOf } from './input.ts';
import { listEntries } from './store.ts';

const entryOut = z
  .object({
    id: z.string(),
    place: z.number().openapi({ description: '1, 2, 3 … without a gap' }),
    at: momentOut,
    kind: z.string().openapi({ example: 'invoice.issued' }),
    words: z.string().openapi({ example: 'Invoice issued' }),
    about: z.string().openapi({ description: 'UUID of the thing' }),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    actor: z.enum(ACTORS),
    device: z.string().nullable(),
    callerHash: z.string().nullable().openapi({ description: 'Keyed hash of the address' }),
    hash: z.string().openapi({ description: 'SHA-256 over this entry and the hash before it' }),
  })
  .openapi('AuditEntry');

const entryQuery = pageQuery.extend({
  subject: z.string().optional().openapi({ description: 'What stands before the dot of a kind', example: 'invoice' }),
  actor: z.enum(ACTORS).optional(),
  from: dayOut.optional(),
  to: dayOut.optional(),
});

/** The audit log, to read. */
export function auditApi(ctx: Needs<'db'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/audit-log',
      summary: 'List what happened in the account, the newest first',
      request: { query: entryQuery },
      responses: answers(200, 'A page', pageOut(entryOut)),
    }),
    async c => {
      const { limit, after, ...query } = c.req.valid('query');
      const filter = { ...filterOf(query), after: after === undefined ? undefined : pathId('fact', after) };
      const found = await asOwner(ctx.db, c.get('caller').owner, tx => listEntries(tx, filter, limit + 1));
      const items = found.map(entry => ({
        id: showId('fact', entry.id),
        place: entry.place,
        at: entry.happenedAt.toString(),
        kind: entry.kind,
        words: entryWords(entry.kind),
        about: entry.subjectId,
        details: entry.details,
        actor: entry.actor,
        device: entry.device,
        callerHash: entry.callerHash,
        hash: entry.hash,
      }));
      return c.json(pageOf(items, limit), 200);
    },
  );
  return app;
}
