import { readAccount } from '#features/accounts/index.ts';
import { type Booking, billableIn, takeForInvoice } from '#features/bookings/index.ts';
import { type Organisation, readOrganisation } from '#features/organisations/index.ts';
import { type Profile, readProfile } from '#features/profile/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { invoiceTotals } from '#rules/invoice-totals.ts';
import { ZERO } from '#rules/money.ts';
import { DEFAULT_PAYMENT_DAYS } from '#rules/payment-terms.ts';
import { mayUseFormsAB } from '#rules/pension/eligibility.ts';
import type { EnteredFigure } from '#rules/pension/entered-figures.ts';
import { schemeOf } from '#rules/pension/scheme.ts';
import { schemeYearOf } from '#rules/tax-year.ts';
import { listEnteredFigures } from './entered-figures.ts';
import type { DraftInput } from './input.ts';
import { type Line, partOf } from './invoice.ts';
import { isTooLateToPension, linesOf } from './invoice-lines.ts';
import { insertDraft, lockInvoice, type Sums } from './store.ts';

type Ctx = Needs<'clock' | 'queue' | 'cipher'>;

/** Gathers bookings of one organisation into a draft. They cannot go onto a second one while it exists. */
export async function draftInvoice(ctx: Ctx & Needs<'db'>, owner: Owner, input: DraftInput): Promise<Id<'invoice'>> {
  return asOwner(ctx.db, owner, tx => draftInvoiceIn(ctx, tx, input));
}

/** The same within the caller's transaction. */
export async function draftInvoiceIn(ctx: Ctx, tx: OwnedTransaction, input: DraftInput): Promise<Id<'invoice'>> {
  const id = input.id ?? newId('invoice');
  // asked first: the bookings of a draft that is there are no longer billable
  if (input.id && (await lockInvoice(tx, input.id))) return id;
  const preview = await previewInvoice(ctx, tx, input.organisation, input.bookings);
  const now = ctx.clock.now();
  const made = await insertDraft(
    tx,
    {
      id,
      organisationId: preview.organisation.id,
      paymentTermsDays:
        input.paymentTermsDays !== undefined && input.paymentTermsDays >= 0
          ? input.paymentTermsDays
          : preview.paymentTermsDays,
      purchaseOrder: input.purchaseOrder ?? preview.organisation.purchaseOrder,
      buyerReference: input.buyerReference ?? preview.organisation.buyerReference,
      notes: input.notes ?? '',
      sums: preview.sums,
    },
    preview.lines,
    now,
  );
  if (!made) return id;
  await takeForInvoice(tx, id, input.bookings, now);
  await recordFact(ctx, tx, { kind: 'invoice.drafted', subjectId: id });
  return id;
}

/** What an invoice of these bookings would say. */
export interface InvoicePreview {
  readonly organisation: Organisation;
  readonly profile: Profile;
  readonly bookings: readonly Booking[];
  readonly lines: readonly Line[];
  /** Meant to be pensioned, and billed without: their ten weeks are over. */
  readonly tooLateToPension: readonly Booking[];
  readonly sums: Sums;
  readonly paymentTermsDays: number;
}

/** Lines and sums without writing anything. Refuses bookings that are not to be billed or belong to another organisation. */
export async function previewInvoice(
  ctx: Ctx,
  tx: OwnedTransaction,
  organisationId: Id<'organisation'>,
  bookingIds: readonly Id<'booking'>[],
): Promise<InvoicePreview> {
  const organisation = await readOrganisation(tx, organisationId);
  if (!organisation) throw notFound('organisation');
  const profile = await readProfile(ctx, tx);
  const account = await readAccount(tx);
  const bookings = await billableIn(tx, bookingIds);
  if (bookings.length !== new Set(bookingIds).size) {
    throw new Refusal({
      code: 'invoice.booking_not_billable',
      message: 'One of these bookings is on an invoice already, or not delivered. Please choose again.',
      field: 'bookings',
    });
  }
  if (bookings.some(booking => booking.organisationId !== organisationId)) {
    throw new Refusal({
      code: 'invoice.two_organisations',
      message: 'One invoice goes to one organisation.',
      field: 'bookings',
    });
  }
  const eligible = mayUseFormsAB({
    profession: account.profession,
    billingMode: 'self_invoiced',
    tradingAs: profile.tradingAs,
  });
  const today = ctx.clock.today();
  const lines = linesOf(bookings, eligible.ok, today);
  return {
    organisation,
    profile,
    bookings,
    lines,
    tooLateToPension: bookings.filter(booking => isTooLateToPension(booking, today)),
    sums: sumsOf(lines, organisation, today, await listEnteredFigures(tx)),
    paymentTermsDays:
      bookings[0]?.paymentTermsDays ??
      organisation.paymentTermsDays ??
      profile.paymentTermsDays ??
      DEFAULT_PAYMENT_DAYS,
  };
}

/** The sums of lines on a day. Refuses `pension.rate_unknown` where no table has the rate and the locum entered none. */
export function sumsOf(
  lines: readonly Line[],
  organisation: Organisation,
  day: Temporal.PlainDate,
  entered: readonly EnteredFigure[],
): Sums {
  const totals = invoiceTotals(
    lines.map(line => ({ part: partOf(line.kind), amountPence: line.amountPence, pensioned: line.pensioned })),
    organisation.nation,
    day,
    entered,
  );
  if (!totals.ok) {
    throw new Refusal({
      code: 'pension.rate_unknown',
      message: `The employer’s contribution rate of ${schemeYearOf(day).replace('-', '/')} is not known here yet. Enter it once you read it, at ${figuresPage(organisation, day)}, or take the pension off these bookings.`,
      status: 422,
    });
  }
  return {
    workPence: totals.workPence,
    expensesPence: totals.expensesPence,
    pensionableFeePence: totals.pension?.feePence ?? ZERO,
    pensionablePayPence: totals.pension?.pensionablePence ?? ZERO,
    employerContributionPence: totals.employerContributionPence,
    employerBasisPoints: totals.pension?.employerBasisPoints ?? null,
    ...(totals.pension?.rateEntered ? { rateEntered: totals.pension.rateEntered } : {}),
    totalPence: totals.totalPence,
  };
}

/** Where the pensions room asks for the figures of a year. */
function figuresPage({ nation }: Organisation, day: Temporal.PlainDate): string {
  return `/pension/figures/${schemeYearOf(day)}?scheme=${schemeOf(nation)}`;
}
