import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { storeFile } from '#platform/stored-file.ts';
import { checkUpload, type Upload } from '#platform/upload/check-upload.ts';
import type { DocumentCategory } from '#rules/compliance-checklist.ts';
import type { Id } from '#rules/ids.ts';
import type { DocumentInput, RenewalInput } from './input.ts';
import { deleteDocumentRows, insertDocument, readDocument, renewRow, writeValidity } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'scanner'>;

/** Keeps a paper after its content was checked. Sent twice with one id it is kept once. Refuses what checkUpload refuses. */
export async function keepDocument(
  ctx: Ctx,
  owner: Owner,
  input: DocumentInput,
  upload: Upload,
): Promise<Id<'document'>> {
  const file = await checkUpload(ctx, upload);
  const id = input.id ?? newId('document');
  await asOwner(ctx.db, owner, async tx => {
    if (await readDocument(tx, id)) return;
    const fileId = await storeFile(ctx, tx, { kind: 'document', ...file });
    await insertDocument(tx, { ...input, id, fileId }, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'document.kept', subjectId: id });
  });
  return id;
}

/** Puts a newer paper in the place of the one that stands. The old one is kept; packs that follow renewals show the new one. */
export async function renewDocument(
  ctx: Ctx,
  owner: Owner,
  id: Id<'document'>,
  input: RenewalInput,
  upload: Upload,
): Promise<void> {
  const file = await checkUpload(ctx, upload);
  await asOwner(ctx.db, owner, async tx => {
    if (!(await readDocument(tx, id))) throw notFound('document');
    const fileId = await storeFile(ctx, tx, { kind: 'document', ...file });
    await renewRow(tx, id, { ...input, fileId }, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'document.renewed', subjectId: id });
  });
}

/** Takes a document away with all its versions, and its bytes with them. Packs no longer show it. */
export async function deleteDocument(ctx: Ctx, owner: Owner, id: Id<'document'>): Promise<void> {
  const keys = await asOwner(ctx.db, owner, async tx => {
    if (!(await readDocument(tx, id))) throw notFound('document');
    await recordFact(ctx, tx, { kind: 'document.deleted', subjectId: id });
    return deleteDocumentRows(tx, id);
  });
  // bytes go after the rows: a row never lacks its bytes
  for (const key of keys) await ctx.files.delete(key);
}

/** How long a kind of document counts for this locum. */
export async function setValidity(
  ctx: Needs<'db'>,
  owner: Owner,
  category: DocumentCategory,
  months: number,
): Promise<void> {
  await asOwner(ctx.db, owner, tx => writeValidity(tx, category, months === 0 ? null : months));
}
