import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { ArchiveProgress, sizeWords } from '#platform/ui/archive.tsx';
import { Moment } from '#platform/ui/figures.tsx';
import { HiddenField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { askForPack, deletePack, openPack } from '../ask-pack.ts';
import { packInput } from '../input.ts';
import { PACK_DAYS } from '../make-pack.ts';
import { listPacks, type YearPack } from '../pack-store.ts';
import { yearIn, yearWords } from './tax-year-path.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files'>;

/** The year-end pack for the accountant: asked for, watched while it is made, downloaded. */
export function taxPackPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/tax/:year/pack', requireVisitor);
  app.use('/tax/:year/pack/*', requireVisitor);

  app.get('/tax/:year/pack', async c => showPacks(ctx, c));

  app.post('/tax/:year/pack', async c => {
    const year = yearIn(c);
    const { id } = readInput(packInput, await readForm(c));
    await askForPack(ctx, visitorOf(c).owner, year, id);
    return c.redirect(withNotice(`/tax/${year}/pack`, 'pack-asked'), 303);
  });

  app.get('/tax/:year/pack/:id/file', async c =>
    serveFile(c, await openPack(ctx, visitorOf(c).owner, packIn(c)), 'attachment'),
  );

  app.post('/tax/:year/pack/:id/delete', async c => {
    await deletePack(ctx, visitorOf(c).owner, packIn(c));
    return c.redirect(withNotice(`/tax/${yearIn(c)}/pack`, 'pack-deleted'), 303);
  });

  return app;
}

async function showPacks(ctx: Ctx, c: WebContext) {
  const year = yearIn(c);
  const packs = await asOwner(ctx.db, visitorOf(c).owner, tx => listPacks(tx, year));
  const running = packs.find(isRunning);
  return showPage(
    c,
    {
      title: `Pack for the accountant ${yearWords(year)}`,
      lead: 'The whole tax year in one ZIP file.',
      islands: ['progress-watch'],
      action: (
        <a class="btn min-h-11" href={`/tax/${year}`}>
          The tax year
        </a>
      ),
    },
    <progress-watch class="flex flex-col gap-8" data-busy={running ? 'yes' : undefined}>
      <p class="max-w-prose text-muted">
        A summary to open first, the rows behind each figure as CSV, all invoices and credit notes as PDF, the receipts
        of your expenses, and a list of SHA-256 sums by which your accountant can tell that nothing was changed. A pack
        can be downloaded for {PACK_DAYS} days; make it again whenever the books changed.
      </p>
      {running ? (
        <ArchiveProgress
          words={running.parts === 0 ? 'Reading the books' : `${running.done} of ${running.parts} papers gathered`}
          done={running.done}
          parts={running.parts}
          href={`/tax/${year}/pack`}
        />
      ) : (
        <Ask year={year} isFirst={packs.length === 0} />
      )}
      {packs[0]?.state === 'failed' && (
        <Caution>
          The last pack could not be made. It is tried again by itself; you may also ask for another one.
        </Caution>
      )}
      <Packs packs={packs.filter(it => it.state === 'ready')} />
    </progress-watch>,
  );
}

function Ask({ year, isFirst }: { year: string; isFirst: boolean }) {
  return (
    <form method="post" action={`/tax/${year}/pack`}>
      <HiddenField name="id" value={showId('taxPack', newId('taxPack'))} />
      <button type="submit" class="btn btn-primary min-h-11">
        {isFirst ? 'Make the pack' : 'Make it again'}
      </button>
    </form>
  );
}

function Packs({ packs }: { packs: readonly YearPack[] }) {
  if (packs.length === 0) return null;
  return (
    <Table
      caption="Packs that can be downloaded"
      rows={packs}
      columns={[
        {
          heading: 'Pack',
          lead: true,
          cell: it => (
            <a class="btn min-h-11" href={`${pathOf(it)}/file`}>
              Download
              <span class="sr-only"> the pack of {it.askedAt.toString()}</span>
            </a>
          ),
        },
        { heading: 'Books as of', cell: it => it.readyAt && <Moment at={it.readyAt} /> },
        { heading: 'Size', figures: true, cell: it => sizeWords(it.sizeBytes ?? 0) },
        { heading: 'Until', cell: it => it.expiresAt && <Moment at={it.expiresAt} /> },
        {
          heading: 'Delete',
          cell: it => (
            <form method="post" action={`${pathOf(it)}/delete`}>
              <button type="submit" class="btn btn-ghost btn-sm min-h-11">
                Delete<span class="sr-only"> the pack of {it.askedAt.toString()}</span>
              </button>
            </form>
          ),
        },
      ]}
    />
  );
}

function pathOf({ id, year }: YearPack): string {
  return `/tax/${year}/pack/${showId('taxPack', id)}`;
}

function packIn(c: WebContext): Id<'taxPack'> {
  const id = readId('taxPack', c.req.param('id') ?? '');
  if (!id) throw notFound('pack');
  return id;
}

function isRunning({ state }: YearPack): boolean {
  return state === 'waiting' || state === 'making';
}
