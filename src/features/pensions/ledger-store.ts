import type { OwnedTransaction } from '#platform/access.ts';
import { londonDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { GivenUp } from './store.ts';

/** The day on which each invoice's first mail went out, refused ones left out. */
export async function listSentDays(tx: OwnedTransaction): Promise<Map<Id<'invoice'>, Temporal.PlainDate>> {
  const rows = await tx.db
    .selectFrom('mails as m')
    .innerJoin('form_as as a', join =>
      join.onRef('a.account_id', '=', 'm.account_id').onRef('a.invoice_id', '=', 'm.subject_id'),
    )
    .select(['a.invoice_id', 'm.created_at'])
    .where('m.account_id', '=', tx.accountId)
    .where('m.kind', '=', 'invoice')
    .where('m.state', '!=', 'refused')
    .orderBy('m.created_at', 'desc')
    .execute();
  // the earliest comes last and stays
  return new Map(rows.map(row => [row.invoice_id, londonDay(row.created_at)]));
}

/** Notes when and how much was paid over for a Form B. */
export async function markFormBPaid(
  tx: OwnedTransaction,
  id: Id<'formB'>,
  paid: { readonly on: Temporal.PlainDate; readonly pence: Pence },
): Promise<void> {
  await tx.db
    .updateTable('form_bs')
    .set({ paid_on: paid.on, paid_pence: paid.pence })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Notes that the pension office sent a Form B back. */
export async function markFormBRejected(
  tx: OwnedTransaction,
  id: Id<'formB'>,
  rejected: { readonly on: Temporal.PlainDate; readonly reason: string },
): Promise<void> {
  await tx.db
    .updateTable('form_bs')
    .set({ rejected_on: rejected.on, rejection_reason: rejected.reason })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

export async function lockFormA(tx: OwnedTransaction, id: Id<'formA'>): Promise<void> {
  await tx.db
    .selectFrom('form_as')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
}

export async function markGivenUp(tx: OwnedTransaction, id: Id<'formA'>, givenUp: GivenUp): Promise<void> {
  await tx.db
    .updateTable('form_as')
    .set({ given_up_on: givenUp.on, given_up_reason: givenUp.reason })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Pauses the chasing of a form, or with null lets it go on. Answers false where there is no such form. */
export async function markChasingPaused(
  tx: OwnedTransaction,
  id: Id<'formA'>,
  at: Temporal.Instant | null,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('form_as')
    .set({ chasing_paused_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The chases of all forms, the earliest first. */
export async function listChases(tx: OwnedTransaction): Promise<Map<Id<'formA'>, Temporal.Instant[]>> {
  const rows = await tx.db
    .selectFrom('form_a_chases')
    .select(['form_a_id', 'chased_at'])
    .where('account_id', '=', tx.accountId)
    .orderBy('chased_at')
    .execute();
  const chases = Map.groupBy(rows, row => row.form_a_id);
  return new Map([...chases].map(([id, of]) => [id, of.map(row => row.chased_at)]));
}

export async function insertChase(
  tx: OwnedTransaction,
  formAId: Id<'formA'>,
  chase: { readonly at: Temporal.Instant; readonly byHand: boolean },
): Promise<void> {
  await tx.db
    .insertInto('form_a_chases')
    .values({ account_id: tx.accountId, form_a_id: formAId, chased_at: chase.at, by_hand: chase.byHand })
    .execute();
}

/** The thresholds of which each subject was warned, in days. */
export async function listWarnings(tx: OwnedTransaction): Promise<Map<string, number[]>> {
  const rows = await tx.db
    .selectFrom('pension_warnings')
    .select(['subject', 'days'])
    .where('account_id', '=', tx.accountId)
    .execute();
  const warnings = Map.groupBy(rows, row => row.subject);
  return new Map([...warnings].map(([subject, of]) => [subject, of.map(row => row.days)]));
}

/** Records a warning; answers false where it was given before. */
export async function insertWarning(
  tx: OwnedTransaction,
  warning: { readonly subject: string; readonly days: number },
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('pension_warnings')
    .values({ account_id: tx.accountId, ...warning, warned_at: now })
    .onConflict(conflict => conflict.columns(['account_id', 'subject', 'days']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}
