import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import {
  type ApiEnv,
  answers,
  apiDoor,
  idParam,
  madeOut,
  momentOut,
  pageOf,
  pageOut,
  pageQuery,
  pathId,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { showId } from '#rules/ids.ts';
import { LINK_SCOPES, type LinkUse, linkState } from './link.ts';
import { replaceLink, revokeLink } from './make-link.ts';
import { listUses, pageLinks, pageUses, readOwnLink } from './store.ts';

const useOut = z
  .object({
    id: z.string(),
    at: momentOut,
    action: z.string(),
    about: z.string().nullable().openapi({ description: 'The file that was downloaded' }),
    device: z.string(),
  })
  .openapi('AccessLinkUse');

const linkOut = z
  .object({
    id: z.string(),
    scope: z.enum(LINK_SCOPES),
    state: z.enum(['works', 'expired', 'revoked']),
    recipientName: z.string().nullable(),
    recipientAddress: z.string().nullable(),
    createdAt: momentOut,
    expiresAt: momentOut.nullable(),
    used: z.number().openapi({ description: 'How often in all' }),
    uses: z.array(useOut).openapi({ description: 'The latest 20' }),
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
      request: { query: pageQuery },
      responses: answers(200, 'A page', pageOut(linkOut)),
    }),
    async c => {
      const { limit, after } = c.req.valid('query');
      const { links, uses } = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const page = { after: after === undefined ? undefined : pathId('link', after), limit: limit + 1 };
        const links = await pageLinks(tx, page);
        const ids = links.map(link => link.id);
        return { links, uses: await listUses(tx, ids) };
      });
      const now = ctx.clock.now();
      const byLink = Map.groupBy(uses, use => use.linkId);
      const items = links.map(link => ({
        id: showId('link', link.id),
        scope: link.scope,
        state: linkState(link, now),
        recipientName: link.recipientName,
        recipientAddress: link.recipientAddress,
        createdAt: link.createdAt.toString(),
        expiresAt: link.expiresAt?.toString() ?? null,
        used: byLink.get(link.id)?.[0]?.total ?? 0,
        uses: (byLink.get(link.id) ?? []).map(shownUse),
      }));
      return c.json(pageOf(items, limit), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/links/{id}/uses',
      summary: 'Every use of a link, the latest first',
      request: { params: idParam, query: pageQuery },
      responses: answers(200, 'A page', pageOut(useOut)),
    }),
    async c => {
      const { limit, after } = c.req.valid('query');
      const uses = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const link = await readOwnLink(tx, pathId('link', c.req.valid('param').id));
        if (!link) throw notFound('link');
        const page = { after: after === undefined ? undefined : pathId('link', after), limit: limit + 1 };
        return pageUses(tx, link.id, page);
      });
      return c.json(pageOf(uses.map(shownUse), limit), 200);
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

function shownUse(use: LinkUse): z.input<typeof useOut> {
  return {
    id: showId('link', use.id),
    at: use.usedAt.toString(),
    action: use.action,
    about: use.about,
    device: use.device,
  };
}
