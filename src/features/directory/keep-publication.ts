import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { forgetFile, storeFile } from '#platform/stored-file.ts';
import { checkBytes, type Upload } from '#platform/upload/check-upload.ts';
import { cleanPhoto } from '#platform/upload/clean-image.ts';
import type { Id } from '#rules/ids.ts';
import type { PublicationInput } from './input.ts';
import { locateOwner, refreshListing, writeListing } from './refresh-listing.ts';
import { takeSlug, writePhoto, writePublication } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'geocoder'>;

/** Keeps who may see the page, and what of it. Strangers see the change at once, in one transaction with it. Refuses an address that is taken. */
export async function keepPublication(ctx: Ctx, owner: Owner, input: PublicationInput): Promise<void> {
  const located = await locateOwner(ctx, owner, input);
  await asOwner(ctx.db, owner, async tx => {
    await takeSlug(tx, input.slug);
    await writePublication(tx, input, ctx.clock.now());
    await recordFact(ctx, tx, {
      kind: 'publication.changed',
      subjectId: tx.accountId,
      details: { visibility: input.visibility },
    });
    await writeListing(ctx, tx, located);
  });
}

/** Keeps a photo, cut square, drawn anew and without where it was taken; the one before is deleted. Refuses what is no picture, and what the scanner finds. */
export async function keepPhoto(ctx: Ctx & Needs<'files' | 'scanner'>, owner: Owner, upload: Upload): Promise<void> {
  const type = await checkBytes(ctx, upload.bytes);
  if (type === 'application/pdf') {
    throw new Refusal({
      code: 'publication.no_photo',
      message: 'Choose a JPEG, PNG, WebP or HEIC picture, not a PDF.',
      field: 'file',
      status: 422,
    });
  }
  const bytes = await cleanPhoto(upload.bytes, type);
  await changePhoto(ctx, owner, tx =>
    storeFile(ctx, tx, { kind: 'photo', name: 'photo.webp', contentType: 'image/webp', bytes }),
  );
}

/** Takes the photo away, and deletes it. */
export async function removePhoto(ctx: Ctx & Needs<'files'>, owner: Owner): Promise<void> {
  await changePhoto(ctx, owner, async () => null);
}

async function changePhoto(
  ctx: Ctx & Needs<'files'>,
  owner: Owner,
  put: (tx: OwnedTransaction) => Promise<Id<'file'> | null>,
): Promise<void> {
  const goneKey = await asOwner(ctx.db, owner, async tx => {
    const before = await writePhoto(tx, await put(tx), ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'publication.photo_changed', subjectId: tx.accountId });
    return before === null ? undefined : forgetFile(tx, before);
  });
  // bytes go after the rows: a row never lacks its bytes
  if (goneKey !== undefined) await ctx.files.delete(goneKey);
  await refreshListing(ctx, owner);
}
