import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import {
  type ApiEnv,
  answers,
  apiDoor,
  dayOut,
  fileAnswers,
  idParam,
  jsonBody,
  madeOut,
  pathId,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { fileBody, readFileBody } from '#platform/upload/file-body.ts';
import { DOCUMENT_CATEGORIES } from '#rules/compliance-checklist.ts';
import { showId } from '#rules/ids.ts';
import { type KeptDocument, standingOf } from './document.ts';
import { documentInput } from './input.ts';
import { deleteDocument, keepDocument } from './keep-document.ts';
import { packsApi } from './packs-api.ts';
import { listDocuments, readDocument } from './store.ts';
import { documentVersions } from './versions-api.ts';

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

const documentBody = z.object({
  id: z.string().optional(),
  category: z.string(),
  title: z.string(),
  issuedOn: z.string().optional(),
  expiresOn: z.string().optional(),
  ...fileBody,
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
      const upload = readFileBody({ fileName, content });
      const id = await keepDocument(ctx, c.get('caller').owner, readInput(documentInput, rest), upload);
      return c.json({ id: showId('document', id) }, 201);
    },
  );
  documentVersions(app, ctx);
  app.openapi(
    createRoute({
      method: 'get',
      path: '/documents/{id}/file',
      summary: 'The file of a document, in the version that stands',
      request: { params: idParam },
      responses: fileAnswers(),
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
  packsApi(app, ctx);
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
