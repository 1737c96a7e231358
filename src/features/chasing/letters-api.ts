import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import {
  type ApiEnv,
  answers,
  apiDoor,
  dayOut,
  idParam,
  jsonBody,
  madeOut,
  momentOut,
  moneyOut,
  pathId,
  pdfAnswers,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { letterInput, letterPostedInput } from './input.ts';
import { type FormalLetter, listLetters } from './letter-store.ts';
import { makeFormalLetter, readChaseable } from './make-letter.ts';
import { recordLetterPosted, sendFormalLetter } from './send-letter.ts';

const letterOut = z
  .object({
    id: z.string(),
    madeOn: dayOut,
    payBy: dayOut,
    total: moneyOut.openapi({ description: 'Invoice, interest and compensation up to the day it was made' }),
    sentAt: momentOut.nullable(),
    sentTo: z.string().nullable(),
    postedOn: dayOut.nullable(),
  })
  .openapi('FormalLetter');

const letterParams = idParam.extend({ letter: z.string() });

/** Letters before claim. */
export function lettersApi(ctx: Needs<'db' | 'clock' | 'queue' | 'files' | 'site' | 'links'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices/{id}/formal-letters',
      summary: 'List the letters before claim of an invoice, the latest first',
      request: { params: idParam },
      responses: answers(200, 'All of them', z.object({ items: z.array(letterOut) })),
    }),
    async c => {
      const id = pathId('invoice', c.req.valid('param').id);
      const items = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        await readChaseable(ctx, tx, id);
        return listLetters(tx, id);
      });
      return c.json({ items: items.map(shown) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/formal-letters',
      summary: 'Make a letter before claim; it is not sent. The same id twice makes one',
      request: { params: idParam, ...jsonBody(letterInput) },
      responses: answers(201, 'Made', madeOut),
    }),
    async c => {
      const input = c.req.valid('json');
      await makeFormalLetter(ctx, c.get('caller').owner, pathId('invoice', c.req.valid('param').id), input);
      return c.json({ id: showId('formalLetter', input.id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/invoices/{id}/formal-letters/{letter}/pdf',
      summary: 'The paper of a letter before claim',
      request: { params: letterParams },
      responses: pdfAnswers(),
    }),
    async c => {
      const { id, letter } = c.req.valid('param');
      const file = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const wanted = pathId('formalLetter', letter);
        const found = (await listLetters(tx, pathId('invoice', id))).find(it => it.id === wanted);
        if (!found) throw notFound('letter');
        return readStoredFile(ctx, tx, found.fileId);
      });
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/formal-letters/{letter}/send',
      summary: 'Mail a letter before claim with its papers; never within 72 hours of the last mail about late payment',
      request: { params: letterParams },
      responses: answers(200, 'Sent', madeOut),
    }),
    async c => {
      const { id, letter } = c.req.valid('param');
      await sendFormalLetter(ctx, c.get('caller').owner, pathId('invoice', id), pathId('formalLetter', letter));
      return c.json({ id: letter }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invoices/{id}/formal-letters/{letter}/posted',
      summary: 'Record the day on which you posted a letter',
      request: { params: letterParams, ...jsonBody(letterPostedInput) },
      responses: answers(200, 'Recorded', madeOut),
    }),
    async c => {
      const { id, letter } = c.req.valid('param');
      const { postedOn } = c.req.valid('json');
      const ids = [pathId('invoice', id), pathId('formalLetter', letter)] as const;
      await recordLetterPosted(ctx, c.get('caller').owner, ...ids, postedOn);
      return c.json({ id: letter }, 200);
    },
  );
  return app;
}

function shown(it: FormalLetter): z.input<typeof letterOut> {
  return {
    id: showId('formalLetter', it.id),
    madeOn: it.madeOn.toString(),
    payBy: it.payBy.toString(),
    total: plainPounds(it.totalPence),
    sentAt: it.sentAt?.toString() ?? null,
    sentTo: it.sentTo,
    postedOn: it.postedOn?.toString() ?? null,
  };
}
