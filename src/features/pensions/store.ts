import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { FormAFigures, WorkedRun } from '#rules/pension/form-a.ts';
import type { FormBFigures } from '#rules/pension/form-b.ts';
import { type PensionMonth, pensionMonthOf } from '#rules/pension-month.ts';

/** A Form A with its invoice and, once that is paid in full, the day of it. */
export interface KeptFormA {
  readonly id: Id<'formA'>;
  readonly invoiceId: Id<'invoice'>;
  readonly invoiceNumber: string;
  readonly organisationId: Id<'organisation'>;
  readonly organisationName: string;
  readonly odsCode: string | null;
  readonly schemeYear: string;
  readonly firstDay: Temporal.PlainDate;
  readonly lastDay: Temporal.PlainDate;
  readonly periods: readonly WorkedRun[];
  readonly feePence: Pence;
  readonly pensionablePence: Pence;
  readonly employerPence: Pence;
  readonly employerBasisPoints: number;
  readonly fileId: Id<'file'>;
  readonly paidOn: Temporal.PlainDate | null;
  /** On a Form B that stands. */
  readonly onFormB: boolean;
  /** By whom it was signed for the practice, and the paper of it; undefined until then. */
  readonly signed: { readonly name: string; readonly at: Temporal.Instant; readonly fileId: Id<'file'> } | undefined;
}

/** All that stand, the latest work first. */
export async function listFormAs(tx: OwnedTransaction): Promise<KeptFormA[]> {
  const rows = await formAs(tx).orderBy('a.last_day', 'desc').orderBy('a.id', 'desc').execute();
  return rows.map(fromRow);
}

export async function findFormA(tx: OwnedTransaction, invoiceId: Id<'invoice'>): Promise<KeptFormA | undefined> {
  const row = await formAs(tx).where('a.invoice_id', '=', invoiceId).executeTakeFirst();
  return row && fromRow(row);
}

export interface NewFormA {
  readonly id: Id<'formA'>;
  readonly invoiceId: Id<'invoice'>;
  readonly organisationId: Id<'organisation'>;
  readonly schemeYear: string;
  readonly periods: readonly WorkedRun[];
  readonly figures: FormAFigures;
  readonly fileId: Id<'file'>;
  /** Everything printed on it, sealed: what is signed later is what was sent. */
  readonly contentSealed: string;
}

export async function insertFormA(tx: OwnedTransaction, form: NewFormA, now: Temporal.Instant): Promise<void> {
  const [first, last] = [form.periods[0], form.periods.at(-1)];
  if (!first || !last) throw new RangeError('a Form A without a day of work');
  await tx.db
    .insertInto('form_as')
    .values({
      account_id: tx.accountId,
      id: form.id,
      invoice_id: form.invoiceId,
      organisation_id: form.organisationId,
      scheme_year: form.schemeYear,
      first_day: first.from,
      last_day: last.to,
      periods: JSON.stringify(form.periods),
      fee_pence: form.figures.feePence,
      pensionable_pay_pence: form.figures.pensionablePence,
      employer_contribution_pence: form.figures.employerPence,
      employer_basis_points: form.figures.employerBasisPoints,
      file_id: form.fileId,
      content_sealed: form.contentSealed,
      made_at: now,
    })
    .execute();
}

/** The form goes with its voided invoice. */
export async function withdrawFormA(
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .updateTable('form_as')
    .set({ withdrawn_at: now })
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', invoiceId)
    .execute();
}

export interface KeptFormB {
  readonly id: Id<'formB'>;
  readonly month: PensionMonth;
  readonly revision: number;
  readonly schemeYear: string;
  readonly tierBasisPoints: number;
  readonly pensionablePence: Pence;
  readonly employeeTotalPence: Pence;
  readonly employerPence: Pence;
  readonly payablePence: Pence;
  readonly fileId: Id<'file'>;
  readonly madeAt: Temporal.Instant;
  readonly submittedOn: Temporal.PlainDate | null;
  readonly submittedTo: string | null;
  readonly submissionReference: string | null;
  /** Its Forms A, to see whether money came in since. */
  readonly formAIds: readonly Id<'formA'>[];
}

/** The newest form of each month, latest month first. */
export async function listFormBs(tx: OwnedTransaction): Promise<KeptFormB[]> {
  const rows = await tx.db
    .selectFrom('form_bs as b')
    .selectAll('b')
    .select(
      sql<
        Id<'formA'>[]
      >`(SELECT coalesce(array_agg(l.form_a_id::text), '{}') FROM form_b_lines l WHERE l.account_id = b.account_id AND l.form_b_id = b.id)`.as(
        'form_a_ids',
      ),
    )
    .where('b.account_id', '=', tx.accountId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('form_bs as newer')
            .select('newer.id')
            .whereRef('newer.account_id', '=', 'b.account_id')
            .whereRef('newer.pension_month', '=', 'b.pension_month')
            .whereRef('newer.revision', '>', 'b.revision'),
        ),
      ),
    )
    .orderBy('b.pension_month', 'desc')
    .execute();
  return rows.map(row => ({
    id: row.id,
    month: row.pension_month as PensionMonth,
    revision: row.revision,
    schemeYear: row.scheme_year,
    tierBasisPoints: row.tier_basis_points,
    pensionablePence: row.pensionable_pay_pence,
    employeeTotalPence: row.employee_total_pence,
    employerPence: row.employer_pence,
    payablePence: row.payable_pence,
    fileId: row.file_id,
    madeAt: row.made_at,
    submittedOn: row.submitted_on,
    submittedTo: row.submitted_to,
    submissionReference: row.submission_reference,
    formAIds: row.form_a_ids,
  }));
}

export interface NewFormB {
  readonly id: Id<'formB'>;
  readonly month: PensionMonth;
  readonly revision: number;
  readonly schemeYear: string;
  readonly tierBasisPoints: number;
  readonly figures: FormBFigures;
  readonly lines: readonly { readonly formAId: Id<'formA'>; readonly paidOn: Temporal.PlainDate }[];
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
      })),
    )
    .execute();
}

/** Notes when, where and under which reference a form was sent; answers false where there is none. */
export async function markSubmitted(
  tx: OwnedTransaction,
  id: Id<'formB'>,
  submission: { readonly on: Temporal.PlainDate; readonly to: string; readonly reference: string | null },
): Promise<boolean> {
  const result = await tx.db
    .updateTable('form_bs')
    .set({ submitted_on: submission.on, submitted_to: submission.to, submission_reference: submission.reference })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Locks the making of Forms B for the account until the transaction ends, so that two presses make one revision each. */
export async function lockFormBs(tx: OwnedTransaction): Promise<void> {
  await tx.db.selectFrom('accounts').select('id').where('id', '=', tx.accountId).forUpdate().execute();
}

/** The Forms A whose invoices were paid in full in a month. */
export function paidIn(forms: readonly KeptFormA[], month: PensionMonth): KeptFormA[] {
  return forms
    .filter(form => form.paidOn !== null && pensionMonthOf(form.paidOn) === month)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.firstDay, b.firstDay));
}

/** The day on which payments first reached the invoice's total; null while they have not. */
const paidOn = sql<Temporal.PlainDate | null>`(
  SELECT min(reached.received_on) FROM (
    SELECT p.received_on, sum(p.amount_pence) OVER (ORDER BY p.received_on, p.id) AS so_far
    FROM payments p WHERE p.account_id = i.account_id AND p.invoice_id = i.id AND p.withdrawn_at IS NULL
  ) reached WHERE reached.so_far >= i.total_pence AND i.state = 'paid')`;

function formAs(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('form_as as a')
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'a.account_id').onRef('i.id', '=', 'a.invoice_id'),
    )
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'a.account_id').onRef('o.id', '=', 'a.organisation_id'),
    )
    .selectAll('a')
    .leftJoin('form_a_signatures as s', join =>
      join.onRef('s.account_id', '=', 'a.account_id').onRef('s.form_a_id', '=', 'a.id'),
    )
    .select(['i.number_text', 'o.name as organisation_name', 'o.ods_code', paidOn.as('paid_on')])
    .select(['s.name as signed_name', 's.signed_at', 's.file_id as signed_file_id'])
    .select(
      sql<boolean>`EXISTS (SELECT FROM form_b_lines l WHERE l.account_id = a.account_id AND l.form_a_id = a.id)`.as(
        'on_form_b',
      ),
    )
    .where('a.account_id', '=', tx.accountId)
    .where('a.withdrawn_at', 'is', null);
}

function fromRow(row: Awaited<ReturnType<ReturnType<typeof formAs>['executeTakeFirstOrThrow']>>): KeptFormA {
  const periods = row.periods as { from: string; to: string }[];
  return {
    id: row.id,
    invoiceId: row.invoice_id,
    invoiceNumber: row.number_text ?? '',
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    odsCode: row.ods_code,
    schemeYear: row.scheme_year,
    firstDay: row.first_day,
    lastDay: row.last_day,
    periods: periods.map(({ from, to }) => ({ from: Temporal.PlainDate.from(from), to: Temporal.PlainDate.from(to) })),
    feePence: row.fee_pence,
    pensionablePence: row.pensionable_pay_pence,
    employerPence: row.employer_contribution_pence,
    employerBasisPoints: row.employer_basis_points,
    fileId: row.file_id,
    paidOn: row.paid_on,
    onFormB: row.on_form_b,
    signed:
      row.signed_at === null || row.signed_file_id === null
        ? undefined
        : { name: row.signed_name ?? '', at: row.signed_at, fileId: row.signed_file_id },
  };
}
