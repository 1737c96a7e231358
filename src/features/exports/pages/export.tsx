import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { ArchiveProgress, sizeWords } from '#platform/ui/archive.tsx';
import { Moment } from '#platform/ui/figures.tsx';
import { Form, HiddenField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import { provenVisitor, requireProof, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { KEPT_DAYS } from '#rules/retention.ts';
import { askForExport, deleteExport, isOver, openExport } from '../ask-export.ts';
import { exportInput } from '../input.ts';
import { type AccountExport, listExports } from '../store.ts';
import { EXPORTED, LEFT_OUT } from '../tables.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files'>;

const PATH = '/account/export';

/** The whole account as one file: asked for, watched while it is made, downloaded. Only its owner gets there, who proved lately that it is them. */
export function exportPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(PATH, requireProof);
  app.use(`${PATH}/*`, requireProof);

  app.get(PATH, async c => show(ctx, c));

  app.post(PATH, c =>
    answerForm(
      c,
      async values => {
        const { owner } = provenVisitor(c);
        await askForExport(ctx, owner, readInput(exportInput, values).id);
        return c.redirect(withNotice(PATH, 'export-asked'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  app.get(`${PATH}/:id/file`, async c =>
    serveFile(c, await openExport(ctx, provenVisitor(c).owner, exportIn(c)), 'attachment'),
  );

  app.post(`${PATH}/:id/delete`, async c => {
    await deleteExport(ctx, visitorOf(c).owner, exportIn(c));
    return c.redirect(withNotice(PATH, 'export-deleted'), 303);
  });

  return app;
}

async function show(ctx: Ctx, c: WebContext, refused?: FormState) {
  const all = await asOwner(ctx.db, visitorOf(c).owner, listExports);
  const running = all.find(it => it.state === 'waiting' || it.state === 'making');
  const ready = all.filter(it => it.state === 'ready' && !isOver(it, ctx.clock.now()));
  const form = refused ?? freshForm({ id: showId('accountExport', newId('accountExport')) });
  return showPage(
    c,
    {
      title: 'Take your account with you',
      lead: 'Everything you entered and every paper that was made of it, in one ZIP file.',
      islands: ['progress-watch'],
      action: (
        <a class="btn min-h-11" href="/account">
          Account
        </a>
      ),
    },
    <div class="flex flex-col gap-8">
      <progress-watch class="flex flex-col gap-8" data-busy={running ? 'yes' : undefined}>
        {running ? (
          <ArchiveProgress
            words={running.parts === 0 ? 'Reading the records' : `${running.done} of ${running.parts} files gathered`}
            done={running.done}
            parts={running.parts}
            href={PATH}
          />
        ) : (
          <Form
            action={PATH}
            form={form}
            submit={ready.length > 0 ? 'Gather it anew' : 'Gather everything'}
            tone={ready.length > 0 ? 'neutral' : 'primary'}
          >
            <HiddenField name="id" value={typed(form, 'id')} />
          </Form>
        )}
        {all[0]?.state === 'failed' && (
          <Caution>
            The last one could not be made. It is tried again by itself; you may also ask for another one.
          </Caution>
        )}
        <Ready all={ready} />
      </progress-watch>
      <About />
    </div>,
  );
}

function Ready({ all }: { all: readonly AccountExport[] }) {
  if (all.length === 0) return null;
  return (
    <Table
      caption="Files that can be downloaded"
      rows={all}
      columns={[
        {
          heading: 'File',
          lead: true,
          cell: it => (
            <a class="btn btn-primary min-h-11" href={`${pathOf(it)}/file`}>
              Download
              <span class="sr-only"> the account as of {it.askedAt.toString()}</span>
            </a>
          ),
        },
        { heading: 'As of', cell: it => it.readyAt && <Moment at={it.readyAt} /> },
        { heading: 'Size', figures: true, cell: it => sizeWords(it.sizeBytes ?? 0) },
        { heading: 'Until', cell: it => it.expiresAt && <Moment at={it.expiresAt} /> },
        {
          heading: 'Delete',
          cell: it => (
            <form method="post" action={`${pathOf(it)}/delete`}>
              <button type="submit" class="btn btn-ghost btn-sm min-h-11">
                Delete<span class="sr-only"> the account as of {it.askedAt.toString()}</span>
              </button>
            </form>
          ),
        },
      ]}
    />
  );
}

function About() {
  return (
    <section aria-labelledby="about" class="max-w-prose">
      <h2 id="about" class="mb-2 text-lg font-medium">
        What is in it
      </h2>
      <ul class="list-disc pl-6">
        {Object.keys(EXPORTED).map(heading => (
          <li>{heading}</li>
        ))}
      </ul>
      <p class="mt-3">
        Each table is there for a spreadsheet (CSV) and for programs (JSON), each stored paper and receipt as it is,
        with a text that explains it all and a list of SHA-256 sums that shows that nothing was changed. It can be
        brought into an empty account of another installation of Sessional.
      </p>
      <p class="mt-3">
        Keep it safe: your bank details and your National Insurance number are readable in it. It can be downloaded for{' '}
        {KEPT_DAYS.accountExport} days and made again at any time.
      </p>
      <details class="mt-3">
        <summary class="min-h-11 cursor-pointer py-2 font-medium">What is left out, and why</summary>
        <ul class="list-disc pl-6">
          {Object.entries(LEFT_OUT).map(([table, why]) => (
            <li>
              {table.replaceAll('_', ' ')}: {why}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function pathOf({ id }: AccountExport): string {
  return `${PATH}/${showId('accountExport', id)}`;
}

function exportIn(c: WebContext): Id<'accountExport'> {
  const id = readId('accountExport', c.req.param('id') ?? '');
  if (!id) throw notFound('export');
  return id;
}
