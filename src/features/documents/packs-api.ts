import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, dayOut, idParam, jsonBody, madeOut, momentOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { DOCUMENT_CATEGORIES } from '#rules/compliance-checklist.ts';
import { showId } from '#rules/ids.ts';
import { packInput } from './input.ts';
import type { Pack } from './pack.ts';
import { listAsks, listPacked, listPacks, readPack } from './pack-store.ts';
import { sharePack } from './share-pack.ts';

const packOut = z
  .object({
    id: z.string(),
    label: z.string(),
    recipientName: z.string(),
    recipientEmail: z.string().nullable(),
    guard: z.enum(['none', 'passcode', 'email']),
    watermark: z.boolean(),
    followsRenewals: z.boolean(),
    createdAt: momentOut,
  })
  .openapi('CompliancePack');

const wholePackOut = packOut
  .extend({
    documents: z.array(
      z.object({
        id: z.string(),
        category: z.enum(DOCUMENT_CATEGORIES),
        title: z.string(),
        version: z.number(),
        expiresOn: dayOut.nullable(),
      }),
    ),
    asks: z.array(z.object({ name: z.string(), wanted: z.string(), askedAt: momentOut })),
  })
  .openapi('WholeCompliancePack');

const packBody = z.object({
  id: z.string().optional(),
  label: z.string(),
  recipientName: z.string(),
  recipientEmail: z.string().optional(),
  documents: z.array(z.string()),
  days: z.number().optional(),
  guard: z.enum(['none', 'passcode', 'email']).default('none'),
  passcode: z.string().optional(),
  watermark: z.boolean().optional(),
  followsRenewals: z.boolean().optional(),
});

/** Packs of documents for one recipient each. */
export function packsApi(
  app: OpenAPIHono<ApiEnv>,
  ctx: Needs<'db' | 'clock' | 'queue' | 'files' | 'links' | 'site'>,
): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/compliance-packs',
      summary: 'List shared packs, the newest first',
      responses: answers(200, 'Up to 200', z.object({ items: z.array(packOut) })),
    }),
    async c => {
      const packs = await asOwner(ctx.db, c.get('caller').owner, listPacks);
      return c.json({ items: packs.map(shownPack) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/compliance-packs/{id}',
      summary: 'A pack with what it shows and what was asked for beside it',
      description: 'Its links with every view and download are under `/links`.',
      request: { params: idParam },
      responses: answers(200, 'It', wholePackOut),
    }),
    async c => {
      const id = pathId('pack', c.req.valid('param').id);
      const found = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const pack = await readPack(tx, id);
        if (!pack) throw notFound('pack');
        return { pack, documents: await listPacked(tx, pack), asks: await listAsks(tx, id) };
      });
      const documents = found.documents.map(it => ({
        id: showId('document', it.id),
        category: it.category,
        title: it.title,
        version: it.version,
        expiresOn: it.expiresOn?.toString() ?? null,
      }));
      const asks = found.asks.map(({ askedAt, ...ask }) => ({ ...ask, askedAt: askedAt.toString() }));
      return c.json({ ...shownPack(found.pack), documents, asks }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/compliance-packs',
      summary: 'Share chosen documents by a link',
      request: jsonBody(packBody),
      responses: answers(201, 'Shared; the address is told this once', madeOut.extend({ url: z.string().nullable() })),
    }),
    async c => {
      const { id, url } = await sharePack(ctx, c.get('caller').owner, readInput(packInput, c.req.valid('json')));
      return c.json({ id: showId('pack', id), url: url ?? null }, 201);
    },
  );
}

function shownPack({ id, passcodeHash: _, createdAt, ...rest }: Pack): z.input<typeof packOut> {
  return { ...rest, id: showId('pack', id), createdAt: createdAt.toString() };
}
