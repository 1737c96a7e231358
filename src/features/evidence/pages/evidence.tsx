import { Hono } from 'hono';
import { findInvoice } from '#features/invoices/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Moment } from '#platform/ui/figures.tsx';
import { Form, HiddenField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { askForEvidence, openEvidence } from '../ask-evidence.ts';
import { evidenceInput } from '../input.ts';
import type { EvidencePack } from '../pack.ts';
import { listPacks } from '../store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files'>;

/** All that proves one invoice, as an archive to download. Only its owner gets there: no link opens it. */
export function evidencePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/invoices/:id/evidence', requireVisitor);
  app.use('/invoices/:id/evidence/*', requireVisitor);

  app.get('/invoices/:id/evidence', async c => show(ctx, c));

  app.post('/invoices/:id/evidence', async c =>
    answerForm(
      c,
      async values => {
        await askForEvidence(ctx, visitorOf(c).owner, idOf(c), readInput(evidenceInput, values).id);
        return c.redirect(withNotice(`${pathOf(idOf(c))}/evidence`, 'evidence-asked'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  app.get('/invoices/:id/evidence/:pack', async c => {
    const pack = readId('evidencePack', c.req.param('pack'));
    if (!pack) throw notFound('evidence pack');
    return serveFile(c, await openEvidence(ctx, visitorOf(c).owner, idOf(c), pack), 'attachment');
  });

  return app;
}

async function show(ctx: Ctx, c: WebContext, refused?: FormState) {
  const { invoice, packs } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    invoice: await findInvoice(tx, idOf(c), ctx.clock.today()),
    packs: await listPacks(tx, idOf(c)),
  }));
  if (!invoice || invoice.number === null) throw notFound('invoice');
  const [pack] = packs;
  const isUnderWay = pack?.state === 'waiting' || pack?.state === 'making';
  const form = refused ?? freshForm({ id: showId('evidencePack', newId('evidencePack')) });
  return showPage(
    c,
    {
      title: `Evidence for ${invoice.number}`,
      lead: `Everything that proves what ${invoice.organisationName} owes, in one archive.`,
      action: (
        <a class="btn min-h-11" href={pathOf(invoice.id)}>
          Invoice {invoice.number}
        </a>
      ),
      ...(isUnderWay ? { head: <meta http-equiv="refresh" content="2" /> } : {}),
    },
    <div class="flex max-w-2xl flex-col gap-8">
      <p>
        What was agreed and acknowledged, the sign-off, the invoice, when each mail went out and was opened, reminders,
        messages, payments, interest and letters; with an index and a list of SHA-256 sums that shows that nothing was
        changed afterwards. It holds what you and the organisation wrote, so give it only to whoever decides about the
        claim.
      </p>
      {pack && <Progress pack={pack} path={pathOf(invoice.id)} />}
      {!isUnderWay && (
        <Form
          action={`${pathOf(invoice.id)}/evidence`}
          form={form}
          submit={pack?.state === 'ready' ? 'Gather it anew' : 'Gather the evidence'}
          tone={pack?.state === 'ready' ? 'neutral' : 'primary'}
        >
          <HiddenField name="id" value={typed(form, 'id')} />
        </Form>
      )}
    </div>,
  );
}

function Progress({ pack, path }: { pack: EvidencePack; path: string }) {
  if (pack.state === 'failed') return <Caution>It could not be gathered. It is tried again by itself.</Caution>;
  if (pack.state === 'ready') {
    return (
      <p>
        <a class="btn btn-primary min-h-11" href={`${path}/evidence/${showId('evidencePack', pack.id)}`}>
          Download the evidence (ZIP)
        </a>
        <span class="ml-3 text-muted">
          {pack.parts} files, as of {pack.readyAt && <Moment at={pack.readyAt} />}
        </span>
      </p>
    );
  }
  return (
    <div role="status">
      <p class="mb-2">
        {pack.parts === 0
          ? 'It waits for its turn. This page looks again every two seconds.'
          : `${pack.done} of ${pack.parts} files gathered. You can leave this page and come back.`}
      </p>
      <progress
        class="progress progress-primary"
        value={pack.done}
        max={Math.max(pack.parts, 1)}
        aria-label="Gathered"
      />
    </div>
  );
}

function idOf(c: WebContext): Id<'invoice'> {
  const id = readId('invoice', c.req.param('id') ?? '');
  if (!id) throw notFound('invoice');
  return id;
}

function pathOf(id: Id<'invoice'>): string {
  return `/invoices/${showId('invoice', id)}`;
}
