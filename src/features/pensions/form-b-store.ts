import { type RawBuilder, sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { FormBFigures } from '#rules/pension/form-b.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import type { PensionMonth } from '#rules/pension-month.ts';

/** One making of a month's Form B. */
export interface KeptRevision {
  readonly id: Id<'formB'>;
  readonly month: PensionMonth;
  readonly scheme: PensionScheme;
  readonly revision: number;
  readonly schemeYear: string;
  readonly tierBasisPoints: number;
  /** Lines a to j, as printed. */
  readonly figures: FormBFigures;
  readonly pensionablePence: Pence;
  readonly employeeTotalPence: Pence;
  readonly employerPence: Pence;
  readonly payablePence: Pence;
  readonly fileId: Id<'file'>;
  readonly madeAt: Temporal.Instant;
  readonly submittedOn: Temporal.PlainDate | null;
  readonly submittedTo: string | null;
  readonly submissionReference: string | null;
  /** As printed. */
  readonly paymentReference: string;
  readonly rejected: { readonly on: Temporal.PlainDate; readonly reason: string } | undefined;
  /** Contributions as paid over while this revision stood; those of its month are the sum of all revisions. */
  readonly paid: { readonly on: Temporal.PlainDate; readonly pence: Pence } | undefined;
  /** Its Forms A, to see whether money came in since. */
  readonly formAIds: readonly Id<'formA'>[];
  /** Of them, those past their last chance for which an exception was granted. */
  readonly exceptionIds: readonly Id<'formA'>[];
}

/** The revision that stands. */
export interface KeptFormB extends KeptRevision {
  /** Those it replaced, the latest first. */
  readonly earlier: readonly KeptRevision[];
}

/** The newest form of each month and scheme with those it replaced, latest month first. */
export async function listFormBs(tx: OwnedTransaction): Promise<KeptFormB[]> {
  const revisions = (await formBs(tx).execute()).map(fromRow);
  const months = Map.groupBy(revisions, it => `${it.month} ${it.scheme}`);
  return [...months.values()].flatMap(([newest, ...earlier]) => (newest ? [{ ...newest, earlier }] : []));
}

export interface NewFormB {
  readonly id: Id<'formB'>;
  readonly month: PensionMonth;
  readonly scheme: PensionScheme;
  readonly paymentReference: string;
  readonly revision: number;
  readonly schemeYear: string;
  readonly tierBasisPoints: number;
  readonly figures: FormBFigures;
  readonly lines: readonly {
    readonly formAId: Id<'formA'>;
    readonly paidOn: Temporal.PlainDate;
    readonly exceptionGranted: boolean;
  }[];
  readonly fileId: Id<'file'>;
}

export async function insertFormB(tx: OwnedTransaction, form: NewFormB, now: Temporal.Instant): Promise<void> {
  const { figures } = form;
  await tx.db
    .insertInto('form_bs')
    .values({
      account_id: tx.accountId,
      id: form.id,
      pension_month: form.month,
      scheme: form.scheme,
      payment_reference: form.paymentReference,
      revision: form.revision,
      scheme_year: form.schemeYear,
      tier_basis_points: form.tierBasisPoints,
      pensionable_pay_pence: figures.a,
      employee_pence: figures.b,
      added_years_pence: figures.c,
      mpavc_pence: figures.d,
      additional_pension_pence: figures.e,
      errbo_pence: figures.f,
      employee_total_pence: figures.g,
      employer_pence: figures.h,
      payable_pence: figures.i,
      cumulative_pensionable_pence: figures.j,
      file_id: form.fileId,
      made_at: now,
    })
    .execute();
  await tx.db
    .insertInto('form_b_lines')
    .values(
      form.lines.map(line => ({
        account_id: tx.accountId,
        form_b_id: form.id,
        form_a_id: line.formAId,
        paid_on: line.paidOn,
        exception_granted: line.exceptionGranted,
      })),
    )
    .execute();
}

/** Notes when, where and under which reference a form was sent. */
export async function markSubmitted(
  tx: OwnedTransaction,
  id: Id<'formB'>,
  submission: { readonly on: Temporal.PlainDate; readonly to: string; readonly reference: string | null },
): Promise<void> {
  await tx.db
    .updateTable('form_bs')
    .set({ submitted_on: submission.on, submitted_to: submission.to, submission_reference: submission.reference })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Takes back what was recorded of a form. */
export async function clearFormBStep(
  tx: OwnedTransaction,
  id: Id<'formB'>,
  step: 'submitted' | 'rejected' | 'paid',
): Promise<void> {
  const cleared = {
    submitted: { submitted_on: null, submitted_to: null, submission_reference: null },
    rejected: { rejected_on: null, rejection_reason: null },
    paid: { paid_on: null, paid_pence: null },
  };
  await tx.db
    .updateTable('form_bs')
    .set(cleared[step])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Locks the making of Forms B for the account until the transaction ends, so that two presses make one revision each. */
export async function lockFormBs(tx: OwnedTransaction): Promise<void> {
  await tx.db.selectFrom('accounts').select('id').where('id', '=', tx.accountId).forUpdate().execute();
}

/** Every revision, its month and the newest first. */
function formBs(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('form_bs as b')
    .selectAll('b')
    .select(lineIds(sql`true`).as('form_a_ids'))
    .select(lineIds(sql`l.exception_granted`).as('exception_ids'))
    .where('b.account_id', '=', tx.accountId)
    .orderBy('b.pension_month', 'desc')
    .orderBy('b.scheme')
    .orderBy('b.revision', 'desc');
}

function lineIds(which: RawBuilder<unknown>) {
  return sql<
    Id<'formA'>[]
  >`(SELECT coalesce(array_agg(l.form_a_id::text), '{}') FROM form_b_lines l WHERE l.account_id = b.account_id AND l.form_b_id = b.id AND ${which})`;
}

function fromRow(row: Awaited<ReturnType<ReturnType<typeof formBs>['executeTakeFirstOrThrow']>>): KeptRevision {
  return {
    id: row.id,
    month: row.pension_month as PensionMonth,
    scheme: row.scheme as PensionScheme,
    revision: row.revision,
    schemeYear: row.scheme_year,
    tierBasisPoints: row.tier_basis_points,
    figures: {
      a: row.pensionable_pay_pence,
      b: row.employee_pence,
      c: row.added_years_pence,
      d: row.mpavc_pence,
      e: row.additional_pension_pence,
      f: row.errbo_pence,
      g: row.employee_total_pence,
      h: row.employer_pence,
      i: row.payable_pence,
      j: row.cumulative_pensionable_pence,
    },
    pensionablePence: row.pensionable_pay_pence,
    employeeTotalPence: row.employee_total_pence,
    employerPence: row.employer_pence,
    payablePence: row.payable_pence,
    fileId: row.file_id,
    madeAt: row.made_at,
    submittedOn: row.submitted_on,
    submittedTo: row.submitted_to,
    submissionReference: row.submission_reference,
    paymentReference: row.payment_reference,
    rejected: row.rejected_on === null ? undefined : { on: row.rejected_on, reason: row.rejection_reason ?? '' },
    paid: row.paid_on === null || row.paid_pence === null ? undefined : { on: row.paid_on, pence: row.paid_pence },
    formAIds: row.form_a_ids,
    exceptionIds: row.exception_ids,
  };
}
