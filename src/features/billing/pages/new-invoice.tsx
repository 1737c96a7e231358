import { Hono } from 'hono';
import { type Booking, billable } from '#features/bookings/index.ts';
import {
  draftInput,
  draftInvoice,
  type InvoicePreview,
  invoiceRecipient,
  previewInvoice,
} from '#features/invoices/index.ts';
import { wantsFormA } from '#features/pensions/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { fieldErrorsOf, Refusal } from '#platform/errors.ts';
import { allTyped, answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Day, Money, Span } from '#platform/ui/figures.tsx';
import { ErrorSummary, FieldGroup, FieldRow, HiddenField, TextArea, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { formatPercent, formatPounds, sumPence } from '#rules/money.ts';
import { billDelivered } from '../bill-delivered.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'files' | 'site' | 'links'>;

/** Delivered → invoice and Form A → send: one screen, one press. */
export function newInvoicePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/invoices/new', requireVisitor);

  app.get('/invoices/new', async c => {
    const organisation = readId('organisation', c.req.query('organisation') ?? '');
    const waiting = await asOwner(ctx.db, visitorOf(c).owner, tx => billable(tx));
    const chosen = organisation ?? onlyOrganisation(waiting);
    if (chosen === undefined) return showChoice(c, waiting);
    const wanted = c.req.queries('bookings');
    const bookings = wanted ?? waiting.filter(it => it.organisationId === chosen).map(it => showId('booking', it.id));
    return showBill(
      ctx,
      c,
      freshForm({
        organisation: showId('organisation', chosen),
        bookings,
        id: showId('invoice', newId('invoice')),
        paymentTermsDays: '',
        purchaseOrder: '',
        notes: '',
      }),
    );
  });

  app.post('/invoices/new', async c =>
    answerForm(
      c,
      async values => {
        const input = readInput(draftInput, values);
        const { owner } = visitorOf(c);
        if (values.then === 'draft') {
          const id = await draftInvoice(ctx, owner, input);
          return c.redirect(withNotice(`/invoices/${showId('invoice', id)}`, 'draft-made'), 303);
        }
        const id = await billDelivered(ctx, owner, input);
        return c.redirect(withNotice(`/invoices/${showId('invoice', id)}`, 'invoice-sent'), 303);
      },
      form => showBill(ctx, c, form),
    ),
  );

  return app;
}

/** Where all that waits belongs to one organisation there is nothing to choose. */
function onlyOrganisation(waiting: readonly Booking[]): Id<'organisation'> | undefined {
  const [first] = waiting;
  return first && waiting.every(it => it.organisationId === first.organisationId) ? first.organisationId : undefined;
}

function showChoice(c: WebContext, waiting: readonly Booking[]) {
  const groups = [...Map.groupBy(waiting, it => it.organisationId)];
  return showPage(
    c,
    { title: 'New invoice', lead: 'Delivered work that is not billed yet, by organisation.' },
    groups.length === 0 ? (
      <EmptyState
        title="Nothing to invoice"
        action={
          <a class="btn btn-primary min-h-11" href="/bookings">
            See your bookings
          </a>
        }
      >
        An invoice is made from delivered bookings. Mark a booking as delivered once it is worked, and it appears here.
      </EmptyState>
    ) : (
      <Table
        caption="Organisations with work to bill"
        rows={groups}
        columns={[
          {
            heading: 'Organisation',
            lead: true,
            cell: ([id, bookings]) => (
              <a class="link" href={`/invoices/new?organisation=${showId('organisation', id)}`}>
                {bookings[0]?.organisationName}
              </a>
            ),
          },
          { heading: 'Bookings', figures: true, cell: ([, bookings]) => String(bookings.length) },
          {
            heading: 'Worth',
            figures: true,
            cell: ([, bookings]) => <Money pence={sumPence(bookings.map(it => it.total.totalPence))} />,
          },
        ]}
      />
    ),
  );
}

async function showBill(ctx: Ctx, c: WebContext, form: FormState) {
  const organisationId = readId('organisation', typed(form, 'organisation'));
  const chosen = allTyped(form, 'bookings').flatMap(shown => readId('booking', shown) ?? []);
  const { waiting, preview, refusal } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const waiting = organisationId ? await billable(tx, organisationId) : [];
    const there = chosen.filter(id => waiting.some(it => it.id === id));
    if (!organisationId || there.length === 0) return { waiting, preview: undefined, refusal: undefined };
    try {
      return { waiting, preview: await previewInvoice(ctx, tx, organisationId, there), refusal: undefined };
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      return { waiting, preview: undefined, refusal: fault };
    }
  });
  if (waiting.length === 0) return showChoice(c, waiting);
  const state = refusal ? { ...form, errors: { ...fieldErrorsOf(refusal), ...form.errors } } : form;
  return showPage(
    c,
    { title: `Invoice ${waiting[0]?.organisationName ?? ''}`, lead: 'Check it once; one press issues and sends it.' },
    <form method="post" action="/invoices/new" class="flex flex-col gap-6">
      <ErrorSummary form={state} />
      <HiddenField name="id" value={typed(form, 'id') || showId('invoice', newId('invoice'))} />
      <HiddenField name="organisation" value={typed(form, 'organisation')} />
      <BookingTicks waiting={waiting} chosen={chosen} />
      {preview && <Preview preview={preview} />}
      <FieldGroup legend="On the invoice">
        <FieldRow>
          <TextField
            form={state}
            name="paymentTermsDays"
            label="Days to pay"
            required={false}
            inputmode="numeric"
            width="w-28"
            placeholder={String(preview?.paymentTermsDays ?? '')}
          />
          <TextField
            form={state}
            name="purchaseOrder"
            label="Order number"
            required={false}
            width="w-56"
            placeholder={preview?.organisation.purchaseOrder ?? ''}
          />
        </FieldRow>
        <TextArea form={state} name="notes" label="Notes" required={false} rows={2} />
      </FieldGroup>
      <p class="flex flex-wrap gap-3">
        <button type="submit" class="btn btn-primary min-h-11">
          Issue and send
        </button>
        <button type="submit" name="then" value="draft" class="btn min-h-11">
          Keep as a draft
        </button>
      </p>
    </form>,
  );
}

function BookingTicks({ waiting, chosen }: { waiting: readonly Booking[]; chosen: readonly Id<'booking'>[] }) {
  return (
    <fieldset id="f-bookings">
      <legend class="mb-2 text-lg font-medium">Bookings</legend>
      <ul class="border-t border-base-300">
        {waiting.map(booking => (
          <li class="border-b border-base-300">
            <label class="flex min-h-11 cursor-pointer items-center gap-3 py-2">
              <input
                type="checkbox"
                class="checkbox"
                name="bookings"
                value={showId('booking', booking.id)}
                checked={chosen.includes(booking.id)}
              />
              <span class="grow">
                <Day day={booking.workDate} /> ·{' '}
                <Span from={booking.actualStartsAt ?? booking.startsAt} to={booking.actualEndsAt ?? booking.endsAt} />
                <span class="block text-sm text-muted">
                  {booking.state === 'cancelled' ? 'Cancellation fee' : booking.workTypeLabel}
                  {booking.pensionable && booking.state !== 'cancelled' && ' · pensionable'}
                </span>
              </span>
              <Money pence={booking.total.totalPence} />
            </label>
          </li>
        ))}
      </ul>
      <button type="submit" formmethod="get" formaction="/invoices/new" class="btn btn-sm mt-3 min-h-11">
        Reckon again with these
      </button>
    </fieldset>
  );
}

function Preview({ preview }: { preview: InvoicePreview }) {
  const { sums, organisation } = preview;
  const recipient = invoiceRecipient(organisation);
  return (
    <section aria-labelledby="sums">
      <h2 id="sums" class="mb-3 text-lg font-medium">
        What it says
      </h2>
      <Facts
        rows={[
          ['Work', <Money pence={sums.workPence} />],
          ['Expenses', <Money pence={sums.expensesPence} />],
          ...(sums.employerContributionPence > 0
            ? [
                [
                  'Employer pension contribution',
                  <>
                    <Money pence={sums.employerContributionPence} />{' '}
                    <span class="text-muted">
                      {formatPercent(sums.employerBasisPoints ?? 0)} of pensionable pay{' '}
                      {formatPounds(sums.pensionablePayPence)}, which is 90% of {formatPounds(sums.pensionableFeePence)}
                    </span>
                  </>,
                ] as const,
              ]
            : []),
          [
            'Total',
            <strong>
              <Money pence={sums.totalPence} />
            </strong>,
          ],
          ['Goes to', recipient ? `${recipient.name}, ${recipient.address}` : '–'],
          ['With it', wantsFormA(sums) ? 'The invoice and Form A, as PDFs' : 'The invoice, as PDF'],
        ]}
      />
      {preview.tooLateToPension.length > 0 && (
        <Caution>
          Billed without its pension, since its ten weeks are over:{' '}
          {preview.tooLateToPension.map(booking => formatDay(booking.workDate)).join(', ')}. The practice is not asked
          for a share that nobody can take any more.
        </Caution>
      )}
      {!recipient && (
        <Caution>
          {organisation.name} has no email address.{' '}
          <a class="link" href={`/organisations/${showId('organisation', organisation.id)}/edit`}>
            Add one for its finance contact
          </a>
          , or keep this as a draft.
        </Caution>
      )}
      {!preview.profile.sortCode && (
        <Caution>
          Your bank details are not on the invoice yet.{' '}
          <a class="link" href="/profile/billing">
            Add them
          </a>
          , so that you can be paid.
        </Caution>
      )}
    </section>
  );
}
