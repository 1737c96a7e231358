import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { enqueue, recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import type { ImportKind } from './fields.ts';
import { makeThing } from './make-things.ts';
import { planLines } from './plan.ts';
import type { FileLine, ImportChoice, Planned } from './planned.ts';
import { readKnown } from './read-known.ts';
import {
  type Batch,
  deleteBatch,
  insertBatch,
  insertMade,
  listLines,
  lockBatch,
  markLine,
  type Outcome,
  updateBatch,
} from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

export const IMPORT_JOB = 'imports.run';

/** Lines that are imported in one transaction: what a page that is loaded anew sees move. */
const AT_ONCE = 100;

/** Keeps the lines of a file to be looked at. Nothing is made of them yet. Sent twice with one id it is kept once. */
export async function takeFile(
  ctx: Ctx,
  owner: Owner,
  file: Pick<Batch, 'id' | 'kind' | 'fileName' | 'headings' | 'choice'>,
  lines: readonly FileLine[],
): Promise<void> {
  await asOwner(ctx.db, owner, tx => insertBatch(tx, file, lines, ctx.clock.now()));
}

/** How a file is to be read, as the locum says. Refuses once it is imported. */
export async function chooseReading(
  ctx: Ctx,
  owner: Owner,
  id: Id<'importBatch'>,
  reading: { readonly choice: ImportChoice; readonly kind: ImportKind },
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await waiting(tx, id);
    await updateBatch(tx, id, reading);
  });
}

/** Has the worker import the file. Pressed twice it is imported once. */
export async function startImport(ctx: Ctx, owner: Owner, id: Id<'importBatch'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const batch = await lockBatch(tx, id);
    if (!batch) throw notFound('import');
    if (batch.state !== 'mapping') return;
    await updateBatch(tx, id, { state: 'running' });
    await enqueue(ctx.queue, tx, { name: IMPORT_JOB, payload: { accountId: tx.accountId, batchId: id } });
  });
}

/** Forgets a file that was looked at and not imported. */
export async function dropFile(ctx: Ctx, owner: Owner, id: Id<'importBatch'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await waiting(tx, id);
    await deleteBatch(tx, id);
  });
}

/** What would become of each line, as things stand now. */
export async function planBatch(
  tx: OwnedTransaction,
  batch: Batch,
  today: Temporal.PlainDate,
): Promise<Map<number, Planned>> {
  const known = await readKnown(tx, batch.id, today);
  return planLines(batch.kind, await listLines(tx, batch.id), batch.choice, known);
}

/** The job: line after line, some at a time, each transaction seen by whoever looks. Run twice, or broken off, it makes nothing twice. */
export async function runImport(ctx: Ctx, owner: Owner, id: Id<'importBatch'>): Promise<void> {
  while (await asOwner(ctx.db, owner, tx => importSome(ctx, tx, id)));
}

/** Answers whether lines are left. */
async function importSome(ctx: Ctx, tx: OwnedTransaction, id: Id<'importBatch'>): Promise<boolean> {
  const batch = await lockBatch(tx, id);
  if (batch?.state !== 'running') return false;
  const plan = await planBatch(tx, batch, ctx.clock.today());
  const open = (await listLines(tx, id)).filter(it => it.outcome === null);
  for (const { line } of open.slice(0, AT_ONCE)) await markLine(tx, id, line, await carryOut(ctx, tx, id, line, plan));
  if (open.length > AT_ONCE) return true;
  await updateBatch(tx, id, { state: 'done' }, ctx.clock.now());
  await recordFact(ctx, tx, { kind: 'import.done', subjectId: id, details: { lines: batch.lineCount } });
  return false;
}

async function carryOut(
  ctx: Ctx,
  tx: OwnedTransaction,
  id: Id<'importBatch'>,
  line: number,
  plan: ReadonlyMap<number, Planned>,
): Promise<{ outcome: Outcome; reason: string }> {
  const planned = plan.get(line);
  if (!planned) throw new Error(`line ${line} of an import has no plan`);
  if (planned.outcome !== 'make') return planned;
  const made = await makeThing(ctx, tx, id, planned.thing);
  await insertMade(tx, id, line, made);
  return { outcome: 'made', reason: planned.words };
}

async function waiting(tx: OwnedTransaction, id: Id<'importBatch'>): Promise<Batch> {
  const batch = await lockBatch(tx, id);
  if (!batch) throw notFound('import');
  if (batch.state !== 'mapping')
    throw new Refusal({ code: 'import.started', message: 'This file is imported already, or is being imported.' });
  return batch;
}
