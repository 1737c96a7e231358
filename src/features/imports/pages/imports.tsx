import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Moment } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { readSheetFile } from '#platform/upload/read-sheet.ts';
import { answerUpload, UploadForm } from '#platform/upload/upload-form.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { guessFields, guessKind, KIND_LABELS } from '../fields.ts';
import { MOST_COLUMNS, MOST_LINES, readingInput } from '../input.ts';
import { chooseReading, dropFile, planBatch, startImport, takeFile } from '../run-import.ts';
import { type Batch, findBatch, listBatches, listLines, listMade } from '../store.ts';
import { undoImport } from '../undo-import.ts';
import { Reading } from './reading.tsx';
import { Progress, Result } from './result.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** What is brought along from elsewhere: a file is taken, read as the locum says, looked at, imported, and taken back where it was wrong. */
export function importPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/imports', requireVisitor);
  app.use('/imports/*', requireVisitor);

  app.get('/imports', async c => showStart(ctx, c, freshForm()));

  app.post('/imports', async c =>
    answerUpload(
      c,
      async (_, file) => {
        const [headings = [], ...rows] = await readSheetFile(file.bytes);
        if (rows.length === 0) throw new InputRefusal({ file: 'Only a line of headings is in this file.' });
        if (rows.length > MOST_LINES)
          throw new InputRefusal({
            file: `The file has ${rows.length} lines. Split it: at most ${MOST_LINES} go at once.`,
          });
        if (headings.length > MOST_COLUMNS)
          throw new InputRefusal({
            file: `The file has ${headings.length} columns. Leave the needed ones: at most ${MOST_COLUMNS} are read.`,
          });
        const [id, kind] = [newId('importBatch'), guessKind(headings)];
        const choice = {
          columns: guessFields(kind, headings),
          usualStart: '',
          usualEnd: '',
          paidWithoutDay: 'refuse' as const,
        };
        const fileName = file.name.slice(0, 120) || 'spreadsheet';
        const lines = rows.map((cells, at) => ({ line: at + 2, cells }));
        await takeFile(ctx, visitorOf(c).owner, { id, kind, fileName, headings, choice }, lines);
        return c.redirect(pathOf(id), 303);
      },
      form => showStart(ctx, c, form),
    ),
  );

  app.get('/imports/:id', async c => showBatch(ctx, c, undefined));

  app.post('/imports/:id', async c =>
    answerForm(
      c,
      async values => {
        const id = idOf(c);
        await chooseReading(ctx, visitorOf(c).owner, id, readInput(readingInput, values));
        return c.redirect(`${pathOf(id)}#lines`, 303);
      },
      form => showBatch(ctx, c, form),
    ),
  );

  app.post('/imports/:id/start', async c => {
    await startImport(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(pathOf(idOf(c)), 303);
  });

  app.post('/imports/:id/drop', async c => {
    await dropFile(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect('/imports', 303);
  });

  app.post('/imports/:id/undo', async c =>
    answerForm(
      c,
      async () => {
        await undoImport(ctx, visitorOf(c).owner, idOf(c));
        return c.redirect(withNotice(pathOf(idOf(c)), 'import-undone'), 303);
      },
      form => showBatch(ctx, c, form),
    ),
  );

  return app;
}

async function showStart(ctx: Ctx, c: WebContext, form: FormState) {
  const batches = await asOwner(ctx.db, visitorOf(c).owner, listBatches);
  return showPage(
    c,
    {
      title: 'Import',
      lead: 'Bring your history along: organisations, past sessions, and invoices already sent.',
      wide: true,
    },
    <div class="flex flex-col gap-10">
      <div class="max-w-2xl">
        <UploadForm
          action="/imports"
          form={form}
          submit="Look at it"
          accept=".csv,.xlsx,text/csv"
          label="Spreadsheet"
          hint="CSV or XLSX up to 2 MB, headings in the first line. Sheets of your own, and exports of other products such as Xero or QuickBooks."
        />
        <p class="mt-4 text-muted">
          First you see what each line would become; nothing is kept before you say so, and a whole file can be taken
          back. Nobody is mailed, and past work asks for no Form A. Expenses have{' '}
          <a class="link" href="/expenses/import">
            an import of their own
          </a>
          , and so has{' '}
          <a class="link" href="/bank">
            your bank statement
          </a>
          .
        </p>
      </div>
      <section aria-labelledby="files">
        <h2 id="files" class="mb-3 text-lg font-medium">
          Files
        </h2>
        {batches.length === 0 ? (
          <EmptyState title="None yet">
            Organisations go first, then invoices, then sessions: a session can name its invoice by its number.
          </EmptyState>
        ) : (
          <Table caption="Files, the latest first" rows={batches} columns={COLUMNS} />
        )}
      </section>
    </div>,
  );
}

const STATE_LABELS: Readonly<Record<Batch['state'], string>> = {
  mapping: 'Looked at, nothing imported',
  running: 'Being imported',
  done: 'Imported',
  undone: 'Taken back',
};

const COLUMNS = [
  {
    heading: 'File',
    lead: true,
    cell: (it: Batch) => (
      <a class="link" href={pathOf(it.id)}>
        {it.fileName}
      </a>
    ),
  },
  { heading: 'What', cell: (it: Batch) => KIND_LABELS[it.kind] },
  { heading: 'Taken', cell: (it: Batch) => <Moment at={it.createdAt} /> },
  { heading: 'State', cell: (it: Batch) => STATE_LABELS[it.state] },
  { heading: 'Lines', figures: true, cell: (it: Batch) => String(it.lineCount) },
];

async function showBatch(ctx: Ctx, c: WebContext, form: FormState | undefined) {
  const { batch, lines, plan, made } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const found = await findBatch(tx, idOf(c));
    if (!found) throw notFound('import');
    return {
      batch: found,
      lines: await listLines(tx, found.id),
      plan: found.state === 'mapping' ? await planBatch(tx, found, ctx.clock.today()) : undefined,
      made: await listMade(tx, found.id),
    };
  });
  const path = pathOf(batch.id);
  return showPage(
    c,
    {
      title: batch.fileName,
      lead: `${KIND_LABELS[batch.kind]}. ${STATE_LABELS[batch.state]}.`,
      wide: true,
      // moves on by itself while the worker is at it, without script
      ...(batch.state === 'running' ? { head: <meta http-equiv="refresh" content="2" /> } : {}),
      action: (
        <a class="btn min-h-11" href="/imports">
          All imports
        </a>
      ),
    },
    plan ? (
      <Reading batch={batch} lines={lines} plan={plan} path={path} form={form} />
    ) : batch.state === 'running' ? (
      <Progress batch={batch} path={path} />
    ) : (
      <Result batch={batch} lines={lines} made={made} path={path} form={form ?? freshForm()} />
    ),
  );
}

function pathOf(id: Id<'importBatch'>): string {
  return `/imports/${showId('importBatch', id)}`;
}

function idOf(c: WebContext): Id<'importBatch'> {
  const id = readId('importBatch', c.req.param('id') ?? '');
  if (!id) throw notFound('import');
  return id;
}
