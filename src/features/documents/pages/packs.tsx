import { Hono } from 'hono';
import { listLinks, listUses, shownLinks } from '#features/sharing/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Moment } from '#platform/ui/figures.tsx';
import { CheckboxField, FieldGroup, FieldRow, Form, HiddenField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { LinkTable } from '#platform/ui/link-table.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { CATEGORY_LABELS } from '#rules/compliance-checklist.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { packInput } from '../input.ts';
import type { Pack } from '../pack.ts';
import { listAsks, listPacked, listPacks, readPack } from '../pack-store.ts';
import { sharePack } from '../share-pack.ts';
import { listDocuments } from '../store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files'>;

const GUARD_WORDS: Readonly<Record<Pack['guard'], string>> = {
  none: 'whoever has the link',
  passcode: 'link and passcode',
  email: 'link and a code mailed to the recipient',
};

/** The locum's side of compliance packs: what was shared with whom, and every view of it. */
export function packPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/documents/packs', requireVisitor);
  app.use('/documents/packs/*', requireVisitor);

  app.get('/documents/packs', async c => {
    const packs = await asOwner(ctx.db, visitorOf(c).owner, listPacks);
    return showPage(
      c,
      {
        title: 'Shared packs',
        lead: 'Chosen documents for one recipient, behind one link that ends by itself.',
        action: (
          <a href="/documents/packs/new" class="btn btn-primary min-h-11">
            Share documents
          </a>
        ),
      },
      packs.length === 0 ? (
        <EmptyState title="Nothing shared">
          Choose documents, whom they are for and for how long. You see every view and can end the link at once.
        </EmptyState>
      ) : (
        <Table
          caption="Packs, the newest first"
          rows={packs}
          columns={[
            {
              heading: 'Pack',
              lead: true,
              cell: it => (
                <a class="link" href={`/documents/packs/${showId('pack', it.id)}`}>
                  {it.label}
                </a>
              ),
            },
            { heading: 'For', cell: it => it.recipientName },
            { heading: 'Opens to', cell: it => GUARD_WORDS[it.guard] },
            { heading: 'Shared', cell: it => <Moment at={it.createdAt} /> },
          ]}
        />
      ),
    );
  });

  app.get('/documents/packs/new', async c =>
    showNew(ctx, c, freshForm({ id: showId('pack', newId('pack')), days: '30', guard: 'none', followsRenewals: 'on' })),
  );

  app.post('/documents/packs', async c =>
    answerForm(
      c,
      async values => {
        const { id, url } = await sharePack(ctx, visitorOf(c).owner, readInput(packInput, values));
        if (url === undefined) return c.redirect(`/documents/packs/${showId('pack', id)}`, 303);
        return showPage(
          c,
          { title: 'The link to your documents', lead: 'Copy it now: it is not shown again, only replaced.' },
          <>
            <p class="mb-6 break-all">
              <a class="link" href={url}>
                {url}
              </a>
            </p>
            <a class="btn min-h-11" href={`/documents/packs/${showId('pack', id)}`}>
              To the pack
            </a>
          </>,
        );
      },
      form => showNew(ctx, c, form),
    ),
  );

  app.get('/documents/packs/:id', async c => showOne(ctx, c));

  return app;
}

async function showNew(ctx: Ctx, c: WebContext, form: FormState) {
  const documents = await asOwner(ctx.db, visitorOf(c).owner, listDocuments);
  if (documents.length === 0) {
    return showPage(
      c,
      { title: 'Share documents' },
      <EmptyState
        title="No documents yet"
        action={
          <a class="btn btn-primary min-h-11" href="/documents/new">
            Add a document
          </a>
        }
      >
        Add what you want to share first.
      </EmptyState>,
    );
  }
  return showPage(
    c,
    { title: 'Share documents' },
    <Form action="/documents/packs" form={form} submit="Share them" cancel="/documents/packs">
      <HiddenField name="id" value={typed(form, 'id')} />
      <fieldset id="f-documents">
        <legend class="mb-1 text-lg font-medium">Documents</legend>
        {form.errors.documents && <p class="text-sm font-medium text-error">{form.errors.documents}</p>}
        {documents.map(it => (
          <CheckboxField
            form={form}
            name="documents"
            value={showId('document', it.id)}
            label={`${it.title} (${CATEGORY_LABELS[it.category].toLowerCase()})`}
          />
        ))}
      </fieldset>
      <FieldGroup legend="For">
        <TextField form={form} name="label" label="What it is for" hint="Such as: sessions in January" />
        <FieldRow>
          <TextField form={form} name="recipientName" label="Name" width="w-64" />
          <TextField
            form={form}
            name="recipientEmail"
            label="Email address"
            type="email"
            inputmode="email"
            required={false}
            hint="The link is mailed there"
            width="w-72"
          />
        </FieldRow>
        <TextField form={form} name="days" label="Days, 7 to 90" inputmode="numeric" width="w-24" />
      </FieldGroup>
      <FieldGroup legend="Guard">
        <FieldRow>
          <SelectField
            form={form}
            name="guard"
            label="It opens to"
            options={Object.entries(GUARD_WORDS).map(([value, label]) => ({ value, label }))}
          />
          <TextField
            form={form}
            name="passcode"
            label="Passcode"
            type="password"
            autocomplete="new-password"
            required={false}
            width="w-56"
          />
        </FieldRow>
        <CheckboxField form={form} name="watermark" label="Write the recipient’s name across every page" />
        <CheckboxField form={form} name="followsRenewals" label="When I renew a document, show the new one" />
      </FieldGroup>
    </Form>,
  );
}

async function showOne(ctx: Ctx, c: WebContext) {
  const { pack, documents, links, uses, asks } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const pack = await readPack(tx, idOf(c));
    if (!pack) throw notFound('pack');
    const links = await listLinks(tx, pack.id);
    return {
      pack,
      links,
      documents: await listPacked(tx, pack),
      uses: await listUses(
        tx,
        links.map(link => link.id),
      ),
      asks: await listAsks(tx, pack.id),
    };
  });
  return showPage(
    c,
    { title: pack.label, lead: `For ${pack.recipientName}` },
    <div class="flex flex-col gap-10">
      <Facts
        rows={[
          ['Opens to', GUARD_WORDS[pack.guard]],
          ['Name across pages', pack.watermark ? 'yes' : 'no'],
          ['Renewed documents', pack.followsRenewals ? 'take the place of the old' : 'stay as they were chosen'],
          [
            'Documents',
            <ul>
              {documents.map(it => (
                <li>
                  <a class="link" href={`/documents/${showId('document', it.id)}`}>
                    {it.title}
                  </a>
                </li>
              ))}
            </ul>,
          ],
        ]}
      />
      {asks.length > 0 && (
        <section aria-labelledby="asks">
          <h2 id="asks" class="mb-3 text-lg font-medium">
            Asked for
          </h2>
          {asks.map(ask => (
            <p>
              {ask.name}, <Moment at={ask.askedAt} />: {ask.wanted}
            </p>
          ))}
        </section>
      )}
      <LinkTable
        links={shownLinks(links, uses, ctx.clock.now())}
        back={`/documents/packs/${showId('pack', pack.id)}`}
      />
    </div>,
  );
}

function idOf(c: WebContext): Id<'pack'> {
  const id = readId('pack', c.req.param('id') ?? '');
  if (!id) throw notFound('pack');
  return id;
}
