import { fileTypeFromBuffer } from 'file-type';
import type { Needs } from '../context.ts';
import { Refusal } from '../errors.ts';
import { checkPdf } from './check-pdf.ts';
import { cleanImage } from './clean-image.ts';
import { cleanName } from './clean-name.ts';

/** Ten megabytes. */
export const MOST_BYTES = 10 * 1024 * 1024;

export interface Upload {
  /** As the sender's machine called it: shown to people, trusted for nothing. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file that may be kept: its type is what its content is, images are made anew. */
export interface CleanFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

const IMAGES = ['image/jpeg', 'image/png', 'image/webp', 'image/heic'] as const;
type ContentType = 'application/pdf' | (typeof IMAGES)[number];

/**
 * Checks a file by its content and gives what may be kept: a PDF as it came, an image decoded and encoded anew, so that nothing hides
 * behind it and no location is left. Refuses, with a sentence each, what is empty, too large, of another type, damaged, or infected.
 * Keeps nothing itself.
 */
export async function checkUpload(ctx: Needs<'scanner'>, upload: Upload): Promise<CleanFile> {
  const { bytes } = upload;
  const type = await checkBytes(ctx, bytes);
  if (type === 'application/pdf') {
    await checkPdf(bytes);
    return { name: cleanName(upload.name, 'pdf'), contentType: type, bytes };
  }
  const image = await cleanImage(bytes, type);
  return { name: cleanName(upload.name, image.extension), contentType: image.contentType, bytes: image.bytes };
}

/** The first half of it, for doors that make something else of a picture: size, type by content, scanner. Answers the type. */
export async function checkBytes(ctx: Needs<'scanner'>, bytes: Uint8Array): Promise<ContentType> {
  if (bytes.length === 0) throw refusal('empty', 'This file is empty. Choose another one.');
  if (bytes.length > MOST_BYTES) throw tooLarge();
  const type = await contentType(bytes);
  const scanned = await ctx.scanner.scan(bytes);
  if (scanned.kind === 'unavailable')
    throw refusal('not_scanned', 'Files cannot be checked for malware just now. Please try again in a few minutes.');
  if (scanned.kind === 'infected')
    throw refusal('infected', `This file was not kept: the malware scanner found ${scanned.name} in it.`);
  return type;
}

/** Said before the body is read whole, where its length is told, and after. */
export function tooLarge(): Refusal {
  return new Refusal({
    code: 'upload.too_large',
    message: 'This file is larger than 10 MB. Choose a smaller one, or scan it at a lower resolution.',
    field: 'file',
    status: 413,
  });
}

/** The type by the bytes themselves. Refuses all others, naming what it is where that is known. */
async function contentType(bytes: Uint8Array): Promise<ContentType> {
  const found = await fileTypeFromBuffer(bytes);
  if (found?.mime === 'application/pdf') return found.mime;
  const image = IMAGES.find(mime => mime === found?.mime || (mime === 'image/heic' && found?.mime === 'image/heif'));
  if (image) return image;
  const what = found ? `looks like ${found.ext.toUpperCase()}` : 'is none of them';
  throw refusal('wrong_type', `Choose a PDF, JPEG, PNG, WebP or HEIC. This file ${what}, whatever its name says.`);
}

function refusal(code: string, message: string): Refusal {
  return new Refusal({ code: `upload.${code}`, message, field: 'file', status: 422 });
}
