import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import { type PensionMonth, pensionMonthOf } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearDays } from '#rules/tax-year.ts';
import type { PostInput } from './post-input.ts';
import type { PostKind } from './post-kinds.ts';

/** Pensioned work outside Forms A and B. */
export interface Post {
  readonly id: Id<'post'>;
  readonly kind: PostKind;
  /** The provider, practice or trust. */
  readonly employer: string;
  /** Where its SOLO work is booked here too. */
  readonly organisationId: Id<'organisation'> | null;
  readonly scheme: PensionScheme;
  readonly startedOn: Temporal.PlainDate;
  readonly endedOn: Temporal.PlainDate | null;
  /** Member on every day from start to end, worked or not. */
  readonly isContinuous: boolean;
}

/** What a post paid in a month, as the locum was told. */
export interface PostPay {
  readonly postId: Id<'post'>;
  readonly month: PensionMonth;
  readonly pensionablePence: Pence;
  /** Taken from the pay; null where the locum does not know yet. */
  readonly contributedPence: Pence | null;
}

/** All, the latest start first. */
export async function listPosts(tx: OwnedTransaction): Promise<Post[]> {
  const rows = await posts(tx).orderBy('started_on', 'desc').orderBy('id', 'desc').execute();
  return rows.map(fromRow);
}

export async function readPost(tx: OwnedTransaction, id: Id<'post'>): Promise<Post | undefined> {
  const row = await posts(tx).where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Of all posts in a scheme year, in order of the months. */
export async function listPostPay(tx: OwnedTransaction, year: SchemeYear): Promise<PostPay[]> {
  const { from, to } = monthsOf(year);
  const rows = await tx.db
    .selectFrom('pension_post_pay')
    .select(['post_id', 'pay_month', 'pensionable_pence', 'contributed_pence'])
    .where('account_id', '=', tx.accountId)
    .where('pay_month', '>=', from)
    .where('pay_month', '<=', to)
    .orderBy('pay_month')
    .orderBy('post_id')
    .execute();
  return rows.map(row => ({
    postId: row.post_id,
    month: row.pay_month as PensionMonth,
    pensionablePence: row.pensionable_pence,
    contributedPence: row.contributed_pence,
  }));
}

/** Adds one; answers false where one with that id is there already. */
export async function insertPost(
  tx: OwnedTransaction,
  id: Id<'post'>,
  input: PostInput,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('pension_posts')
    .values({ account_id: tx.accountId, id, ...columnsOf(input), created_at: now, updated_at: now })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Answers false where there is none. */
export async function updatePost(
  tx: OwnedTransaction,
  id: Id<'post'>,
  input: PostInput,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('pension_posts')
    .set({ ...columnsOf(input), updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** With its pay. Answers false where there is none. */
export async function deletePost(tx: OwnedTransaction, id: Id<'post'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('pension_posts')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Puts the pay of a scheme year in the place of what was there. */
export async function replacePostPay(
  tx: OwnedTransaction,
  id: Id<'post'>,
  year: SchemeYear,
  pay: readonly Omit<PostPay, 'postId'>[],
  now: Temporal.Instant,
): Promise<void> {
  const { from, to } = monthsOf(year);
  await tx.db
    .deleteFrom('pension_post_pay')
    .where('account_id', '=', tx.accountId)
    .where('post_id', '=', id)
    .where('pay_month', '>=', from)
    .where('pay_month', '<=', to)
    .execute();
  if (pay.length === 0) return;
  await tx.db
    .insertInto('pension_post_pay')
    .values(
      pay.map(it => ({
        account_id: tx.accountId,
        post_id: id,
        pay_month: it.month,
        pensionable_pence: it.pensionablePence,
        contributed_pence: it.contributedPence,
        updated_at: now,
      })),
    )
    .execute();
}

function posts(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('pension_posts')
    .select(['id', 'kind', 'employer', 'organisation_id', 'scheme', 'started_on', 'ended_on', 'is_continuous'])
    .where('account_id', '=', tx.accountId);
}

function fromRow(row: Awaited<ReturnType<ReturnType<typeof posts>['executeTakeFirstOrThrow']>>): Post {
  return {
    id: row.id,
    kind: row.kind,
    employer: row.employer,
    organisationId: row.organisation_id,
    scheme: row.scheme,
    startedOn: row.started_on,
    endedOn: row.ended_on,
    isContinuous: row.is_continuous,
  };
}

function columnsOf(input: PostInput) {
  return {
    kind: input.kind,
    employer: input.employer,
    organisation_id: input.organisation,
    scheme: input.scheme,
    started_on: input.startedOn,
    ended_on: input.endedOn,
    is_continuous: input.isContinuous,
  };
}

function monthsOf(year: SchemeYear): { readonly from: PensionMonth; readonly to: PensionMonth } {
  const { first, last } = schemeYearDays(year);
  return { from: pensionMonthOf(first), to: pensionMonthOf(last) };
}
