import type { Invoice } from '#features/invoices/index.ts';
import { type FormState, freshForm, inScope } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, HiddenField } from '#platform/ui/form.tsx';
import { Table } from '#platform/ui/table.tsx';
import { formatDay, formatDayShort } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { LATE_PAYMENT_SOURCES, STATUTORY_MARGIN } from '#rules/late-payment.ts';
import { formatPercent, formatPounds, sumPence } from '#rules/money.ts';
import type { InterestDue } from '../interest-due.ts';
import type { InterestInvoice } from '../interest-store.ts';
import type { InvoiceHold, PayerRecord } from '../store.ts';
import type { InterestForms } from './interest-steps.tsx';

interface Props {
  readonly path: string;
  readonly invoice: Invoice;
  readonly payer: PayerRecord;
  readonly hold: InvoiceHold;
  readonly due: InterestDue;
  readonly issued: readonly InterestInvoice[];
  readonly today: Temporal.PlainDate;
  readonly forms: InterestForms;
}

/** What the Act gives on this invoice so far, how it comes about, and what was asked for. */
export function Interest(props: Props) {
  const { invoice, due, issued } = props;
  return (
    <section aria-labelledby="interest">
      <h2 id="interest" class="mb-3 text-lg font-medium">
        Interest and compensation
      </h2>
      {issued.length > 0 && <Issued {...props} />}
      {due.ok ? (
        <Calculation {...props} due={due} />
      ) : (
        <p class="text-muted">
          {due.reason === 'rate_unknown'
            ? `The Bank of England’s rate of ${formatDay(due.referenceDay)} is not known here yet, so interest cannot be said.`
            : `Nothing is due on ${invoice.number} that was not asked for already.`}
        </p>
      )}
    </section>
  );
}

function Calculation({ due, ...props }: Props & { due: Extract<InterestDue, { ok: true }> }) {
  const { interest } = due;
  return (
    <>
      <p class="mb-3 max-w-prose">
        {formatPounds(due.totalPence)} up to today: {formatPercent(interest.basisPoints)} a year, which is Bank Rate of{' '}
        {formatDayShort(interest.referenceDay)}, {formatPercent(interest.referenceBasisPoints)}, and{' '}
        {formatPercent(STATUTORY_MARGIN)} on top
        {due.compensationPence > 0 && `, and ${formatPounds(due.compensationPence)} once for the trouble`}.{' '}
        <a class="link" href={LATE_PAYMENT_SOURCES.rule}>
          The rules on GOV.UK
        </a>
      </p>
      <Table
        caption="Interest by the balance that was owed"
        rows={interest.periods}
        columns={[
          {
            heading: 'Days',
            lead: true,
            cell: period => (
              <>
                <Day day={period.first} short /> to <Day day={period.last} short /> ({period.days})
              </>
            ),
          },
          { heading: 'Owed', figures: true, cell: period => <Money pence={period.balancePence} /> },
          { heading: 'Interest', figures: true, cell: period => <Money pence={period.interestPence} /> },
        ]}
      />
      <div class="mt-4">
        <Steps {...props} />
      </div>
    </>
  );
}

function Steps({ path, invoice, payer, hold, forms }: Omit<Props, 'due'>) {
  if (!payer.chargesInterest) {
    return (
      <p>
        {invoice.organisationName} is not charged interest.{' '}
        <a class="link" href={`/organisations/${showId('organisation', invoice.organisationId)}/paying`}>
          Choose it on its page
        </a>{' '}
        if you want to.
      </p>
    );
  }
  const form = forms.issue ?? freshForm({ id: showId('interestInvoice', newId('interestInvoice')) });
  return (
    <div class="flex flex-wrap items-start gap-3">
      {!hold.interestWaivedAt && (
        <Form
          action={`${path}/chasing/interest`}
          form={form}
          submit="Issue and send an interest invoice"
          tone="neutral"
        >
          <HiddenField name="id" value={String(form.values.id ?? '')} />
        </Form>
      )}
      <form method="post" action={`${path}/chasing/interest/${hold.interestWaivedAt ? 'unwaive' : 'waive'}`}>
        <button type="submit" class="btn btn-ghost min-h-11">
          {hold.interestWaivedAt ? 'Waived. Charge it after all' : 'Waive it on this invoice'}
        </button>
      </form>
    </div>
  );
}

function Issued({ path, issued, today, forms }: Props) {
  return (
    <div class="mb-6">
      <Table
        caption="Interest invoices"
        rows={issued}
        columns={[
          {
            heading: 'Interest invoice',
            lead: true,
            cell: it => (
              <a class="link" href={`${path}/chasing/interest/${showId('interestInvoice', it.id)}/pdf`}>
                {it.number} (PDF)
              </a>
            ),
          },
          { heading: 'Interest up to', cell: it => <Day day={it.chargedTo} short /> },
          {
            heading: 'Amount',
            figures: true,
            cell: it => <Money pence={sumPence([it.interestPence, it.compensationPence])} />,
          },
          { heading: 'State', cell: it => stateOf(it) },
        ]}
      />
      {issued
        .filter(it => it.paidOn === null && it.waivedAt === null)
        .map(it => (
          <Settling path={path} it={it} today={today} refused={forms.interest} />
        ))}
    </div>
  );
}

function Settling(props: {
  path: string;
  it: InterestInvoice;
  today: Temporal.PlainDate;
  refused: FormState | undefined;
}) {
  const scope = showId('interestInvoice', props.it.id);
  const action = `${props.path}/chasing/interest/${scope}`;
  const form =
    props.refused?.scope === scope ? props.refused : inScope(scope, freshForm({ paidOn: props.today.toString() }));
  return (
    <div class="mt-4">
      <Form action={`${action}/paid`} form={form} submit={`${props.it.number} is paid`} tone="neutral">
        <FieldRow>
          <DayField form={form} name="paidOn" label={`${props.it.number} paid on`} />
        </FieldRow>
      </Form>
      <form method="post" action={`${action}/waive`} class="mt-2">
        <button type="submit" class="btn btn-ghost min-h-11">
          Waive {props.it.number}
        </button>
      </form>
    </div>
  );
}

function stateOf(it: InterestInvoice): string {
  if (it.paidOn) return `Paid ${formatDayShort(it.paidOn)}`;
  return it.waivedAt ? 'Waived' : 'Open';
}
