import heicDecode from 'heic-decode';
import sharp, { type Sharp } from 'sharp';
import { Refusal } from '../errors.ts';

/** More than any camera takes; what claims more is made to fill our memory. */
const MOST_PIXELS = 60_000_000;
const LONGEST_SIDE = 4000;
const PHOTO_SIDE = 512;
/** A pad of 800 by 300 points on the sharpest screen has a third of it. */
const MOST_DRAWN = 6_000_000;
const PNG_START = Buffer.from('89504e470d0a1a0a', 'hex');

/** An image made anew from its pixels: turned upright, and without where and with what it was taken. Refuses what cannot be decoded. */
export async function cleanImage(
  bytes: Uint8Array,
  type: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/heic',
): Promise<{ readonly bytes: Uint8Array; readonly contentType: string; readonly extension: string }> {
  const image = (await decoded(bytes, type)).resize({
    width: LONGEST_SIDE,
    height: LONGEST_SIDE,
    fit: 'inside',
    withoutEnlargement: true,
  });
  if (type === 'image/png') return { bytes: await drawn(image.png()), contentType: 'image/png', extension: 'png' };
  if (type === 'image/webp')
    return { bytes: await drawn(image.webp({ quality: 88 })), contentType: 'image/webp', extension: 'webp' };
  return { bytes: await drawn(image.jpeg({ quality: 88 })), contentType: 'image/jpeg', extension: 'jpg' };
}

/** A square portrait of at most 512 points a side, as WebP, for the public page. */
export async function cleanPhoto(
  bytes: Uint8Array,
  type: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/heic',
): Promise<Uint8Array> {
  const image = await decoded(bytes, type);
  return drawn(image.resize(PHOTO_SIDE, PHOTO_SIDE, { fit: 'cover', position: 'attention' }).webp({ quality: 82 }));
}

/** A signature drawn on a page, as a PNG of at most 800 by 300 on white. Refuses an empty one, and whatever is no PNG by its content. */
export async function cleanSignature(png: Uint8Array): Promise<Uint8Array> {
  if (!PNG_START.equals(png.subarray(0, PNG_START.length))) refuse(png);
  const image = sharp(png, { limitInputPixels: MOST_DRAWN, failOn: 'truncated' })
    .rotate()
    .flatten({ background: '#ffffff' })
    .resize({ width: 800, height: 300, fit: 'inside', withoutEnlargement: true });
  const { data, info } = await image.png().toBuffer({ resolveWithObject: true }).catch(refuse);
  const { channels } = await sharp(data).stats();
  if (info.width === 0 || channels.every(channel => channel.min === channel.max))
    throw new Refusal({
      code: 'upload.empty_drawing',
      message: 'The drawing is empty. Draw your signature, or clear the box and let your typed name sign.',
      field: 'drawing',
      status: 422,
    });
  return data;
}

async function decoded(bytes: Uint8Array, type: string): Promise<Sharp> {
  const options = { limitInputPixels: MOST_PIXELS, failOn: 'truncated' } as const;
  if (type !== 'image/heic') return sharp(bytes, options).rotate();
  try {
    const images = await heicDecode.all({ buffer: bytes });
    try {
      const [first] = images;
      // looked at before it is decoded: decoding takes four bytes a point at once
      if (!first || first.width * first.height > MOST_PIXELS) throw new RangeError('too many pixels');
      const { width, height, data } = await first.decode();
      return sharp(data, { raw: { width, height, channels: 4 } }).flatten({ background: '#ffffff' });
    } finally {
      images.dispose();
    }
  } catch (fault) {
    return refuse(fault);
  }
}

async function drawn(image: Sharp): Promise<Uint8Array> {
  return image.toBuffer().catch(refuse);
}

/** Whatever the decoder says, to the person it is one thing. */
function refuse(_: unknown): never {
  throw new Refusal({
    code: 'upload.unreadable',
    message: 'This image is damaged or too large to open. Please take or export it again.',
    status: 422,
  });
}
