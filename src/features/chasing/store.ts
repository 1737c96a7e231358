import type { OwnedTransaction } from '#platform/access.ts';
import { USUAL_CHASE_DAYS } from '#rules/chase-schedule.ts';
import type { Id } from '#rules/ids.ts';

/** The account's schedule of reminders. */
export interface ChasingSettings {
  readonly isOn: boolean;
  /** Days after the due day, rising. */
  readonly days: readonly number[];
}

/** How an organisation pays, as the locum has learnt it, and what is done where it pays late. */
export interface PayerRecord {
  readonly isChased: boolean;
  readonly chargesInterest: boolean;
  readonly registrationSteps: string;
  readonly orderRule: string;
  readonly paymentRun: string;
}

/** What holds back the reminders of one invoice, or its interest. */
export interface InvoiceHold {
  readonly pausedAt: Temporal.Instant | null;
  readonly promisedOn: Temporal.PlainDate | null;
  readonly interestWaivedAt: Temporal.Instant | null;
}

export interface Chase {
  readonly invoiceId: Id<'invoice'>;
  readonly at: Temporal.Instant;
  readonly byHand: boolean;
  readonly toAddress: string;
}

const USUAL_PAYER: PayerRecord = {
  isChased: true,
  chargesInterest: false,
  registrationSteps: '',
  orderRule: '',
  paymentRun: '',
};

const NO_HOLD: InvoiceHold = { pausedAt: null, promisedOn: null, interestWaivedAt: null };

export async function readSettings(tx: OwnedTransaction): Promise<ChasingSettings> {
  const row = await tx.db
    .selectFrom('chasing_settings')
    .select(['is_on', 'days'])
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  return row ? { isOn: row.is_on, days: row.days as number[] } : { isOn: true, days: USUAL_CHASE_DAYS };
}

export async function writeSettings(
  tx: OwnedTransaction,
  settings: ChasingSettings,
  now: Temporal.Instant,
): Promise<void> {
  const row = { is_on: settings.isOn, days: JSON.stringify(settings.days), updated_at: now };
  await tx.db
    .insertInto('chasing_settings')
    .values({ account_id: tx.accountId, ...row })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(row))
    .execute();
}

/** What is known of an organisation as a payer; the usual where nothing was written down. */
export async function readPayer(tx: OwnedTransaction, id: Id<'organisation'>): Promise<PayerRecord> {
  const row = await tx.db
    .selectFrom('payer_records')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('organisation_id', '=', id)
    .executeTakeFirst();
  if (!row) return USUAL_PAYER;
  return {
    isChased: row.is_chased,
    chargesInterest: row.charges_interest,
    registrationSteps: row.registration_steps,
    orderRule: row.order_rule,
    paymentRun: row.payment_run,
  };
}

/** The organisations that the locum does not want reminded. */
export async function listUnchased(tx: OwnedTransaction): Promise<Set<Id<'organisation'>>> {
  const rows = await tx.db
    .selectFrom('payer_records')
    .select('organisation_id')
    .where('account_id', '=', tx.accountId)
    .where('is_chased', '=', false)
    .execute();
  return new Set(rows.map(row => row.organisation_id));
}

export async function writePayer(
  tx: OwnedTransaction,
  id: Id<'organisation'>,
  payer: PayerRecord,
  now: Temporal.Instant,
): Promise<void> {
  const row = {
    is_chased: payer.isChased,
    charges_interest: payer.chargesInterest,
    registration_steps: payer.registrationSteps,
    order_rule: payer.orderRule,
    payment_run: payer.paymentRun,
    updated_at: now,
  };
  await tx.db
    .insertInto('payer_records')
    .values({ account_id: tx.accountId, organisation_id: id, ...row })
    .onConflict(conflict => conflict.columns(['account_id', 'organisation_id']).doUpdateSet(row))
    .execute();
}

/** By invoice; those that nothing was ever said of are not in the map. */
export async function listHolds(tx: OwnedTransaction): Promise<Map<Id<'invoice'>, InvoiceHold>> {
  const rows = await tx.db.selectFrom('invoice_holds').selectAll().where('account_id', '=', tx.accountId).execute();
  return new Map(
    rows.map(row => [
      row.invoice_id,
      { pausedAt: row.paused_at, promisedOn: row.promised_on, interestWaivedAt: row.interest_waived_at },
    ]),
  );
}

export async function readHold(tx: OwnedTransaction, id: Id<'invoice'>): Promise<InvoiceHold> {
  return (await listHolds(tx)).get(id) ?? NO_HOLD;
}

/** Changes what is named and leaves the rest as it is. */
export async function changeHold(
  tx: OwnedTransaction,
  id: Id<'invoice'>,
  change: {
    readonly paused_at?: Temporal.Instant | null;
    readonly promised_on?: Temporal.PlainDate | null;
    readonly interest_waived_at?: Temporal.Instant | null;
  },
): Promise<void> {
  await tx.db
    .insertInto('invoice_holds')
    .values({ account_id: tx.accountId, invoice_id: id, ...change })
    .onConflict(conflict => conflict.columns(['account_id', 'invoice_id']).doUpdateSet(change))
    .execute();
}

/** Reminders of one invoice, or all, the latest first. */
export async function listChases(tx: OwnedTransaction, invoiceId?: Id<'invoice'>): Promise<Chase[]> {
  let query = tx.db
    .selectFrom('invoice_chases')
    .select(['invoice_id', 'chased_at', 'by_hand', 'to_address'])
    .where('account_id', '=', tx.accountId)
    .orderBy('chased_at', 'desc');
  if (invoiceId !== undefined) query = query.where('invoice_id', '=', invoiceId);
  return (await query.execute()).map(row => ({
    invoiceId: row.invoice_id,
    at: row.chased_at,
    byHand: row.by_hand,
    toAddress: row.to_address,
  }));
}

/** Notes a reminder; one of the same moment is the same one. */
export async function insertChase(tx: OwnedTransaction, chase: Chase): Promise<void> {
  await tx.db
    .insertInto('invoice_chases')
    .values({
      account_id: tx.accountId,
      invoice_id: chase.invoiceId,
      chased_at: chase.at,
      by_hand: chase.byHand,
      to_address: chase.toAddress,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'invoice_id', 'chased_at']).doNothing())
    .execute();
}

/** When an organisation was last reminded of any of its invoices. */
export async function lastChaseOf(
  tx: OwnedTransaction,
  organisationId: Id<'organisation'>,
): Promise<Temporal.Instant | undefined> {
  const row = await tx.db
    .selectFrom('invoice_chases as c')
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'c.account_id').onRef('i.id', '=', 'c.invoice_id'),
    )
    .select('c.chased_at')
    .where('c.account_id', '=', tx.accountId)
    .where('i.organisation_id', '=', organisationId)
    .orderBy('c.chased_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.chased_at;
}

/** The invoices that were mailed from here. */
export async function listMailed(tx: OwnedTransaction): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('mails')
    .select('subject_id')
    .distinct()
    .where('account_id', '=', tx.accountId)
    .where('kind', '=', 'invoice')
    .execute();
  return new Set(rows.map(row => row.subject_id).filter(id => id !== null));
}
