import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, fileAnswers, idParam, jsonBody, madeOut, momentOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { fileBody, readFileBody } from '#platform/upload/file-body.ts';
import { EXPENSE_KEYS } from '#rules/expense-categories.ts';
import { showId } from '#rules/ids.ts';
import { enterReceipt, putAway, readMailedFile } from './enter-receipt.ts';
import { expenseInput } from './input.ts';
import { attachReceipt, readReceipt, removeReceipt } from './keep-receipt.ts';
import { makeReceiptAddress, receiptAddress } from './receipt-address.ts';
import { listWaiting } from './receipt-mail-store.ts';
import { listReceipts } from './receipt-store.ts';
import { readExpense } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'scanner' | 'links' | 'site'>;

const receiptParams = idParam.extend({
  file: z.string().openapi({ param: { name: 'file', in: 'path' } }),
});

const receiptsOut = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), contentType: z.string(), addedAt: momentOut })),
});

const mailsOut = z.object({
  address: z.string().nullable().openapi({ description: 'Where receipts are mailed to; null where none was made' }),
  items: z.array(
    z.object({
      id: z.string(),
      senderName: z.string(),
      senderAddress: z.string(),
      subject: z.string(),
      body: z.string(),
      receivedAt: momentOut,
      files: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  ),
});

/** Receipts of expenses, and those that were mailed in and wait. */
export function receiptOperations(app: OpenAPIHono<ApiEnv>, ctx: Ctx): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/expenses/{id}/receipts',
      summary: 'The receipts of an expense',
      request: { params: idParam },
      responses: answers(200, 'All', receiptsOut),
    }),
    async c => {
      const id = pathId('expense', c.req.valid('param').id);
      const receipts = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        if (!(await readExpense(tx, id))) throw notFound('expense');
        return listReceipts(tx, id);
      });
      const items = receipts.map(it => ({
        id: showId('file', it.fileId),
        name: it.name,
        contentType: it.contentType,
        addedAt: it.addedAt.toString(),
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/expenses/{id}/receipts',
      summary: 'Attach a receipt',
      description: 'PDF, JPEG, PNG, WebP or HEIC, checked by content. The same file twice is one receipt.',
      request: { params: idParam, ...jsonBody(z.object(fileBody)) },
      responses: answers(201, 'Attached', madeOut),
    }),
    async c => {
      const id = pathId('expense', c.req.valid('param').id);
      const fileId = await attachReceipt(ctx, c.get('caller').owner, id, readFileBody(c.req.valid('json')));
      return c.json({ id: showId('file', fileId) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/expenses/{id}/receipts/{file}',
      summary: 'The file of a receipt',
      request: { params: receiptParams },
      responses: fileAnswers(),
    }),
    async c => {
      const { id, file } = c.req.valid('param');
      const found = await readReceipt(ctx, c.get('caller').owner, pathId('expense', id), pathId('file', file));
      return c.body(Uint8Array.from(found.bytes), 200, { 'Content-Type': found.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/expenses/{id}/receipts/{file}',
      summary: 'Remove a receipt from its expense',
      request: { params: receiptParams },
      responses: answers(200, 'Removed', madeOut),
    }),
    async c => {
      const { id, file } = c.req.valid('param');
      await removeReceipt(ctx, c.get('caller').owner, pathId('expense', id), pathId('file', file));
      return c.json({ id: file }, 200);
    },
  );
  mailedReceipts(app, ctx);
}

function mailedReceipts(app: OpenAPIHono<ApiEnv>, ctx: Ctx): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/mailed-receipts',
      summary: 'Receipts that were mailed in and wait to be entered, the latest first',
      responses: answers(200, 'All', mailsOut),
    }),
    async c => {
      const { waiting, address } = await asOwner(ctx.db, c.get('caller').owner, async tx => ({
        waiting: await listWaiting(tx),
        address: await receiptAddress(ctx, tx),
      }));
      const items = waiting.map(({ isSettled: _, ...it }) => ({
        ...it,
        id: showId('receiptMail', it.id),
        receivedAt: it.receivedAt.toString(),
        files: it.files.map(file => ({ id: showId('file', file.id), name: file.name })),
      }));
      return c.json({ address: address ?? null, items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/receipt-address',
      summary: 'Make the secret address for receipts, or replace it: the old one stops at once',
      responses: answers(201, 'Made', z.object({ address: z.string() })),
    }),
    async c => c.json({ address: await makeReceiptAddress(ctx, c.get('caller').owner) }, 201),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/mailed-receipts/{id}/files/{file}',
      summary: 'A file of a receipt that waits',
      request: { params: receiptParams },
      responses: fileAnswers(),
    }),
    async c => {
      const { id, file } = c.req.valid('param');
      const found = await readMailedFile(ctx, c.get('caller').owner, pathId('receiptMail', id), pathId('file', file));
      return c.body(Uint8Array.from(found.bytes), 200, { 'Content-Type': found.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/mailed-receipts/{id}/enter',
      summary: 'Enter a mailed receipt as an expense: its files become the receipts',
      request: {
        params: idParam,
        ...jsonBody(
          z.object({
            id: z.string().optional(),
            category: z.enum(EXPENSE_KEYS),
            spentOn: z.string(),
            description: z.string(),
            amount: z.string(),
            businessShare: z.union([z.string(), z.number()]).optional(),
            isCapital: z.boolean().optional(),
            isBilled: z.boolean().optional(),
            booking: z.string().optional(),
          }),
        ),
      },
      responses: answers(201, 'Entered', madeOut),
    }),
    async c => {
      const mailId = pathId('receiptMail', c.req.valid('param').id);
      const input = readInput(expenseInput, c.req.valid('json'));
      return c.json({ id: showId('expense', await enterReceipt(ctx, c.get('caller').owner, mailId, input)) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/mailed-receipts/{id}',
      summary: 'Put a mailed receipt away: it is no expense, and its files are deleted',
      request: { params: idParam },
      responses: answers(200, 'Put away', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await putAway(ctx, c.get('caller').owner, pathId('receiptMail', id));
      return c.json({ id }, 200);
    },
  );
}
