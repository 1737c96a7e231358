import { Hono } from 'hono';
import {
  type CreditNote,
  type EInvoiceFile,
  type EInvoiceParties,
  eCreditNote,
  eInvoice,
  eInvoiceParties,
  electronicAddressInput,
  findInvoice,
  type Invoice,
  keepAddressOf,
  keepOwnAddress,
  LACK_WORDS,
  listCreditNotes,
} from '#features/invoices/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput } from '#platform/form.ts';
import { FieldRow, Form, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { ADDRESS_SCHEME_LABELS, type ElectronicAddress } from '#rules/identifiers/electronic-address.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { noteIn } from './credit-notes.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

type Whose = 'own' | 'theirs';

/** An invoice and its credit notes as files for accounting systems, and the addresses that they need. */
export function eInvoicePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/invoices/:id/e-invoice', requireVisitor);
  app.use('/invoices/:id/e-invoice/*', requireVisitor);

  app.get('/invoices/:id/e-invoice', async c => show(ctx, c, {}));

  app.get('/invoices/:id/e-invoice/file', async c =>
    download(c, await asOwner(ctx.db, visitorOf(c).owner, tx => eInvoice(ctx, tx, idOf(c)))),
  );

  app.get('/invoices/:id/e-invoice/credit-notes/:note', async c =>
    download(c, await asOwner(ctx.db, visitorOf(c).owner, tx => eCreditNote(ctx, tx, idOf(c), noteIn(c)))),
  );

  app.post('/invoices/:id/e-invoice/own', async c =>
    answerForm(
      c,
      async values => {
        await asOwner(ctx.db, visitorOf(c).owner, tx => find(ctx, tx, idOf(c)));
        await keepOwnAddress(ctx, visitorOf(c).owner, readInput(electronicAddressInput, values));
        return c.redirect(withNotice(`${pathOf(idOf(c))}/e-invoice`, 'saved'), 303);
      },
      own => show(ctx, c, { own }),
    ),
  );

  app.post('/invoices/:id/e-invoice/theirs', async c =>
    answerForm(
      c,
      async values => {
        const invoice = await asOwner(ctx.db, visitorOf(c).owner, tx => find(ctx, tx, idOf(c)));
        await keepAddressOf(ctx, visitorOf(c).owner, invoice.organisationId, readInput(electronicAddressInput, values));
        return c.redirect(withNotice(`${pathOf(idOf(c))}/e-invoice`, 'saved'), 303);
      },
      theirs => show(ctx, c, { theirs }),
    ),
  );

  return app;
}

async function show(ctx: Ctx, c: WebContext, forms: Partial<Record<Whose, FormState>>) {
  const { invoice, parties, notes } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    invoice: await find(ctx, tx, idOf(c)),
    parties: await eInvoiceParties(ctx, tx, idOf(c)),
    notes: await listCreditNotes(tx, idOf(c)),
  }));
  const path = `${pathOf(invoice.id)}/e-invoice`;
  return showPage(
    c,
    {
      title: `E-invoice of ${invoice.number}`,
      lead: `${invoice.organisationName}. For accounting systems that read UBL, by Peppol BIS Billing 3.0. The PDF stays the invoice.`,
      action: (
        <a class="btn min-h-11" href={pathOf(invoice.id)}>
          Invoice {invoice.number}
        </a>
      ),
    },
    <div class="flex max-w-2xl flex-col gap-10">
      {parties.lacks.length === 0 ? (
        <Files path={path} invoice={invoice} notes={notes} />
      ) : (
        <Lacking invoice={invoice} parties={parties} />
      )}
      <Address
        action={`${path}/own`}
        heading="Your electronic address"
        hint="From whoever connects you to the Peppol network. Kept once, for all your invoices."
        submit="Keep my address"
        form={inScope('own', forms.own ?? formOf(parties.own))}
      />
      <Address
        action={`${path}/theirs`}
        heading={`Electronic address of ${invoice.organisationName}`}
        hint="Its finance contact knows whether it has one. An email address is none."
        submit="Keep its address"
        form={inScope('theirs', forms.theirs ?? formOf(parties.theirs))}
      />
    </div>,
  );
}

function Files({ path, invoice, notes }: { path: string; invoice: Invoice; notes: readonly CreditNote[] }) {
  return (
    <section aria-labelledby="files">
      <h2 id="files" class="mb-3 text-lg font-medium">
        Files
      </h2>
      <p>
        <a class="btn btn-primary min-h-11" href={`${path}/file`}>
          Download {invoice.number} (XML)
        </a>
      </p>
      {notes.map(note => (
        <p class="mt-3">
          <a class="link" href={`${path}/credit-notes/${showId('creditNote', note.id)}`}>
            Credit note {note.number} (XML)
          </a>
        </p>
      ))}
    </section>
  );
}

function Lacking({ invoice, parties }: { invoice: Invoice; parties: EInvoiceParties }) {
  return (
    <section aria-labelledby="lacking">
      <h2 id="lacking" class="mb-3 text-lg font-medium">
        Not yet: something is missing
      </h2>
      <ul class="list-disc pl-5">
        {parties.lacks.map(lack => (
          <li>
            {LACK_WORDS[lack]}
            {lack === 'reference' && (
              <>
                {' '}
                <a class="link" href={`/organisations/${showId('organisation', invoice.organisationId)}/edit`}>
                  {invoice.organisationName}
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Address(props: { action: string; heading: string; hint: string; submit: string; form: FormState }) {
  const { form } = props;
  return (
    <section aria-labelledby={`${form.scope}-address`}>
      <h2 id={`${form.scope}-address`} class="mb-1 text-lg font-medium">
        {props.heading}
      </h2>
      <p class="mb-3 text-muted">{props.hint}</p>
      <Form action={props.action} form={form} submit={props.submit} tone="neutral">
        <FieldRow>
          <SelectField
            form={form}
            name="scheme"
            label="Kind"
            required={false}
            empty="None"
            options={Object.entries(ADDRESS_SCHEME_LABELS).map(([value, label]) => ({ value, label }))}
          />
          <TextField form={form} name="identifier" label="Number" required={false} width="w-56" inputmode="text" />
        </FieldRow>
      </Form>
    </section>
  );
}

function formOf(address: ElectronicAddress | undefined): FormState {
  return freshForm({ scheme: address?.scheme ?? '', identifier: address?.identifier ?? '' });
}

function download(c: WebContext, { name, xml }: EInvoiceFile): Response {
  return c.body(xml, 200, {
    'Content-Type': 'application/xml; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}"`,
    'X-Content-Type-Options': 'nosniff',
  });
}

async function find(ctx: Ctx, tx: Parameters<typeof findInvoice>[0], id: Id<'invoice'>): Promise<Invoice> {
  const invoice = await findInvoice(tx, id, ctx.clock.today());
  if (!invoice || invoice.number === null) throw notFound('invoice');
  return invoice;
}

function idOf(c: WebContext): Id<'invoice'> {
  const id = readId('invoice', c.req.param('id') ?? '');
  if (!id) throw notFound('invoice');
  return id;
}

function pathOf(id: Id<'invoice'>): string {
  return `/invoices/${showId('invoice', id)}`;
}
