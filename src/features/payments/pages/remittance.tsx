import { type Invoice, listInvoices } from '#features/invoices/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { type FormState, freshForm, inScope } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Day, Moment, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, HiddenField, MoneyField, SelectField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { visitorOf, type WebContext } from '#platform/web.ts';
import { type Id, showId } from '#rules/ids.ts';
import { formatPounds, plainPounds } from '#rules/money.ts';
import {
  type Allocation,
  type CreditRefund,
  findRemittance,
  listAllocations,
  listRefunds,
  type Remittance,
} from '../remittance-store.ts';

type Ctx = Needs<'db' | 'clock'>;

interface Forms {
  readonly allocation?: FormState;
  readonly refund?: FormState;
  readonly withdrawal?: FormState;
}

const SOURCES: Readonly<Record<Remittance['source'], string>> = {
  advice: 'typed from its advice',
  bank: 'a line of your bank statement',
  overpayment: 'a payment above what was asked',
  credit_note: 'a credit note, kept instead of sent back',
};

/** One sum: where it went, and what can be done with what is kept. */
export async function showRemittance(ctx: Ctx, c: WebContext, id: Id<'remittance'>, forms: Forms = {}) {
  const { remittance, allocations, refunds, invoices } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const remittance = await findRemittance(tx, id);
    if (!remittance) throw notFound('remittance');
    const filter = { organisationId: remittance.organisationId, standing: 'unpaid', limit: 200 } as const;
    return {
      remittance,
      allocations: await listAllocations(tx, id),
      refunds: await listRefunds(tx, id),
      invoices: await listInvoices(tx, filter, ctx.clock.today()),
    };
  });
  const path = `/remittances/${showId('remittance', id)}`;
  return showPage(
    c,
    { title: `Remittance of ${formatPounds(remittance.amountPence)}`, lead: remittance.organisationName },
    <div class="flex flex-col gap-8">
      {remittance.withdrawnAt && (
        <Caution>
          Withdrawn on <Moment at={remittance.withdrawnAt} />. None of it counts.
        </Caution>
      )}
      <Facts
        rows={[
          [
            'Organisation',
            <a class="link" href={`/organisations/${showId('organisation', remittance.organisationId)}`}>
              {remittance.organisationName}
            </a>,
          ],
          ['Received', <Day day={remittance.receivedOn} />],
          ['Reference', remittance.reference || '–'],
          ['Known from', SOURCES[remittance.source]],
          ['On invoices', <Money pence={remittance.allocatedPence} href="#invoices" />],
          ['Sent back', <Money pence={remittance.refundedPence} />],
          ['Kept as credit', <Money pence={remittance.creditPence} />],
        ]}
      />
      <Allocations allocations={allocations} />
      <Refunds refunds={refunds} />
      {remittance.creditPence > 0 && (
        <Kept path={path} remittance={remittance} invoices={invoices} forms={forms} today={ctx.clock.today()} />
      )}
      {!remittance.withdrawnAt && remittance.source !== 'credit_note' && remittance.refundedPence === 0 && (
        <Form
          action={`${path}/withdraw`}
          form={forms.withdrawal ?? inScope('withdraw')}
          submit="Withdraw it with its payments"
          tone="neutral"
        >
          <p class="text-muted">Only where it was recorded by mistake. It stays visible as withdrawn.</p>
        </Form>
      )}
    </div>,
  );
}

function Allocations({ allocations }: { allocations: readonly Allocation[] }) {
  return (
    <section aria-labelledby="invoices">
      <h2 id="invoices" class="mb-3 text-lg font-medium">
        Invoices it paid
      </h2>
      {allocations.length === 0 ? (
        <p class="text-muted">None yet.</p>
      ) : (
        <Table
          caption="Invoices it paid"
          rows={allocations}
          columns={[
            {
              heading: 'Invoice',
              lead: true,
              cell: it => (
                <a class="link" href={`/invoices/${showId('invoice', it.invoiceId)}`}>
                  {it.invoiceNumber}
                </a>
              ),
            },
            { heading: 'Paid', cell: it => <Day day={it.receivedOn} short /> },
            { heading: 'Note', cell: it => (it.withdrawnAt ? 'Withdrawn' : it.note || '–') },
            { heading: 'Amount', figures: true, cell: it => <Money pence={it.amountPence} /> },
          ]}
        />
      )}
    </section>
  );
}

function Refunds({ refunds }: { refunds: readonly CreditRefund[] }) {
  if (refunds.length === 0) return null;
  return (
    <section aria-labelledby="refunds">
      <h2 id="refunds" class="mb-3 text-lg font-medium">
        Sent back
      </h2>
      <Table
        caption="Sent back"
        rows={refunds}
        columns={[
          { heading: 'Day', lead: true, cell: it => <Day day={it.refundedOn} /> },
          { heading: 'Amount', figures: true, cell: it => <Money pence={it.amountPence} /> },
        ]}
      />
    </section>
  );
}

function Kept(props: {
  path: string;
  remittance: Remittance;
  invoices: readonly Invoice[];
  forms: Forms;
  today: Temporal.PlainDate;
}) {
  const { path, remittance, invoices, forms, today } = props;
  const amount = plainPounds(remittance.creditPence);
  const allocation =
    forms.allocation ??
    inScope('allocate', freshForm({ id: showId('payment', newId('payment')), invoice: '', amount }));
  const refund =
    forms.refund ??
    inScope(
      'refund',
      freshForm({ id: showId('creditRefund', newId('creditRefund')), refundedOn: today.toString(), amount }),
    );
  return (
    <section aria-labelledby="kept">
      <h2 id="kept" class="mb-3 text-lg font-medium">
        {formatPounds(remittance.creditPence)} kept as credit
      </h2>
      {invoices.length > 0 && (
        <Form action={`${path}/allocate`} form={allocation} submit="Put it on the invoice">
          <HiddenField name="id" value={String(allocation.values.id ?? '')} />
          <FieldRow>
            <SelectField
              form={allocation}
              name="invoice"
              label="Invoice"
              options={invoices.map(it => ({
                value: showId('invoice', it.id),
                label: `${it.number}, ${formatPounds(it.outstandingPence)} outstanding`,
              }))}
            />
            <MoneyField form={allocation} name="amount" label="Amount" />
          </FieldRow>
        </Form>
      )}
      <div class="mt-6">
        <Form action={`${path}/refund`} form={refund} submit="Record that it went back" tone="neutral">
          <HiddenField name="id" value={String(refund.values.id ?? '')} />
          <FieldRow>
            <DayField form={refund} name="refundedOn" label="Sent back on" />
            <MoneyField form={refund} name="amount" label="Amount sent back" />
          </FieldRow>
        </Form>
      </div>
    </section>
  );
}
