import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import type { Statement } from './statement.ts';

/** All, the newest first. */
export async function listStatements(tx: OwnedTransaction): Promise<Statement[]> {
  const rows = await tx.db
    .selectFrom('pension_statements')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .orderBy('stated_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const lines = await tx.db
    .selectFrom('pension_statement_lines')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .orderBy('statement_id')
    .orderBy('position')
    .execute();
  const byStatement = Map.groupBy(lines, line => line.statement_id);
  return rows.map(row => ({
    id: row.id,
    schemeYear: row.scheme_year as SchemeYear,
    scheme: row.scheme,
    statedOn: row.stated_on,
    source: row.source,
    fileName: row.file_name,
    lines: (byStatement.get(row.id) ?? []).map(line => ({
      month: line.pension_month as PensionMonth | null,
      description: line.description,
      pensionablePence: line.pensionable_pence,
      employeePence: line.employee_pence,
      employerPence: line.employer_pence,
    })),
  }));
}

/** Adds a statement; answers false where one with that id is there already. */
export async function insertStatement(tx: OwnedTransaction, it: Statement, now: Temporal.Instant): Promise<boolean> {
  const inserted = await tx.db
    .insertInto('pension_statements')
    .values({
      account_id: tx.accountId,
      id: it.id,
      scheme_year: it.schemeYear,
      scheme: it.scheme,
      stated_on: it.statedOn,
      source: it.source,
      file_name: it.fileName,
      created_at: now,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n) return false;
  await tx.db
    .insertInto('pension_statement_lines')
    .values(
      it.lines.map((line, position) => ({
        account_id: tx.accountId,
        statement_id: it.id,
        position,
        pension_month: line.month,
        description: line.description,
        pensionable_pence: line.pensionablePence,
        employee_pence: line.employeePence,
        employer_pence: line.employerPence,
      })),
    )
    .execute();
  return true;
}

/** Deletes a statement with its lines; answers false where there is none. */
export async function deleteStatementRow(tx: OwnedTransaction, id: Id<'statement'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('pension_statements')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
