import { z } from 'zod';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { ImportKind } from './fields.ts';
import type { FileLine, ImportChoice } from './planned.ts';

export interface Batch {
  readonly id: Id<'importBatch'>;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly headings: readonly string[];
  readonly choice: ImportChoice;
  readonly state: 'mapping' | 'running' | 'done' | 'undone';
  readonly createdAt: Temporal.Instant;
  readonly lineCount: number;
  /** Lines that the job has passed. */
  readonly doneCount: number;
  readonly madeCount: number;
}

/** A line after the job came by. */
export interface DoneLine extends FileLine {
  readonly outcome: Outcome | null;
  readonly reason: string;
}

export type Outcome = 'made' | 'duplicate' | 'wrong';

/** What a line made. */
export type Made =
  | { readonly kind: 'organisation'; readonly id: Id<'organisation'> }
  | { readonly kind: 'booking'; readonly id: Id<'booking'> }
  | { readonly kind: 'invoice'; readonly id: Id<'invoice'> }
  | { readonly kind: 'payment'; readonly id: Id<'payment'> };

const texts = z.array(z.string());
const choiceKept = z.object({
  columns: texts,
  usualStart: z.string(),
  usualEnd: z.string(),
  paidWithoutDay: z.enum(['refuse', 'due']),
});

/** Adds a batch with its lines; answers false where one with that id is there already. */
export async function insertBatch(
  tx: OwnedTransaction,
  batch: Pick<Batch, 'id' | 'kind' | 'fileName' | 'headings' | 'choice'>,
  lines: readonly FileLine[],
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('import_batches')
    .values({
      account_id: tx.accountId,
      id: batch.id,
      kind: batch.kind,
      file_name: batch.fileName,
      headings: JSON.stringify(batch.headings),
      fields: JSON.stringify(batch.choice),
      state: 'mapping',
      created_at: now,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) return false;
  const rows = lines.map(({ line, cells }) => ({
    account_id: tx.accountId,
    batch_id: batch.id,
    line,
    cells: JSON.stringify(cells),
  }));
  if (rows.length > 0) await tx.db.insertInto('import_rows').values(rows).execute();
  return true;
}

/** All batches, the latest first. */
export async function listBatches(tx: OwnedTransaction): Promise<Batch[]> {
  return (await batches(tx).orderBy('b.id', 'desc').limit(100).execute()).map(batchOf);
}

export async function findBatch(tx: OwnedTransaction, id: Id<'importBatch'>): Promise<Batch | undefined> {
  const row = await batches(tx).where('b.id', '=', id).executeTakeFirst();
  return row && batchOf(row);
}

/** The batch, locked against changes by others until the transaction ends. */
export async function lockBatch(tx: OwnedTransaction, id: Id<'importBatch'>): Promise<Batch | undefined> {
  await tx.db
    .selectFrom('import_batches')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return findBatch(tx, id);
}

/** Lines of a batch in their order. */
export async function listLines(tx: OwnedTransaction, id: Id<'importBatch'>): Promise<DoneLine[]> {
  const rows = await tx.db
    .selectFrom('import_rows')
    .select(['line', 'cells', 'outcome', 'reason'])
    .where('account_id', '=', tx.accountId)
    .where('batch_id', '=', id)
    .orderBy('line')
    .execute();
  return rows.map(row => ({ line: row.line, cells: texts.parse(row.cells), outcome: row.outcome, reason: row.reason }));
}

export async function updateBatch(
  tx: OwnedTransaction,
  id: Id<'importBatch'>,
  change: { readonly choice?: ImportChoice; readonly kind?: ImportKind; readonly state?: Batch['state'] },
  finishedAt: Temporal.Instant | null = null,
): Promise<void> {
  await tx.db
    .updateTable('import_batches')
    .set({
      ...(change.choice ? { fields: JSON.stringify(change.choice) } : {}),
      ...(change.kind ? { kind: change.kind } : {}),
      ...(change.state ? { state: change.state } : {}),
      finished_at: finishedAt,
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

export async function markLine(
  tx: OwnedTransaction,
  id: Id<'importBatch'>,
  line: number,
  it: { readonly outcome: Outcome; readonly reason: string },
): Promise<void> {
  await tx.db
    .updateTable('import_rows')
    .set(it)
    .where('account_id', '=', tx.accountId)
    .where('batch_id', '=', id)
    .where('line', '=', line)
    .execute();
}

export async function insertMade(
  tx: OwnedTransaction,
  id: Id<'importBatch'>,
  line: number,
  made: readonly Made[],
): Promise<void> {
  await tx.db
    .insertInto('import_made')
    .values(made.map(it => ({ account_id: tx.accountId, batch_id: id, line, kind: it.kind, thing_id: it.id })))
    .execute();
}

/** Everything that a batch made, in the order of its lines. */
export async function listMade(
  tx: OwnedTransaction,
  id: Id<'importBatch'>,
): Promise<(Made & { readonly line: number })[]> {
  const rows = await tx.db
    .selectFrom('import_made')
    .select(['line', 'kind', 'thing_id'])
    .where('account_id', '=', tx.accountId)
    .where('batch_id', '=', id)
    .orderBy('line')
    .execute();
  // the kind says what the id names
  return rows.map(row => ({ line: row.line, kind: row.kind, id: row.thing_id }) as Made & { readonly line: number });
}

/** Forgets what a batch made, after it was taken back. */
export async function deleteMade(tx: OwnedTransaction, id: Id<'importBatch'>): Promise<void> {
  await tx.db.deleteFrom('import_made').where('account_id', '=', tx.accountId).where('batch_id', '=', id).execute();
}

/** A batch that was never carried out, with its lines. */
export async function deleteBatch(tx: OwnedTransaction, id: Id<'importBatch'>): Promise<void> {
  await tx.db
    .deleteFrom('import_batches')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('state', '=', 'mapping')
    .execute();
}

function batches(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('import_batches as b')
    .selectAll('b')
    .select(({ selectFrom, fn }) => {
      const lines = selectFrom('import_rows as r')
        .whereRef('r.account_id', '=', 'b.account_id')
        .whereRef('r.batch_id', '=', 'b.id');
      return [
        lines.select(fn.countAll<number>().as('n')).as('lines'),
        lines.where('r.outcome', 'is not', null).select(fn.countAll<number>().as('n')).as('done'),
        lines.where('r.outcome', '=', 'made').select(fn.countAll<number>().as('n')).as('made'),
      ];
    })
    .where('b.account_id', '=', tx.accountId);
}

type Row = Awaited<ReturnType<ReturnType<typeof batches>['executeTakeFirstOrThrow']>>;

function batchOf(row: Row): Batch {
  return {
    id: row.id,
    kind: row.kind,
    fileName: row.file_name,
    headings: texts.parse(row.headings),
    choice: choiceKept.parse(row.fields),
    state: row.state,
    createdAt: row.created_at,
    lineCount: row.lines ?? 0,
    doneCount: row.done ?? 0,
    madeCount: row.made ?? 0,
  };
}
