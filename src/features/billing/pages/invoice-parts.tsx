import type { Invoice, Line, listInvoiceMails } from '#features/invoices/index.ts';
import { type FormState, freshForm } from '#platform/form.ts';
import { Day, Moment, Money } from '#platform/ui/figures.tsx';
import { Form, TextField } from '#platform/ui/form.tsx';
import { Table } from '#platform/ui/table.tsx';
import { showId } from '#rules/ids.ts';
import { formatPercent, formatPounds } from '#rules/money.ts';

/** What an invoice bills, line by line, with the employer's contribution and the total. */
export function Lines({ invoice, lines }: { invoice: Invoice; lines: readonly Line[] }) {
  return (
    <section aria-labelledby="lines">
      <h2 id="lines" class="mb-3 text-lg font-medium">
        What it is for
      </h2>
      <Table
        caption="Lines of the invoice"
        rows={lines}
        columns={[
          {
            heading: 'Work',
            lead: true,
            cell: line =>
              line.bookingId ? (
                <a class="link link-hover" href={`/bookings/${showId('booking', line.bookingId)}`}>
                  {line.description}
                </a>
              ) : (
                line.description
              ),
          },
          { heading: 'Day', cell: line => <Day day={line.workedOn} short /> },
          { heading: 'Quantity', cell: line => line.quantityText },
          { heading: 'Rate', cell: line => line.rateText },
          { heading: 'Pensioned', cell: line => (line.pensioned ? 'yes' : '') },
          { heading: 'Amount', figures: true, cell: line => <Money pence={line.amountPence} /> },
        ]}
      />
      {invoice.employerContributionPence > 0 && (
        <p class="mt-3 flex flex-wrap justify-between gap-2 px-2">
          <span>
            Employer pension contribution{' '}
            <span class="text-muted">
              {formatPercent(invoice.employerBasisPoints ?? 0)} of pensionable pay{' '}
              {formatPounds(invoice.pensionablePayPence)}, which is 90% of {formatPounds(invoice.pensionableFeePence)}
            </span>
          </span>
          <Money pence={invoice.employerContributionPence} />
        </p>
      )}
      <p class="mt-3 flex justify-between border-t border-base-300 px-2 pt-3 font-medium">
        <span>Total</span>
        <Money pence={invoice.totalPence} />
      </p>
    </section>
  );
}

/** When it was sent, and again. */
export function Mails({
  invoice,
  mails,
  form,
}: {
  invoice: Invoice;
  mails: Awaited<ReturnType<typeof listInvoiceMails>>;
  form: FormState;
}) {
  return (
    <section aria-labelledby="mails">
      <h2 id="mails" class="mb-3 text-lg font-medium">
        Sent
      </h2>
      {mails.length === 0 ? (
        <p class="text-muted">Not sent from here yet.</p>
      ) : (
        <ul>
          {mails.map(mail => (
            <li class="py-1">
              {mail.toAddress}: {MAIL_WORDS[mail.state]} <Moment at={mail.at} />
              {mail.reason && <span class="text-error"> {mail.reason}</span>}
            </li>
          ))}
        </ul>
      )}
      {invoice.state !== 'void' && (
        <div class="mt-3">
          <Form
            action={`/invoices/${showId('invoice', invoice.id)}/send-again`}
            form={invoice.state === 'draft' ? freshForm() : form}
            submit={mails.length === 0 ? 'Send it' : 'Send it again'}
            tone="neutral"
          />
        </div>
      )}
    </section>
  );
}

const MAIL_WORDS = { queued: 'on its way since', sent: 'sent', refused: 'refused' } as const;

/** Takes it out of force, with the consequence in words. */
export function Voiding({ invoice, form }: { invoice: Invoice; form: FormState | undefined }) {
  return (
    <details class="border-t border-base-300 pt-4" open={form !== undefined}>
      <summary class="min-h-11 cursor-pointer">Void this invoice</summary>
      <p class="mb-3 text-muted">
        Voiding leaves {invoice.number} as a void number in your series, withdraws its Form A, and lets its bookings be
        billed again. Tell {invoice.organisationName} yourself: nothing is mailed.
      </p>
      <Form
        action={`/invoices/${showId('invoice', invoice.id)}/void`}
        form={form ?? freshForm()}
        submit={`Void ${invoice.number ?? ''}`}
        tone="error"
      >
        <TextField form={form ?? freshForm()} name="reason" label="Why" />
      </Form>
    </details>
  );
}
