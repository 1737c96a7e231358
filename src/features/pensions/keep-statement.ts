import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { pensionMonthDays } from '#rules/pension-month.ts';
import { schemeYearOf } from '#rules/tax-year.ts';
import { lockFormBs } from './form-b-store.ts';
import type { Statement } from './statement.ts';
import { deleteStatementRow, insertStatement, listStatements } from './statements-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

export type StatementToKeep = Omit<Statement, 'id'> & { readonly id?: Id<'statement'> | undefined };

/**
 * Keeps what the agency's statement says. The same figures of the same day are kept once, whichever way they came: it answers the one that
 * is there. Refuses days to come and months outside the statement's year.
 */
export async function keepStatement(ctx: Ctx, owner: Owner, it: StatementToKeep): Promise<Id<'statement'>> {
  return asOwner(ctx.db, owner, async tx => {
    if (Temporal.PlainDate.compare(it.statedOn, ctx.clock.today()) > 0)
      throw new InputRefusal({ statedOn: 'This day is still to come. Enter the day that the statement bears.' });
    const strange = it.lines.find(
      line => line.month !== null && schemeYearOf(pensionMonthDays(line.month).first) !== it.schemeYear,
    );
    if (strange) throw new InputRefusal({ lines: `${strange.month} does not lie in ${it.schemeYear}.` });
    await lockFormBs(tx);
    const same = (await listStatements(tx)).find(kept => contentOf(kept) === contentOf(it));
    if (same) return same.id;
    const id = it.id ?? newId('statement');
    if (await insertStatement(tx, { ...it, id }, ctx.clock.now()))
      await recordFact(ctx, tx, { kind: 'pension_statement.kept', subjectId: id });
    return id;
  });
}

/** Deletes a statement that was entered wrong. Nothing of the ledger hangs on it. */
export async function deleteStatement(ctx: Ctx, owner: Owner, id: Id<'statement'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteStatementRow(tx, id))) throw notFound('statement');
    await recordFact(ctx, tx, { kind: 'pension_statement.deleted', subjectId: id });
  });
}

function contentOf({ schemeYear, scheme, statedOn, lines }: StatementToKeep): string {
  return JSON.stringify([
    schemeYear,
    scheme,
    statedOn,
    lines.map(it => [it.month, it.description, it.pensionablePence, it.employeePence, it.employerPence]),
  ]);
}
