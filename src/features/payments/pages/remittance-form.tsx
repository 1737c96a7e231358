import { Hono } from 'hono';
import { type Invoice, listInvoices } from '#features/invoices/index.ts';
import { listOrganisations, readOrganisation } from '#features/organisations/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import {
  DayField,
  FieldGroup,
  FieldRow,
  Form,
  HiddenField,
  MoneyField,
  SelectField,
  TextField,
} from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDayShort } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import { remittanceForm } from '../input.ts';
import { recordRemittance } from '../record-remittance.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Writing down a remittance advice: one sum, the invoices it names. Without a script: first the organisation, then its invoices. */
export function remittanceFormPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/remittances/new', requireVisitor);

  app.get('/remittances/new', async c => {
    const organisation = readId('organisation', c.req.query('organisation') ?? '');
    if (!organisation) return showChoice(ctx, c);
    return showForm(
      ctx,
      c,
      organisation,
      freshForm({
        id: showId('remittance', newId('remittance')),
        receivedOn: ctx.clock.today().toString(),
        amount: '',
        reference: '',
      }),
    );
  });

  app.post('/remittances/new', async c =>
    answerForm(
      c,
      async values => {
        const id = await recordRemittance(ctx, visitorOf(c).owner, readInput(remittanceForm, values));
        return c.redirect(withNotice(`/remittances/${showId('remittance', id)}`, 'remittance-recorded'), 303);
      },
      form => {
        const organisation = readId('organisation', String(form.values.organisation ?? ''));
        return organisation ? showForm(ctx, c, organisation, form) : showChoice(ctx, c);
      },
    ),
  );

  return app;
}

async function showChoice(ctx: Ctx, c: WebContext) {
  const organisations = await asOwner(ctx.db, visitorOf(c).owner, tx => listOrganisations(tx));
  return showPage(
    c,
    { title: 'Record a remittance', lead: 'Who paid?' },
    organisations.length === 0 ? (
      <EmptyState
        title="No organisation yet"
        action={
          <a class="btn btn-primary min-h-11" href="/organisations/new">
            Add an organisation
          </a>
        }
      >
        A remittance is one sum of an organisation for several of its invoices. Add where you work first.
      </EmptyState>
    ) : (
      <form method="get" action="/remittances/new" class="flex flex-col gap-4">
        <SelectField
          form={freshForm()}
          name="organisation"
          label="Organisation"
          options={organisations.map(it => ({ value: showId('organisation', it.id), label: it.name }))}
        />
        <p>
          <button type="submit" class="btn btn-primary min-h-11">
            Show its invoices
          </button>
        </p>
      </form>
    ),
  );
}

async function showForm(ctx: Ctx, c: WebContext, id: Id<'organisation'>, form: FormState) {
  const { organisation, invoices } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    organisation: await readOrganisation(tx, id),
    invoices: await listInvoices(tx, { organisationId: id, standing: 'unpaid', limit: 200 }, ctx.clock.today()),
  }));
  if (!organisation) return showChoice(ctx, c);
  return showPage(
    c,
    { title: 'Record a remittance', lead: organisation.name },
    <Form
      action="/remittances/new"
      form={form}
      submit="Record it"
      cancel={`/remittances?organisation=${showId('organisation', id)}`}
    >
      <HiddenField name="id" value={String(form.values.id ?? '')} />
      <HiddenField name="organisation" value={showId('organisation', id)} />
      <FieldRow>
        <DayField form={form} name="receivedOn" label="Received on" />
        <MoneyField form={form} name="amount" label="What arrived" />
        <TextField form={form} name="reference" label="Their reference" required={false} width="w-56" />
      </FieldRow>
      <Shares form={form} invoices={invoices.toReversed()} />
      <p>
        Where the advice names more than an invoice asks for, the invoice is paid and no more. What is on no invoice is
        kept as credit of {organisation.name}: you can put it on a later invoice or send it back.
      </p>
    </Form>,
  );
}

function Shares({ form, invoices }: { form: FormState; invoices: readonly Invoice[] }) {
  if (invoices.length === 0) return <p>Nothing is outstanding here, so all of it is kept as credit.</p>;
  return (
    <FieldGroup legend="What it is for" hint="The amounts as the advice says them; leave out what it does not name.">
      {invoices.map((invoice, at) => (
        <div>
          <input type="hidden" name="invoice" value={showId('invoice', invoice.id)} />
          <MoneyField
            form={form}
            name="share"
            index={at}
            required={false}
            label={`${invoice.number}${invoice.dueDate ? `, due ${formatDayShort(invoice.dueDate)}` : ''}`}
            hint={`${formatPounds(invoice.outstandingPence)} outstanding`}
          />
        </div>
      ))}
    </FieldGroup>
  );
}
