import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, type FormValues, freshForm, inScope, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { Badge, Day, Moment } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, HiddenField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import { answerUpload, UploadForm } from '#platform/upload/upload-form.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import {
  CATEGORY_LABELS,
  checklistFor,
  DOCUMENT_CATEGORIES,
  type DocumentCategory,
} from '#rules/compliance-checklist.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { professionOf } from '#rules/professions.ts';
import { correctDocument, proposalFor, usualMonths } from '../correct-document.ts';
import { type KeptDocument, standingOf } from '../document.ts';
import { correctionInput, documentInput, renewalInput, validityInput } from '../input.ts';
import { deleteDocument, keepDocument, renewDocument, setValidity } from '../keep-document.ts';
import { listDocuments, listVersions, readDocument, readValidities } from '../store.ts';
import { CorrectForm, ExpiryProposal, valuesOf } from './correct-form.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'scanner'>;

const STANDING = {
  valid: ['success', 'valid'],
  expiring: ['warning', 'expires soon'],
  expired: ['error', 'expired'],
} as const;

/** The locum's own papers: the checklist of the profession, each paper with its versions. */
export function documentPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/documents', requireVisitor);
  app.use('/documents/*', requireVisitor);

  app.get('/documents', async c => showList(ctx, c, freshForm()));

  app.post('/documents/validity', async c =>
    answerForm(
      c,
      async values => {
        const { category, months } = readInput(validityInput, values);
        await setValidity(ctx, visitorOf(c).owner, category, months);
        return c.redirect(withNotice('/documents', 'saved'), 303);
      },
      form => showList(ctx, c, form),
    ),
  );

  app.get('/documents/new', async c => {
    const category = DOCUMENT_CATEGORIES.find(it => it === c.req.query('category')) ?? 'other';
    const title = category === 'other' ? '' : CATEGORY_LABELS[category];
    return showNew(ctx, c, freshForm({ id: showId('document', newId('document')), category, title }));
  });

  app.post('/documents', async c =>
    answerUpload(
      c,
      async (values, file) => {
        const id = await keepDocument(ctx, visitorOf(c).owner, readInput(documentInput, values), file);
        return c.redirect(withNotice(`/documents/${showId('document', id)}`, 'saved'), 303);
      },
      form => showNew(ctx, c, form),
    ),
  );

  app.get('/documents/:id', async c => showOne(ctx, c, freshForm()));

  app.get('/documents/:id/file', async c => {
    const version = Number(c.req.query('version') ?? 0);
    const file = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
      const versions = await listVersions(tx, idOf(c));
      const wanted = versions.find(it => it.version === version) ?? versions[0];
      if (!wanted) throw notFound('document');
      return readStoredFile(ctx, tx, wanted.fileId);
    });
    return serveFile(c, file, 'attachment');
  });

  app.post('/documents/:id/renew', async c =>
    answerUpload(
      c,
      async (values, file) => {
        await renewDocument(ctx, visitorOf(c).owner, idOf(c), readInput(renewalInput, values), file);
        return c.redirect(withNotice(`/documents/${c.req.param('id')}`, 'saved'), 303);
      },
      form => showOne(ctx, c, form),
    ),
  );

  app.post('/documents/:id/correct', async c =>
    answerForm(
      c,
      async values => {
        await correctDocument(ctx, visitorOf(c).owner, idOf(c), readInput(correctionInput, values));
        return c.redirect(withNotice(`/documents/${c.req.param('id')}`, 'saved'), 303);
      },
      form => showOne(ctx, c, freshForm(), form),
    ),
  );

  app.post('/documents/:id/delete', async c => {
    await deleteDocument(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice('/documents', 'document-deleted'), 303);
  });

  return app;
}

async function showList(ctx: Ctx, c: WebContext, form: FormState) {
  const visitor = visitorOf(c);
  const { documents, validities } = await asOwner(ctx.db, visitor.owner, async tx => ({
    documents: await listDocuments(tx),
    validities: await readValidities(tx),
  }));
  const checklist = checklistFor(professionOf(visitor.profession).code).map(item => ({
    ...item,
    months: validities.has(item.category) ? (validities.get(item.category) ?? null) : item.months,
    document: documents.find(it => it.category === item.category),
  }));
  const others = documents.filter(it => !checklist.some(item => item.document?.id === it.id));
  return showPage(
    c,
    {
      title: 'Documents',
      lead: 'What practices ask for, kept for your eyes until you share it.',
      wide: true,
      action: (
        <span class="flex flex-wrap gap-3">
          <a href="/documents/packs" class="btn min-h-11">
            Shared packs
          </a>
          <a href="/documents/new" class="btn btn-primary min-h-11">
            Add a document
          </a>
        </span>
      ),
    },
    <div class="flex flex-col gap-10">
      <section aria-labelledby="checklist">
        <h2 id="checklist" class="mb-3 text-lg font-medium">
          Checklist for{' '}
          {professionOf(visitor.profession).label.toLowerCase() === 'gp'
            ? 'GPs'
            : `${professionOf(visitor.profession).label.toLowerCase()}s`}
        </h2>
        <Table
          caption="What is usually asked for"
          rows={checklist}
          columns={[
            { heading: 'Document', lead: true, cell: it => CATEGORY_LABELS[it.category] },
            {
              heading: 'Yours',
              cell: it =>
                it.document ? (
                  <DocumentLink document={it.document} today={ctx.clock.today()} />
                ) : (
                  <a class="link" href={`/documents/new?category=${it.category}`}>
                    add it
                  </a>
                ),
            },
            {
              heading: 'Expires',
              cell: it => (it.document?.expiresOn ? <Day day={it.document.expiresOn} short /> : '–'),
            },
            {
              heading: 'Usually counts',
              cell: it => `${it.months === null ? 'no expiry' : `${it.months} months`}: ${it.basis}`,
            },
          ]}
        />
      </section>
      {others.length > 0 && (
        <section aria-labelledby="others">
          <h2 id="others" class="mb-3 text-lg font-medium">
            Others
          </h2>
          <Table
            caption="Other documents"
            rows={others}
            columns={[
              { heading: 'Document', lead: true, cell: it => <DocumentLink document={it} today={ctx.clock.today()} /> },
              { heading: 'Kind', cell: it => CATEGORY_LABELS[it.category] },
              { heading: 'Expires', cell: it => (it.expiresOn ? <Day day={it.expiresOn} short /> : '–') },
            ]}
          />
        </section>
      )}
      <details open={Object.keys(form.errors).length > 0} class="border-t border-base-300 pt-4">
        <summary class="min-h-11 cursor-pointer">Change how long a kind of document counts</summary>
        <p class="mb-3 max-w-prose text-muted">
          None of these periods is law. Set what your practices ask for; 0 months means that it does not expire.
        </p>
        <Form action="/documents/validity" form={form} submit="Set it" tone="neutral">
          <FieldRow>
            <CategoryField form={form} />
            <TextField form={form} name="months" label="Months" inputmode="numeric" width="w-24" />
          </FieldRow>
        </Form>
      </details>
    </div>,
  );
}

function DocumentLink({ document, today }: { document: KeptDocument; today: Temporal.PlainDate }) {
  const [tone, word] = STANDING[standingOf(document, today)];
  return (
    <>
      <a class="link" href={`/documents/${showId('document', document.id)}`}>
        {document.title}
      </a>{' '}
      <Badge tone={tone}>{word}</Badge>
    </>
  );
}

function CategoryField({ form }: { form: FormState }) {
  return (
    <SelectField
      form={form}
      name="category"
      label="Kind"
      options={DOCUMENT_CATEGORIES.map(value => ({ value, label: CATEGORY_LABELS[value] }))}
    />
  );
}

async function showNew(ctx: Ctx, c: WebContext, form: FormState) {
  const months = await typedMonths(ctx, c, form.values);
  return showPage(
    c,
    { title: 'Add a document' },
    <UploadForm action="/documents" form={form} submit="Keep it" cancel="/documents">
      <HiddenField name="id" value={typed(form, 'id')} />
      <CategoryField form={form} />
      <TextField form={form} name="title" label="Title" />
      <Dates form={form} months={months} />
    </UploadForm>,
  );
}

function Dates({ form, months }: { form: FormState; months: number | null }) {
  return (
    <FieldRow>
      <DayField form={form} name="issuedOn" label="Issued on (optional)" />
      <DayField
        form={form}
        name="expiresOn"
        label="Expires on (optional)"
        hint={months === null ? 'Usually has no expiry of its own' : `Usually ${months} months after the issue`}
      />
    </FieldRow>
  );
}

async function typedMonths(ctx: Ctx, c: WebContext, values: FormValues): Promise<number | null> {
  const category = DOCUMENT_CATEGORIES.find(it => it === values.category);
  return category ? monthsOf(ctx, c, category) : null;
}

async function monthsOf(ctx: Ctx, c: WebContext, category: DocumentCategory): Promise<number | null> {
  const { owner, profession } = visitorOf(c);
  return asOwner(ctx.db, owner, tx => usualMonths(tx, category, professionOf(profession).code));
}

async function showOne(ctx: Ctx, c: WebContext, typedForm: FormState, correction?: FormState) {
  const { owner, profession } = visitorOf(c);
  const { document, versions, proposed } = await asOwner(ctx.db, owner, async tx => {
    const document = await readDocument(tx, idOf(c));
    if (!document) throw notFound('document');
    return {
      document,
      versions: await listVersions(tx, idOf(c)),
      proposed: await proposalFor(tx, document, professionOf(profession).code),
    };
  });
  const path = `/documents/${showId('document', document.id)}`;
  const [tone, word] = STANDING[standingOf(document, ctx.clock.today())];
  const form = inScope('renew', typedForm);
  return showPage(
    c,
    { title: document.title, lead: CATEGORY_LABELS[document.category], action: <Badge tone={tone}>{word}</Badge> },
    <div class="flex flex-col gap-10">
      <Facts
        rows={[
          ['Issued', document.issuedOn ? <Day day={document.issuedOn} /> : '–'],
          ['Expires', document.expiresOn ? <Day day={document.expiresOn} /> : 'no day given'],
          [
            'File',
            <a class="link" href={`${path}/file`}>
              {document.fileName} ({Math.max(1, Math.round(document.sizeBytes / 1024))} kB)
            </a>,
          ],
        ]}
      />
      {proposed && <ExpiryProposal action={`${path}/correct`} document={document} proposed={proposed} />}
      <CorrectForm action={`${path}/correct`} form={inScope('correct', correction ?? freshForm(valuesOf(document)))} />
      <section aria-labelledby="renew">
        <h2 id="renew" class="mb-3 text-lg font-medium">
          Renew it
        </h2>
        <UploadForm action={`${path}/renew`} form={form} submit="Keep the new one">
          <Dates form={form} months={await monthsOf(ctx, c, document.category)} />
        </UploadForm>
      </section>
      {versions.length > 1 && (
        <section aria-labelledby="versions">
          <h2 id="versions" class="mb-3 text-lg font-medium">
            Versions
          </h2>
          <Table
            caption="Versions, the newest first"
            rows={versions}
            columns={[
              {
                heading: 'Version',
                lead: true,
                cell: it => (
                  <a class="link" href={`${path}/file?version=${it.version}`}>
                    Version {it.version}
                  </a>
                ),
              },
              { heading: 'Expires', cell: it => (it.expiresOn ? <Day day={it.expiresOn} short /> : '–') },
              { heading: 'Added', cell: it => <Moment at={it.addedAt} /> },
            ]}
          />
        </section>
      )}
      <details class="border-t border-base-300 pt-4">
        <summary class="min-h-11 cursor-pointer">Delete it</summary>
        <p class="mb-3 max-w-prose text-muted">
          All its versions are deleted for good, and the links that show it show it no more.
        </p>
        <Form action={`${path}/delete`} form={inScope('delete')} submit="Delete the document" tone="error" />
      </details>
    </div>,
  );
}

function idOf(c: WebContext): Id<'document'> {
  const id = readId('document', c.req.param('id') ?? '');
  if (!id) throw notFound('document');
  return id;
}
