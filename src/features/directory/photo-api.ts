import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, fileAnswers, jsonBody } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { fileBody, readFileBody } from '#platform/upload/file-body.ts';
import { keepPhoto, removePhoto } from './keep-publication.ts';
import { readPublication } from './store.ts';

const photoOut = z.object({ hasPhoto: z.boolean() });

/** The photo of the owner's public page. */
export function photoApi(
  app: OpenAPIHono<ApiEnv>,
  ctx: Needs<'db' | 'clock' | 'queue' | 'cipher' | 'geocoder' | 'files' | 'scanner'>,
): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/publication/photo',
      summary: 'The photo of your public page',
      responses: fileAnswers(),
    }),
    async c => {
      const file = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const { photoFileId } = await readPublication(tx);
        if (photoFileId === null) throw notFound('photo');
        return readStoredFile(ctx, tx, photoFileId);
      });
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/publication/photo',
      summary: 'Put a photo on your public page',
      description: 'JPEG, PNG, WebP or HEIC, checked by content, cut square; the one before is deleted.',
      request: jsonBody(z.object(fileBody)),
      responses: answers(200, 'Kept', photoOut),
    }),
    async c => {
      await keepPhoto(ctx, c.get('caller').owner, readFileBody(c.req.valid('json')));
      return c.json({ hasPhoto: true }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/publication/photo',
      summary: 'Delete the photo of your public page',
      responses: answers(200, 'Deleted', photoOut),
    }),
    async c => {
      await removePhoto(ctx, c.get('caller').owner);
      return c.json({ hasPhoto: false }, 200);
    },
  );
}
