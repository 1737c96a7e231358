import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { enqueue, recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { forgetFile, readStoredFile, storeFile } from '#platform/stored-file.ts';
import type { JobHandler } from '#ports/queue.ts';
import { BANK_COLUMNS, type BankColumnChoice } from '#rules/bank/csv-layout.ts';
import type { CsvChoice } from '#rules/bank/read-csv-rows.ts';
import type { Id } from '#rules/ids.ts';
import {
  beginIn,
  checkStatement,
  type ImportPlan,
  importStatement,
  type StatementToImport,
} from './import-statement.ts';
import { finishImportRow, insertImport, readWaiting } from './import-store.ts';
import { readStatement } from './read-statement.ts';
import { insertLines } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files'>;

const IMPORT_JOB = 'bank.import';

/** More lines than this are kept by a worker, so that nobody waits before a blank page. */
const AT_ONCE = 2000;
/** Lines of one transaction: each step shows on the page. */
const STEP = 5000;

/**
 * Keeps a statement: a short one at once, a long one by a worker, which the answer's `isLater` tells. Nothing is different afterwards. Refuses
 * what `importStatement` refuses, at once in both cases.
 */
export async function importOrLater(
  ctx: Ctx,
  owner: Owner,
  it: StatementToImport & { readonly text: string; readonly chosen: CsvChoice },
): Promise<{ readonly id: Id<'bankImport'>; readonly plan: ImportPlan; readonly isLater: boolean }> {
  const id = it.id ?? newId('bankImport');
  if (it.read.lines.length <= AT_ONCE)
    return { id, plan: await importStatement(ctx, owner, { ...it, id }), isLater: false };
  checkStatement(it.read, ctx.clock.today());
  return asOwner(ctx.db, owner, async tx => {
    const { plan, lines } = await beginIn(tx, it, id);
    if (lines.length === 0) return { id, plan, isLater: false };
    const fileId = await storeFile(ctx, tx, {
      kind: 'bank_statement',
      name: it.fileName,
      contentType: 'text/plain; charset=utf-8',
      bytes: new TextEncoder().encode(it.text),
    });
    const row = {
      id,
      fileName: it.fileName,
      format: it.read.format,
      bankAccountId: it.bankAccountId ?? null,
      later: { fileId, reading: JSON.stringify(it.chosen), lineTotal: lines.length },
    };
    if (!(await insertImport(tx, row, ctx.clock.now()))) {
      const key = await forgetFile(tx, fileId);
      if (key) await ctx.files.delete(key);
      return { id, plan, isLater: true };
    }
    await enqueue(ctx.queue, tx, {
      name: IMPORT_JOB,
      payload: { accountId: tx.accountId, importId: id },
      onceKey: id,
    });
    return { id, plan, isLater: true };
  });
}

/** Reads long statements. Run again after a fault it goes on where it was: lines that are kept are known. */
export function statementJob(ctx: Ctx): JobHandler {
  return {
    name: IMPORT_JOB,
    retries: 3,
    run: ({ accountId, importId }) =>
      finishImport(ctx, ownerOf(String(accountId)), String(importId) as Id<'bankImport'>),
  };
}

/** Each step in a transaction of its own, so that whoever looks sees how far it is. */
async function finishImport(ctx: Ctx, owner: Owner, id: Id<'bankImport'>): Promise<void> {
  const begun = await asOwner(ctx.db, owner, async tx => {
    const waiting = await readWaiting(tx, id);
    if (!waiting) return undefined;
    const { bytes } = await readStoredFile(ctx, tx, waiting.fileId);
    const read = readStatement(new TextDecoder().decode(bytes), chosenOf(waiting.reading));
    try {
      checkStatement(read, ctx.clock.today());
      const { lines } = await beginIn(tx, { read, bankAccountId: waiting.bankAccountId }, id);
      return { ...waiting, lines, fault: null };
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      return { ...waiting, lines: [], fault: fault.message };
    }
  });
  if (!begun) return;
  for (let from = 0; from < begun.lines.length; from += STEP)
    await asOwner(ctx.db, owner, tx =>
      insertLines(tx, { importId: id, bankAccountId: begun.bankAccountId }, begun.lines.slice(from, from + STEP)),
    );
  const key = await asOwner(ctx.db, owner, async tx => {
    await finishImportRow(tx, id, begun.fault);
    await recordFact(ctx, tx, { kind: 'bank.imported', subjectId: id, details: { lines: begun.lines.length } });
    return forgetFile(tx, begun.fileId);
  });
  if (key) await ctx.files.delete(key);
}

function chosenOf(reading: unknown): CsvChoice {
  const it = reading as { readonly columns?: Partial<BankColumnChoice>; readonly isReversed?: boolean } | null;
  const columns = Object.fromEntries(
    BANK_COLUMNS.flatMap(name => {
      const heading = it?.columns?.[name];
      return heading === undefined ? [] : [[name, heading]];
    }),
  );
  return { columns, isReversed: it?.isReversed === true };
}
