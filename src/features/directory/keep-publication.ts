import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { storeFile } from '#platform/stored-file.ts';
import { contentType, type Upload } from '#platform/upload/check-upload.ts';
import { cleanPhoto } from '#platform/upload/clean-image.ts';
import type { PublicationInput } from './input.ts';
import { refreshListing } from './refresh-listing.ts';
import { takeSlug, writePhoto, writePublication } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'geocoder'>;

/** Keeps who may see the page, and what of it. Strangers see the change at once. Refuses an address that is taken. */
export async function keepPublication(ctx: Ctx, owner: Owner, input: PublicationInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await takeSlug(tx, input.slug);
    await writePublication(tx, input, ctx.clock.now());
    await recordFact(ctx, tx, {
      kind: 'publication.changed',
      subjectId: tx.accountId,
      details: { visibility: input.visibility },
    });
  });
  await refreshListing(ctx, owner);
}

/** Keeps a photo, cut square, drawn anew and without where it was taken. Refuses what is no picture. */
export async function keepPhoto(ctx: Ctx & Needs<'files' | 'scanner'>, owner: Owner, upload: Upload): Promise<void> {
  const type = await contentType(upload.bytes);
  if (type === 'application/pdf') {
    throw new Refusal({
      code: 'publication.no_photo',
      message: 'Choose a JPEG, PNG, WebP or HEIC picture, not a PDF.',
      field: 'file',
      status: 422,
    });
  }
  const bytes = await cleanPhoto(upload.bytes, type);
  await asOwner(ctx.db, owner, async tx => {
    const file = await storeFile(ctx, tx, { kind: 'photo', name: 'photo.webp', contentType: 'image/webp', bytes });
    await writePhoto(tx, file, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'publication.photo_changed', subjectId: tx.accountId });
  });
  await refreshListing(ctx, owner);
}

/** Takes the photo away. */
export async function removePhoto(ctx: Ctx, owner: Owner): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await writePhoto(tx, null, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'publication.photo_changed', subjectId: tx.accountId });
  });
  await refreshListing(ctx, owner);
}
