import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { enqueue, recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { forgetFile, readStoredFile, type StoredFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import { EXPORT_JOB } from './make-export.ts';
import { type AccountExport, deleteExportRow, insertExport, listExports, readExport } from './store.ts';

/** Asks for the whole account as one file; a worker makes it. Sent twice it is asked for once, and while one is under way it is that one. */
export async function askForExport(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  wanted = newId('accountExport'),
): Promise<Id<'accountExport'>> {
  return asOwner(ctx.db, owner, async tx => {
    const running = (await listExports(tx)).find(it => it.state === 'waiting' || it.state === 'making');
    if (running) return running.id;
    if (!(await insertExport(tx, wanted, ctx.clock.now()))) return wanted;
    await recordFact(ctx, tx, { kind: 'account_export.asked', subjectId: wanted });
    const payload = { accountId: tx.accountId, exportId: wanted };
    await enqueue(ctx.queue, tx, { name: EXPORT_JOB, payload, onceKey: wanted });
    return wanted;
  });
}

/** The archive. Refuses one that is not ready, whose time is over, or that nobody asked for; notes that it was taken. */
export async function openExport(
  ctx: Needs<'db' | 'files' | 'clock' | 'queue'>,
  owner: Owner,
  id: Id<'accountExport'>,
): Promise<StoredFile> {
  return asOwner(ctx.db, owner, async tx => {
    const found = await readExport(tx, id);
    if (!found || isOver(found, ctx.clock.now())) throw notFound('export');
    if (found.fileId === null)
      throw new Refusal({
        code: 'account_export.not_ready',
        message: 'This export is not ready yet. Its page says how far it is.',
      });
    await recordFact(ctx, tx, { kind: 'account_export.downloaded', subjectId: id });
    return readStoredFile(ctx, tx, found.fileId);
  });
}

/** Deletes an export with its bytes, ready or not. */
export async function deleteExport(
  ctx: Needs<'db' | 'clock' | 'queue' | 'files'>,
  owner: Owner,
  id: Id<'accountExport'>,
): Promise<void> {
  const key = await asOwner(ctx.db, owner, async tx => {
    const found = await readExport(tx, id);
    if (!found) throw notFound('export');
    await recordFact(ctx, tx, { kind: 'account_export.deleted', subjectId: id });
    return forget(tx, found);
  });
  // bytes go after the rows: a row never lacks its bytes
  if (key !== undefined) await ctx.files.delete(key);
}

/** Throws exports away whose time is over. Once a day; bears to run twice. */
export async function forgetOldExports(ctx: Needs<'db' | 'clock' | 'files'>, owner: Owner): Promise<void> {
  const keys = await asOwner(ctx.db, owner, async tx => {
    const gone: (string | undefined)[] = [];
    for (const it of await listExports(tx)) if (isOver(it, ctx.clock.now())) gone.push(await forget(tx, it));
    return gone;
  });
  for (const key of keys) if (key !== undefined) await ctx.files.delete(key);
}

/** True once an export can no longer be downloaded, whether the night has taken it away or not. */
export function isOver({ expiresAt }: AccountExport, now: Temporal.Instant): boolean {
  return expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0;
}

async function forget(tx: OwnedTransaction, { id, fileId }: AccountExport): Promise<string | undefined> {
  await deleteExportRow(tx, id);
  return fileId === null ? undefined : forgetFile(tx, fileId);
}
