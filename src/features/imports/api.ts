import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, idParam, jsonBody, madeOut, momentOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import { requiredText, shownId } from '#platform/input.ts';
import { showId } from '#rules/ids.ts';
import { FIELDS, guessFields, IMPORT_KINDS } from './fields.ts';
import { cell, MOST_COLUMNS, MOST_LINES } from './input.ts';
import { planBatch, startImport, takeFile } from './run-import.ts';
import { type Batch, findBatch, listBatches, listLines } from './store.ts';
import { undoImport } from './undo-import.ts';

const importIn = z.object({
  id: shownId('importBatch', 'the import').optional(),
  kind: z.enum(IMPORT_KINDS),
  name: requiredText('the name of the file', 120),
  headings: z.array(cell('a heading', 200)).min(1).max(MOST_COLUMNS),
  lines: z
    .array(z.array(cell('a cell', 2000)).max(MOST_COLUMNS))
    .min(1)
    .max(MOST_LINES),
  columns: z
    .array(cell('a field', 40))
    .optional()
    .openapi({ description: 'The field of each column, "" to leave it out; guessed from the headings where missing' }),
  usualStart: cell('the usual start', 20),
  usualEnd: cell('the usual end', 20),
  paidWithoutDay: z.enum(['refuse', 'due']).default('refuse'),
});

const importOut = z
  .object({
    id: z.string(),
    kind: z.enum(IMPORT_KINDS),
    name: z.string(),
    state: z.enum(['mapping', 'running', 'done', 'undone']),
    takenAt: momentOut,
    lines: z.number(),
    done: z.number(),
    made: z.number(),
  })
  .openapi('Import');

const lineOut = z.object({
  line: z.number(),
  outcome: z.enum(['make', 'made', 'duplicate', 'wrong']).nullable(),
  words: z.string(),
});

/** Imports: taken, looked at, carried out by the worker, taken back. */
export function importsApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/imports',
      summary: 'List imports, the latest first',
      responses: answers(200, 'All', z.object({ items: z.array(importOut) })),
    }),
    async c => {
      const batches = await asOwner(ctx.db, c.get('caller').owner, listBatches);
      return c.json({ items: batches.map(shown) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/imports',
      summary: 'Take lines to be looked at; nothing is made of them yet',
      description: `Fields: ${IMPORT_KINDS.map(kind => `${kind}: ${FIELDS[kind].map(it => it.key).join(', ')}`).join('; ')}.`,
      request: jsonBody(importIn),
      responses: answers(201, 'Taken', madeOut),
    }),
    async c => {
      const input = c.req.valid('json');
      const id = input.id ?? newId('importBatch');
      const { kind, name, headings, usualStart, usualEnd, paidWithoutDay } = input;
      const columns = input.columns ?? guessFields(kind, headings);
      const lines = input.lines.map((cells, at) => ({ line: at + 2, cells }));
      const choice = { columns, usualStart, usualEnd, paidWithoutDay };
      await takeFile(ctx, c.get('caller').owner, { id, kind, fileName: name, headings, choice }, lines);
      return c.json({ id: showId('importBatch', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/imports/{id}',
      summary: 'How an import stands, with what each line would become or became',
      request: { params: idParam },
      responses: answers(200, 'The import', importOut.extend({ items: z.array(lineOut) }).openapi('ImportWithLines')),
    }),
    async c => {
      const id = pathId('importBatch', c.req.valid('param').id);
      const found = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const batch = await findBatch(tx, id);
        if (!batch) throw notFound('import');
        const plan = batch.state === 'mapping' ? await planBatch(tx, batch, ctx.clock.today()) : undefined;
        const items = (await listLines(tx, id)).map(({ line, outcome, reason }) => {
          const planned = plan?.get(line);
          if (!planned) return { line, outcome, words: reason };
          return { line, outcome: planned.outcome, words: planned.outcome === 'make' ? planned.words : planned.reason };
        });
        return { ...shown(batch), items };
      });
      return c.json(found, 200);
    },
  );
  for (const [step, summary, verb] of [
    ['start', 'Have the worker import it', startImport],
    ['undo', 'Take the whole import back', undoImport],
  ] as const)
    app.openapi(
      createRoute({
        method: 'post',
        path: `/imports/{id}/${step}`,
        summary,
        request: { params: idParam },
        responses: answers(200, 'Done', madeOut),
      }),
      async c => {
        const { id } = c.req.valid('param');
        await verb(ctx, c.get('caller').owner, pathId('importBatch', id));
        return c.json({ id }, 200);
      },
    );
  return app;
}

function shown(batch: Batch) {
  return {
    id: showId('importBatch', batch.id),
    kind: batch.kind,
    name: batch.fileName,
    state: batch.state,
    takenAt: batch.createdAt.toString(),
    lines: batch.lineCount,
    done: batch.doneCount,
    made: batch.madeCount,
  };
}
