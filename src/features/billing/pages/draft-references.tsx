import { Hono } from 'hono';
import { type Invoice, referDraft, referencesInput } from '#features/invoices/index.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput } from '#platform/form.ts';
import { FieldRow, Form, TextField } from '#platform/ui/form.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';

/** Order number and buyer's reference of a draft. `show` shows the invoice with a refused form. */
export function draftReferencePages(
  ctx: Needs<'db' | 'clock'>,
  show: (c: WebContext, form: FormState) => Response | Promise<Response>,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.post('/invoices/:id/references', async c =>
    answerForm(
      c,
      async values => {
        const id = readId('invoice', c.req.param('id'));
        if (!id) throw notFound('invoice');
        await referDraft(ctx, visitorOf(c).owner, id, readInput(referencesInput, values));
        return c.redirect(withNotice(`/invoices/${c.req.param('id')}`, 'references-saved'), 303);
      },
      form => show(c, form),
    ),
  );
  return app;
}

/** What the buyer wants to read on it, as long as it is a draft. */
export function DraftReferences({ invoice, form }: { invoice: Invoice; form: FormState | undefined }) {
  const shown = inScope(
    'references',
    form ?? freshForm({ purchaseOrder: invoice.purchaseOrder ?? '', buyerReference: invoice.buyerReference ?? '' }),
  );
  return (
    <section aria-labelledby="references">
      <h2 id="references" class="mb-3 text-lg font-medium">
        What they want to read on it
      </h2>
      <Form
        action={`/invoices/${showId('invoice', invoice.id)}/references`}
        form={shown}
        submit="Save on the draft"
        tone="neutral"
      >
        <FieldRow>
          <TextField form={shown} name="purchaseOrder" label="Order number" required={false} width="w-56" />
          <TextField form={shown} name="buyerReference" label="Their reference" required={false} width="w-56" />
        </FieldRow>
      </Form>
    </section>
  );
}
