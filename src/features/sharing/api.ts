import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, idParam, madeOut, momentOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { showId } from '#rules/ids.ts';
import { LINK_SCOPES, linkState } from './link.ts';
import { replaceLink, revokeLink } from './make-link.ts';
import { listLinks, listUses } from './store.ts';

const linkOut = z
  .object({
    id: z.string(),
    scope: z.enum(LINK_SCOPES),
    state: z.enum(['works', 'expired', 'revoked']),
    recipientName: z.string().nullable(),
    recipientAddress: z.string().nullable(),
    createdAt: momentOut,
    expiresAt: momentOut.nullable(),
    uses: z.array(z.object({ at: momentOut, action: z.string(), device: z.string() })),
  })
  .openapi('AccessLink');

/** Access links, with every use of them. */
export function sharingApi(ctx: Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/links',
      summary: 'List access links, the newest first',
      responses: answers(200, 'Up to 500', z.object({ items: z.array(linkOut) })),
    }),
    async c => {
      const { links, uses } = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const links = await listLinks(tx);
        const ids = links.map(link => link.id);
        return { links, uses: await listUses(tx, ids) };
      });
      const now = ctx.clock.now();
      const items = links.map(link => ({
        id: showId('link', link.id),
        scope: link.scope,
        state: linkState(link, now),
        recipientName: link.recipientName,
        recipientAddress: link.recipientAddress,
        createdAt: link.createdAt.toString(),
        expiresAt: link.expiresAt?.toString() ?? null,
        uses: uses
          .filter(use => use.linkId === link.id)
          .map(use => ({ at: use.usedAt.toString(), action: use.action, device: use.device })),
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/links/{id}/revoke',
      summary: 'End a link at once',
      request: { params: idParam },
      responses: answers(200, 'Ended', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await revokeLink(ctx, c.get('caller').owner, pathId('link', id));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/links/{id}/replace',
      summary: 'End a link and make another one for the same thing',
      request: { params: idParam },
      responses: answers(201, 'The new one, whose address is told this once', madeOut.extend({ url: z.string() })),
    }),
    async c => {
      const link = await replaceLink(ctx, c.get('caller').owner, pathId('link', c.req.valid('param').id));
      return c.json({ id: showId('link', link.id), url: link.url }, 201);
    },
  );
  return app;
}
