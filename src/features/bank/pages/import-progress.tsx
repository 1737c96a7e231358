import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { visitorOf, type WebEnv } from '#platform/web.ts';
import { BANK_FORMATS } from '#rules/bank/bank-line.ts';
import { readId, showId } from '#rules/ids.ts';
import type { BankImport } from '../bank-lines.ts';
import { listImports } from '../import-store.ts';

/** One file: how far the worker is with it, and what it brought. A reload asks again. */
export function importProgressPages(ctx: Needs<'db'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/bank/imports/:id', async c => {
    const id = readId('bankImport', c.req.param('id'));
    if (!id) throw notFound('import');
    const [file] = await asOwner(ctx.db, visitorOf(c).owner, tx => listImports(tx, { id, limit: 1 }));
    if (!file) throw notFound('import');
    return showPage(
      c,
      { title: 'A bank file', lead: file.fileName, islands: ['progress-watch'] },
      <progress-watch class="flex flex-col gap-8" data-busy={file.state === 'waiting' ? 'yes' : undefined}>
        {file.state === 'failed' && <Caution>It could not be read: {file.fault}</Caution>}
        {file.state === 'waiting' ? <Reading file={file} /> : <Read file={file} />}
      </progress-watch>,
    );
  });
  return app;
}

function Reading({ file }: { file: BankImport }) {
  return (
    <section aria-labelledby="progress">
      <h2 id="progress" class="mb-2 text-lg font-medium">
        Being read
      </h2>
      <p role="status" class="mb-2 tabular-nums">
        {file.lineCount} of {file.lineTotal} lines kept
      </p>
      <progress
        class="progress progress-primary w-full max-w-md"
        value={file.lineCount}
        max={Math.max(file.lineTotal, 1)}
        aria-labelledby="progress"
      ></progress>
      <p class="mt-3 max-w-prose text-muted">
        You may leave: it goes on by itself.{' '}
        <a class="link" href={`/bank/imports/${showId('bankImport', file.id)}`}>
          See how far it is
        </a>
      </p>
    </section>
  );
}

function Read({ file }: { file: BankImport }) {
  return (
    <>
      <Facts
        rows={[
          ['Read as', BANK_FORMATS[file.format]],
          ['Account', file.bankAccount ?? 'No particular account'],
          ['Lines kept', String(file.lineCount)],
          ['Of these recorded', String(file.settledCount)],
        ]}
      />
      <p>
        <a class="btn btn-primary min-h-11" href="/bank">
          Say what the lines pay
        </a>
      </p>
    </>
  );
}
