import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { Nation } from '#rules/nation.ts';
import type { FormAFigures, WorkedRun } from '#rules/pension/form-a.ts';
import { type PensionScheme, schemeOf } from '#rules/pension/scheme.ts';
import { type PensionMonth, pensionMonthOf } from '#rules/pension-month.ts';

/** A Form A with its invoice and, once that is paid in full, the day of it. */
export interface KeptFormA {
  readonly id: Id<'formA'>;
  readonly invoiceId: Id<'invoice'>;
  readonly invoiceNumber: string;
  readonly organisationId: Id<'organisation'>;
  readonly organisationName: string;
  readonly odsCode: string | null;
  /** Several forms go with one invoice where its work lies in two scheme years. */
  readonly part: number;
  readonly nation: Nation;
  readonly schemeYear: string;
  readonly firstDay: Temporal.PlainDate;
  readonly lastDay: Temporal.PlainDate;
  readonly periods: readonly WorkedRun[];
  readonly feePence: Pence;
  readonly pensionablePence: Pence;
  readonly employerPence: Pence;
  readonly employerBasisPoints: number;
  readonly fileId: Id<'file'>;
  /** When its invoice is due. */
  readonly dueOn: Temporal.PlainDate | null;
  readonly paidOn: Temporal.PlainDate | null;
  /** On a Form B that stands. */
  readonly onFormB: boolean;
  /** By whom it was signed for the practice, and the paper of it; undefined until then. */
  readonly signed: { readonly name: string; readonly at: Temporal.Instant; readonly fileId: Id<'file'> } | undefined;
  /** No longer to be pensioned, and why. */
  readonly givenUp: GivenUp | undefined;
  readonly chasingPausedAt: Temporal.Instant | null;
  readonly madeAt: Temporal.Instant;
}

export interface GivenUp {
  readonly on: Temporal.PlainDate;
  readonly reason: 'too_late' | 'rejected' | 'changed_mind';
}

/** All that stand, the latest work first. */
export async function listFormAs(tx: OwnedTransaction): Promise<KeptFormA[]> {
  const rows = await formAs(tx).orderBy('a.last_day', 'desc').orderBy('a.id', 'desc').execute();
  return rows.map(fromRow);
}

/** Those of one invoice, in the order of their parts. */
export async function listFormAsOf(tx: OwnedTransaction, invoiceId: Id<'invoice'>): Promise<KeptFormA[]> {
  const rows = await formAs(tx).where('a.invoice_id', '=', invoiceId).orderBy('a.part').execute();
  return rows.map(fromRow);
}

export async function findFormA(tx: OwnedTransaction, id: Id<'formA'>): Promise<KeptFormA | undefined> {
  const row = await formAs(tx).where('a.id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

export interface NewFormA {
  readonly id: Id<'formA'>;
  readonly invoiceId: Id<'invoice'>;
  readonly organisationId: Id<'organisation'>;
  readonly part: number;
  readonly nation: Nation;
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
      part: form.part,
      nation: form.nation,
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

/** The forms go with their voided invoice. */
export async function markWithdrawn(
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

/** The Forms A of a scheme whose invoices were paid in full in a month, without those given up. */
export function paidIn(forms: readonly KeptFormA[], month: PensionMonth, scheme: PensionScheme): KeptFormA[] {
  return forms
    .filter(form => form.givenUp === undefined && schemeOf(form.nation) === scheme)
    .filter(form => form.paidOn !== null && pensionMonthOf(form.paidOn) === month)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.firstDay, b.firstDay));
}

/**
 * The day on which payments first reached the invoice's total less what was credited; null while they have not. A credit note that comes
 * later lowers the mark for all days, so what stands on a Form B that was sent keeps the day that stands there.
 */
const paidOn = sql<Temporal.PlainDate | null>`coalesce((
  SELECT l.paid_on FROM form_b_lines l JOIN form_bs b ON b.account_id = l.account_id AND b.id = l.form_b_id
  WHERE i.state = 'paid' AND l.account_id = a.account_id AND l.form_a_id = a.id
    AND b.submitted_on IS NOT NULL AND b.rejected_on IS NULL
  ORDER BY b.pension_month DESC, b.revision DESC LIMIT 1), (
  SELECT min(reached.received_on) FROM (
    SELECT p.received_on, sum(p.amount_pence) OVER (ORDER BY p.received_on, p.id) AS so_far
    FROM payments p WHERE p.account_id = i.account_id AND p.invoice_id = i.id AND p.withdrawn_at IS NULL
  ) reached WHERE i.state = 'paid' AND reached.so_far >= i.total_pence - (
    SELECT coalesce(sum(c.amount_pence), 0) FROM credit_notes c WHERE c.account_id = i.account_id AND c.invoice_id = i.id)))`;

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
    .select(['i.number_text', 'i.due_date', 'o.name as organisation_name', 'o.ods_code', paidOn.as('paid_on')])
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
    part: row.part,
    nation: row.nation as Nation,
    schemeYear: row.scheme_year,
    firstDay: row.first_day,
    lastDay: row.last_day,
    periods: periods.map(({ from, to }) => ({ from: Temporal.PlainDate.from(from), to: Temporal.PlainDate.from(to) })),
    feePence: row.fee_pence,
    pensionablePence: row.pensionable_pay_pence,
    employerPence: row.employer_contribution_pence,
    employerBasisPoints: row.employer_basis_points,
    fileId: row.file_id,
    dueOn: row.due_date,
    paidOn: row.paid_on,
    onFormB: row.on_form_b,
    signed:
      row.signed_at === null || row.signed_file_id === null
        ? undefined
        : { name: row.signed_name ?? '', at: row.signed_at, fileId: row.signed_file_id },
    givenUp:
      row.given_up_on === null || row.given_up_reason === null
        ? undefined
        : { on: row.given_up_on, reason: row.given_up_reason },
    chasingPausedAt: row.chasing_paused_at,
    madeAt: row.made_at,
  };
}
