import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, fileAnswers, jsonBody, madeOut, momentOut } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { showId } from '#rules/ids.ts';
import { correspondentOf } from './correspondent.ts';
import { messageInput } from './input.ts';
import { readMessageFile } from './linked-thread.tsx';
import { listMessages, listThreads } from './store.ts';
import { readSubject } from './subject.ts';
import { showSubject, writeToOrganisation } from './write-message.ts';

const messageOut = z
  .object({
    id: z.string(),
    author: z.enum(['locum', 'organisation']),
    authorName: z.string(),
    body: z.string(),
    via: z.enum(['app', 'link', 'mail']),
    sentAt: momentOut,
    readAt: momentOut.nullable(),
    files: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .openapi('Message');

const threadOut = z
  .object({
    about: z.string().openapi({ description: 'A booking, request or invoice' }),
    words: z.string(),
    organisationName: z.string(),
    unread: z.number(),
    lastAt: momentOut,
  })
  .openapi('Thread');

const aboutParam = z.object({
  about: z.string().openapi({ param: { name: 'about', in: 'path' }, example: 'bkg_01kq3y1r5wf0s8x6cgx2b9m7ne' }),
});

const MOST_THREADS = 200;

/** Threads with organisations. Reading through the API marks nothing as read. */
export function messagesApi(ctx: Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/messages',
      summary: 'List threads, the latest first',
      responses: answers(200, 'Up to 200', z.object({ items: z.array(threadOut) })),
    }),
    async c => {
      const threads = await asOwner(ctx.db, c.get('caller').owner, tx => listThreads(tx, MOST_THREADS));
      const items = threads.map(it => ({
        about: showSubject(it.subject),
        words: it.about,
        organisationName: it.organisationName,
        unread: it.unread,
        lastAt: it.lastAt.toString(),
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/messages/{about}',
      summary: 'The messages of a thread',
      request: { params: aboutParam },
      responses: answers(200, 'All, in their order', z.object({ items: z.array(messageOut) })),
    }),
    async c => {
      const subject = readSubject(c.req.valid('param').about);
      const messages = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        if (!(await correspondentOf(tx, subject))) throw notFound('thread');
        return listMessages(tx, subject);
      });
      const items = messages.map(it => ({
        id: showId('message', it.id),
        author: it.author,
        authorName: it.authorName,
        body: it.body,
        via: it.via,
        sentAt: it.sentAt.toString(),
        readAt: it.readAt?.toString() ?? null,
        files: it.files.map(file => ({ id: showId('file', file.id), name: file.name })),
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/messages/{about}/files/{file}',
      summary: 'A file that was sent within a thread',
      request: { params: aboutParam.extend({ file: z.string().openapi({ param: { name: 'file', in: 'path' } }) }) },
      responses: fileAnswers(),
    }),
    async c => {
      const { about, file: id } = c.req.valid('param');
      const file = await asOwner(ctx.db, c.get('caller').owner, tx => readMessageFile(ctx, tx, readSubject(about), id));
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/messages/{about}',
      summary: 'Write to the organisation',
      description:
        'It is mailed with a link to the thread. An `id` chosen by the caller makes the request safe to send twice.',
      request: { params: aboutParam, ...jsonBody(messageInput) },
      responses: answers(201, 'Sent', madeOut),
    }),
    async c => {
      const subject = readSubject(c.req.valid('param').about);
      const id = await writeToOrganisation(ctx, c.get('caller').owner, subject, c.req.valid('json'));
      return c.json({ id: showId('message', id) }, 201);
    },
  );
  return app;
}
