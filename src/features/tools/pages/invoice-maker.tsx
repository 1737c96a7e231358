import { Hono } from 'hono';
import { renderInvoice } from '#features/invoices/index.ts';
import type { Needs } from '#platform/context.ts';
import { allTyped, answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import {
  CheckboxField,
  DayField,
  FieldGroup,
  FieldRow,
  Form,
  SelectField,
  TextArea,
  TextField,
} from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import type { WebContext, WebEnv } from '#platform/web.ts';
import { LINES, madeInvoiceInput } from '../invoice-input.ts';
import { madeInvoice } from '../made-invoice.ts';

/** Papers are work for the machine: what one address may ask for in an hour. */
const PAPERS = { name: 'tools.invoice', most: 30, perMinutes: 60 };

/** An invoice for anybody: typed here, answered as a PDF, kept nowhere. */
export function invoiceMakerPages(ctx: Needs<'clock'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/tools/invoice', c => showMaker(c, freshForm({ issuedOn: ctx.clock.today().toString(), termsDays: '30' })));

  app.post('/tools/invoice', async c =>
    answerForm(
      c,
      async values => {
        const input = readInput(madeInvoiceInput, values);
        await c.get('limits').count(PAPERS, c.get('callerHash'));
        const bytes = await renderInvoice(madeInvoice(input, ctx.clock.now()));
        const name = input.number.replaceAll(/[^A-Za-z0-9-]+/g, '-') || 'invoice';
        return c.body(Uint8Array.from(bytes), 200, {
          'Content-Type': 'application/pdf',
          'Content-Disposition': `attachment; filename="${name}.pdf"`,
        });
      },
      form => showMaker(c, form),
    ),
  );
  return app;
}

function showMaker(c: WebContext, form: FormState) {
  return showPage(
    c,
    {
      title: 'Invoice maker',
      lead: 'Type it, press, and the invoice comes as a PDF. Nothing that you type is kept.',
    },
    <Form action="/tools/invoice" form={form} submit="Make the invoice (PDF)">
      <FieldGroup legend="You">
        <FieldRow>
          <TextField form={form} name="name" label="Name" autocomplete="name" />
          <TextField form={form} name="businessName" label="Business name" required={false} />
        </FieldRow>
        <TextArea form={form} name="address" label="Address" rows={3} autocomplete="street-address" />
        <FieldRow>
          <TextField form={form} name="email" label="Email" type="email" autocomplete="email" />
          <TextField form={form} name="phone" label="Telephone" type="tel" autocomplete="tel" required={false} />
          <TextField form={form} name="registration" label="Registration" hint="Such as GMC 7012345" required={false} />
        </FieldRow>
      </FieldGroup>
      <FieldGroup legend="Who it is for">
        <TextField form={form} name="buyerName" label="Organisation" />
        <TextArea form={form} name="buyerAddress" label="Their address" rows={3} />
        <TextField form={form} name="purchaseOrder" label="Order number" required={false} width="w-52" />
      </FieldGroup>
      <FieldGroup legend="Invoice">
        <FieldRow>
          <TextField form={form} name="number" label="Number" width="w-40" hint="Yours, each once" />
          <DayField form={form} name="issuedOn" label="Invoice date" />
          <TextField form={form} name="termsDays" label="Days to pay" inputmode="numeric" width="w-24" />
          <SelectField
            form={form}
            name="vat"
            label="VAT"
            options={[
              { value: 'none', label: 'Not registered' },
              { value: 'exempt', label: 'Exempt health care' },
            ]}
          />
        </FieldRow>
      </FieldGroup>
      <FieldGroup
        legend="Lines"
        hint="A day, what was done, how many sessions, hours or miles, and pounds for each. Lines left empty fall away."
      >
        <LineRows form={form} />
      </FieldGroup>
      <FieldGroup legend="How to pay">
        <FieldRow>
          <TextField form={form} name="accountName" label="Name on the account" />
          <TextField form={form} name="bankName" label="Bank" required={false} />
        </FieldRow>
        <FieldRow>
          <TextField form={form} name="sortCode" label="Sort code" inputmode="numeric" width="w-32" />
          <TextField form={form} name="accountNumber" label="Account number" inputmode="numeric" width="w-40" />
        </FieldRow>
        <CheckboxField
          form={form}
          name="sure"
          label="Sort code and account number are right, even if a check says that they do not belong together"
        />
        <TextArea form={form} name="notes" label="Notes" rows={2} required={false} />
      </FieldGroup>
    </Form>,
  );
}

function LineRows({ form }: { form: FormState }) {
  const rows = Math.max(LINES, allTyped(form, 'lineDescription').length);
  return (
    <>
      {Array.from({ length: rows }, (_, i) => (
        <fieldset class="border-b border-base-300 pb-4">
          <legend class="mb-2 text-sm text-muted">Line {i + 1}</legend>
          <FieldRow>
            <SelectField
              form={form}
              name="lineKind"
              label={`Kind of line ${i + 1}`}
              tight
              index={i}
              required={false}
              options={[
                { value: 'work', label: 'Work' },
                { value: 'expense', label: 'Mileage or expense' },
              ]}
            />
            <TextField
              form={form}
              name="lineDay"
              label={`Day of line ${i + 1}`}
              tight
              index={i}
              required={false}
              width="w-36"
              placeholder="24/11/2026"
            />
            <TextField
              form={form}
              name="lineDescription"
              label={`What was done, line ${i + 1}`}
              tight
              index={i}
              required={false}
              width="w-52"
              placeholder="Morning surgery"
            />
            <TextField
              form={form}
              name="lineQuantity"
              label={`How many, line ${i + 1}`}
              tight
              index={i}
              required={false}
              width="w-20"
              inputmode="decimal"
              placeholder="1"
            />
            <TextField
              form={form}
              name="lineRate"
              label={`Pounds each, line ${i + 1}`}
              tight
              index={i}
              required={false}
              width="w-24"
              inputmode="decimal"
              placeholder="340.00"
            />
          </FieldRow>
        </fieldset>
      ))}
    </>
  );
}
