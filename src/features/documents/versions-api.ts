import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { readAccount } from '#features/accounts/index.ts';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, dayOut, idParam, jsonBody, madeOut, momentOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { fileBody, readFileBody } from '#platform/upload/file-body.ts';
import { DOCUMENT_CATEGORIES } from '#rules/compliance-checklist.ts';
import { professionOf } from '#rules/professions.ts';
import { correctDocument, proposalFor, usualMonths } from './correct-document.ts';
import { correctionInput, renewalInput, validityInput } from './input.ts';
import { renewDocument, setValidity } from './keep-document.ts';
import { listVersions, readDocument } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'scanner'>;

const datesBody = { issuedOn: z.string().optional(), expiresOn: z.string().optional() };

const versionsOut = z.object({
  items: z.array(
    z.object({ version: z.number(), issuedOn: dayOut.nullable(), expiresOn: dayOut.nullable(), addedAt: momentOut }),
  ),
  proposedExpiry: dayOut
    .nullable()
    .openapi({ description: 'Usual, where the version that stands has a day of issue and none of expiry' }),
});

const validityOut = z.object({
  category: z.enum(DOCUMENT_CATEGORIES),
  months: z.number().nullable().openapi({ description: 'Null: no expiry of its own' }),
});

/** Renewing and correcting a document, its versions, and how long kinds of documents count. */
export function documentVersions(app: OpenAPIHono<ApiEnv>, ctx: Ctx): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/documents/{id}/renew',
      summary: 'Put a newer paper in the place of the one that stands, which is kept as a version',
      request: { params: idParam, ...jsonBody(z.object({ ...datesBody, ...fileBody })) },
      responses: answers(200, 'Renewed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const { fileName, content, ...dates } = c.req.valid('json');
      const upload = readFileBody({ fileName, content });
      const { owner } = c.get('caller');
      await renewDocument(ctx, owner, pathId('document', id), readInput(renewalInput, dates), upload);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/documents/{id}',
      summary: 'Correct title, kind and dates of a document, without a new file',
      request: {
        params: idParam,
        ...jsonBody(z.object({ category: z.string(), title: z.string(), ...datesBody })),
      },
      responses: answers(200, 'Corrected', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const input = readInput(correctionInput, c.req.valid('json'));
      await correctDocument(ctx, c.get('caller').owner, pathId('document', id), input);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/documents/{id}/versions',
      summary: 'The versions of a document, the newest first',
      request: { params: idParam },
      responses: answers(200, 'All', versionsOut),
    }),
    async c => {
      const id = pathId('document', c.req.valid('param').id);
      const { versions, proposed } = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const document = await readDocument(tx, id);
        if (!document) throw notFound('document');
        const { profession } = await readAccount(tx);
        return {
          versions: await listVersions(tx, id),
          proposed: await proposalFor(tx, document, professionOf(profession).code),
        };
      });
      const items = versions.map(it => ({
        version: it.version,
        issuedOn: it.issuedOn?.toString() ?? null,
        expiresOn: it.expiresOn?.toString() ?? null,
        addedAt: it.addedAt.toString(),
      }));
      return c.json({ items, proposedExpiry: proposed?.toString() ?? null }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/document-validities',
      summary: 'How many months each kind of document counts for you',
      responses: answers(200, 'All kinds', z.object({ items: z.array(validityOut) })),
    }),
    async c => {
      const items = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const { code } = professionOf((await readAccount(tx)).profession);
        const all: z.input<typeof validityOut>[] = [];
        for (const category of DOCUMENT_CATEGORIES)
          all.push({ category, months: await usualMonths(tx, category, code) });
        return all;
      });
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/document-validities',
      summary: 'Change how many months a kind of document counts; 0: it does not expire',
      request: jsonBody(validityInput),
      responses: answers(200, 'Changed', z.object({ changed: z.literal(true) })),
    }),
    async c => {
      const { category, months } = c.req.valid('json');
      await setValidity(ctx, c.get('caller').owner, category, months);
      return c.json({ changed: true as const }, 200);
    },
  );
}
