import type { Selectable } from 'kysely';
import type { Organisations } from '#database/tables.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { RATE_KINDS } from '#rules/booking-fee.ts';
import type { Id } from '#rules/ids.ts';
import { isNation } from '#rules/nation.ts';
import type { OrganisationInput } from './input.ts';
import { ORGANISATION_KINDS, type Organisation } from './organisation.ts';

/** One organisation, archived ones too. */
export async function readOrganisation(
  tx: OwnedTransaction,
  id: Id<'organisation'>,
): Promise<Organisation | undefined> {
  const row = await tx.db
    .selectFrom('organisations')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Those in use, by name. */
export async function listOrganisations(tx: OwnedTransaction): Promise<Organisation[]> {
  return searchOrganisations(tx, { name: '', archived: false });
}

/** By name; a part of the name is enough. */
export async function searchOrganisations(
  tx: OwnedTransaction,
  filter: { readonly name: string; readonly archived: boolean },
): Promise<Organisation[]> {
  let query = tx.db
    .selectFrom('organisations')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('archived_at', filter.archived ? 'is not' : 'is', null)
    .orderBy(({ fn }) => fn('lower', ['name']))
    .orderBy('id');
  if (filter.name) query = query.where('name', 'ilike', `%${filter.name.replace(/[\\%_]/g, '\\$&')}%`);
  return (await query.execute()).map(fromRow);
}

/** Adds one; answers false where one with that id is there already. */
export async function insertOrganisation(
  tx: OwnedTransaction,
  id: Id<'organisation'>,
  input: OrganisationInput,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('organisations')
    .values({ account_id: tx.accountId, id, ...columnsOf(input), created_at: now, updated_at: now })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Answers false where there is none. */
export async function updateOrganisation(
  tx: OwnedTransaction,
  id: Id<'organisation'>,
  input: OrganisationInput,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('organisations')
    .set({ ...columnsOf(input), updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Takes it out of the lists, or puts it back. */
export async function setArchived(
  tx: OwnedTransaction,
  id: Id<'organisation'>,
  at: Temporal.Instant | null,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('organisations')
    .set({ archived_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

function columnsOf(input: OrganisationInput) {
  return {
    name: input.name,
    kind: input.kind,
    nation: input.nation,
    address_lines: input.addressLines ?? '',
    postcode: input.postcode,
    ods_code: input.odsCode,
    booking_contact_name: input.bookingContactName,
    booking_contact_email: input.bookingContactEmail,
    booking_contact_phone: input.bookingContactPhone,
    finance_contact_name: input.financeContactName,
    finance_contact_email: input.financeContactEmail,
    rate_kind: input.rateKind,
    rate_pence: input.rate,
    break_minutes: input.breakMinutes,
    payment_terms_days: input.paymentTermsDays,
    cancellation_terms: input.cancellationTerms === null ? null : JSON.stringify(input.cancellationTerms),
    pensionable: input.pensionable,
    miles_tenths: input.miles,
    purchase_order: input.purchaseOrder,
    requires_purchase_order: input.requiresPurchaseOrder,
    buyer_reference: input.buyerReference,
    notes: input.notes ?? '',
  };
}

function fromRow(row: Selectable<Organisations>): Organisation {
  return {
    id: row.id,
    name: row.name,
    kind: ORGANISATION_KINDS.find(kind => kind === row.kind) ?? 'other',
    nation: isNation(row.nation) ? row.nation : 'england',
    addressLines: row.address_lines,
    postcode: row.postcode,
    odsCode: row.ods_code,
    bookingContactName: row.booking_contact_name,
    bookingContactEmail: row.booking_contact_email,
    bookingContactPhone: row.booking_contact_phone,
    financeContactName: row.finance_contact_name,
    financeContactEmail: row.finance_contact_email,
    rateKind: RATE_KINDS.find(kind => kind === row.rate_kind) ?? null,
    ratePence: row.rate_pence,
    breakMinutes: row.break_minutes,
    paymentTermsDays: row.payment_terms_days,
    cancellationTerms: row.cancellation_terms,
    pensionable: row.pensionable,
    milesTenths: row.miles_tenths,
    purchaseOrder: row.purchase_order,
    requiresPurchaseOrder: row.requires_purchase_order,
    buyerReference: row.buyer_reference,
    notes: row.notes,
    archivedAt: row.archived_at,
  };
}
