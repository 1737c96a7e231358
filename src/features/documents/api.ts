import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, momentOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { MOST_BYTES, tooLarge } from '#platform/upload/check-upload.ts';
import { DOCUMENT_CATEGORIES } from '#rules/compliance-checklist.ts';
import { showId } from '#rules/ids.ts';
import { type KeptDocument, standingOf } from './document.ts';
import { documentInput, packInput } from './input.ts';
import { deleteDocument, keepDocument } from './keep-document.ts';
import { listPacks } from './pack-store.ts';
import { sharePack } from './share-pack.ts';
import { listDocuments, readDocument } from './store.ts';

const documentOut = z
  .object({
    id: z.string(),
    category: z.enum(DOCUMENT_CATEGORIES),
    title: z.string(),
    issuedOn: dayOut.nullable(),
    expiresOn: dayOut.nullable(),
    standing: z.enum(['valid', 'expiring', 'expired']),
    version: z.number(),
    fileName: z.string(),
    contentType: z.string(),
  })
  .openapi('Document');

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

const documentBody = z.object({
  id: z.string().optional(),
  category: z.string(),
  title: z.string(),
  issuedOn: z.string().optional(),
  expiresOn: z.string().optional(),
  fileName: z.string(),
  content: z.string().openapi({ description: 'The file in base64, up to 10 MB before coding' }),
});

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

/** Documents and the packs by which they are shared. */
export function documentsApi(
  ctx: Needs<'db' | 'clock' | 'queue' | 'files' | 'scanner' | 'links' | 'site'>,
): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/documents',
      summary: 'List documents, those that expire first at the head',
      responses: answers(200, 'All', z.object({ items: z.array(documentOut) })),
    }),
    async c => {
      const documents = await asOwner(ctx.db, c.get('caller').owner, listDocuments);
      return c.json({ items: documents.map(it => shown(it, ctx.clock.today())) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/documents',
      summary: 'Keep a document',
      description:
        'PDF, JPEG, PNG, WebP or HEIC, checked by content. An `id` chosen by the caller makes it safe to send twice.',
      request: jsonBody(documentBody),
      responses: answers(201, 'Kept', madeOut),
    }),
    async c => {
      const { content, fileName, ...rest } = c.req.valid('json');
      if (content.length > Math.ceil((MOST_BYTES + 1) / 3) * 4) throw tooLarge();
      if (!/^[A-Za-z0-9+/]+={0,2}$/.test(content)) throw new InputRefusal({ content: 'Send the file in base64.' });
      const upload = { name: fileName, bytes: new Uint8Array(Buffer.from(content, 'base64')) };
      const id = await keepDocument(ctx, c.get('caller').owner, readInput(documentInput, rest), upload);
      return c.json({ id: showId('document', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/documents/{id}/file',
      summary: 'The file of a document, in the version that stands',
      request: { params: idParam },
      responses: {
        200: {
          description: 'The file',
          content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
        },
      },
    }),
    async c => {
      const id = pathId('document', c.req.valid('param').id);
      const file = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const document = await readDocument(tx, id);
        if (!document) throw notFound('document');
        return readStoredFile(ctx, tx, document.fileId);
      });
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/documents/{id}',
      summary: 'Delete a document with all its versions',
      request: { params: idParam },
      responses: answers(200, 'Deleted', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await deleteDocument(ctx, c.get('caller').owner, pathId('document', id));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/compliance-packs',
      summary: 'List shared packs, the newest first',
      responses: answers(200, 'Up to 200', z.object({ items: z.array(packOut) })),
    }),
    async c => {
      const packs = await asOwner(ctx.db, c.get('caller').owner, listPacks);
      const items = packs.map(({ id, passcodeHash: _, createdAt, ...rest }) => ({
        ...rest,
        id: showId('pack', id),
        createdAt: createdAt.toString(),
      }));
      return c.json({ items }, 200);
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
  return app;
}

function shown(it: KeptDocument, today: Temporal.PlainDate): z.input<typeof documentOut> {
  return {
    id: showId('document', it.id),
    category: it.category,
    title: it.title,
    issuedOn: it.issuedOn?.toString() ?? null,
    expiresOn: it.expiresOn?.toString() ?? null,
    standing: standingOf(it, today),
    version: it.version,
    fileName: it.fileName,
    contentType: it.contentType,
  };
}
