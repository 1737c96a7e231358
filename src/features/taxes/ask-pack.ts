import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { enqueue, recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { forgetFile, readStoredFile, type StoredFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import { PACK_JOB } from './make-pack.ts';
import { deletePackRow, insertPack, listExpiredPacks, listPacks, readPack } from './pack-store.ts';

/**
 * Asks for the pack of a year; a worker makes it. Sent twice with one id it is asked for once, and while one of that year is under way it
 * is that one.
 */
export async function askForPack(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  year: TaxYear,
  wanted = newId('taxPack'),
): Promise<Id<'taxPack'>> {
  return asOwner(ctx.db, owner, async tx => {
    const running = (await listPacks(tx, year)).find(it => it.state === 'waiting' || it.state === 'making');
    if (running) return running.id;
    if (!(await insertPack(tx, wanted, year, ctx.clock.now()))) return wanted;
    await recordFact(ctx, tx, { kind: 'tax_pack.asked', subjectId: wanted, details: { year } });
    const payload = { accountId: tx.accountId, packId: wanted };
    await enqueue(ctx.queue, tx, { name: PACK_JOB, payload, onceKey: wanted });
    return wanted;
  });
}

/** The archive. Refuses one that is not ready, or that nobody asked for. */
export async function openPack(ctx: Needs<'db' | 'files'>, owner: Owner, id: Id<'taxPack'>): Promise<StoredFile> {
  return asOwner(ctx.db, owner, async tx => {
    const pack = await readPack(tx, id);
    if (!pack) throw notFound('pack');
    if (pack.fileId === null)
      throw new Refusal({
        code: 'tax_pack.not_ready',
        message: 'This pack is not ready yet. Its page says how far it is.',
      });
    return readStoredFile(ctx, tx, pack.fileId);
  });
}

/** Deletes a pack with its bytes, ready or not. */
export async function deletePack(
  ctx: Needs<'db' | 'clock' | 'queue' | 'files'>,
  owner: Owner,
  id: Id<'taxPack'>,
): Promise<void> {
  const key = await asOwner(ctx.db, owner, async tx => {
    const gone = await forgetPack(tx, id);
    await recordFact(ctx, tx, { kind: 'tax_pack.deleted', subjectId: id });
    return gone;
  });
  // bytes go after the rows: a row never lacks its bytes
  if (key !== undefined) await ctx.files.delete(key);
}

/** Throws packs away whose time is over. Once a day. */
export async function forgetOldPacks(ctx: Needs<'db' | 'clock' | 'files'>, owner: Owner): Promise<void> {
  const keys = await asOwner(ctx.db, owner, async tx => {
    const old: (string | undefined)[] = [];
    for (const { id } of await listExpiredPacks(tx, ctx.clock.now())) old.push(await forgetPack(tx, id));
    return old;
  });
  for (const key of keys) if (key !== undefined) await ctx.files.delete(key);
}

async function forgetPack(tx: OwnedTransaction, id: Id<'taxPack'>): Promise<string | undefined> {
  const pack = await readPack(tx, id);
  if (!pack || !(await deletePackRow(tx, id))) throw notFound('pack');
  return pack.fileId === null ? undefined : forgetFile(tx, pack.fileId);
}
