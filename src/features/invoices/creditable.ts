import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import { type MoneyParts, partsLeft, withoutHeld } from '#rules/credit-parts.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, ZERO } from '#rules/money.ts';
import { listCreditNotes } from './credit-note-store.ts';
import type { Invoice, LineKind } from './invoice.ts';

/** What can still be credited of an issued invoice, and what cannot. */
export interface Creditable {
  /** Not credited yet. */
  readonly left: MoneyParts;
  /** Of that, what is on no Form A that stands: only this is credited by hand. */
  readonly free: MoneyParts;
  /** What Forms A that stand hold: crediting it would change what is pensioned behind their back. */
  readonly held: MoneyParts;
  readonly lines: readonly CreditableLine[];
}

export interface CreditableLine {
  readonly position: number;
  readonly kind: LineKind;
  readonly workedOn: Temporal.PlainDate | null;
  readonly description: string;
  readonly amountPence: Pence;
  /** Taken back by a credit note before. */
  readonly isCredited: boolean;
  /** On a Form A that stands. */
  readonly isHeld: boolean;
}

/** Reads what is left of an invoice. Reads the table of Forms A, writes none. */
export async function readCreditable(tx: OwnedTransaction, invoice: Invoice): Promise<Creditable> {
  const whole = {
    workPence: invoice.workPence,
    expensesPence: invoice.expensesPence,
    employerPence: invoice.employerContributionPence,
  };
  const left = partsLeft(whole, await listCreditNotes(tx, invoice.id));
  const held = await readHeld(tx, invoice.id);
  return { left, free: withoutHeld(left, held), held, lines: await listCreditableLines(tx, invoice.id) };
}

async function readHeld(tx: OwnedTransaction, id: Id<'invoice'>): Promise<MoneyParts> {
  const row = await tx.db
    .selectFrom('form_as')
    .select([
      sql<Pence>`coalesce(sum(fee_pence), 0)::bigint`.as('fee'),
      sql<Pence>`coalesce(sum(employer_contribution_pence), 0)::bigint`.as('employer'),
    ])
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', id)
    .where('withdrawn_at', 'is', null)
    .where('given_up_on', 'is', null)
    .executeTakeFirstOrThrow();
  return { workPence: row.fee, expensesPence: ZERO, employerPence: row.employer };
}

async function listCreditableLines(tx: OwnedTransaction, id: Id<'invoice'>): Promise<CreditableLine[]> {
  const rows = await tx.db
    .selectFrom('invoice_lines as l')
    .select(['l.position', 'l.kind', 'l.worked_on', 'l.description', 'l.amount_pence'])
    .select([
      sql<boolean>`EXISTS (SELECT FROM credit_note_lines c WHERE c.account_id = l.account_id AND c.invoice_id = l.invoice_id
        AND c.position = l.position)`.as('credited'),
      sql<boolean>`l.pensioned AND EXISTS (SELECT FROM form_as a WHERE a.account_id = l.account_id AND a.invoice_id = l.invoice_id
        AND a.withdrawn_at IS NULL AND a.given_up_on IS NULL AND l.worked_on BETWEEN a.first_day AND a.last_day)`.as(
        'held',
      ),
    ])
    .where('l.account_id', '=', tx.accountId)
    .where('l.invoice_id', '=', id)
    .orderBy('l.position')
    .execute();
  return rows.map(row => ({
    position: row.position,
    kind: row.kind as LineKind,
    workedOn: row.worked_on,
    description: row.description,
    amountPence: row.amount_pence,
    isCredited: row.credited,
    isHeld: row.held,
  }));
}
