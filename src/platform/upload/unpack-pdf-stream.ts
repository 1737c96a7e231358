import { promisify } from 'node:util';
import { constants, inflate } from 'node:zlib';

const unpackFlate = promisify(inflate);

/** What a stream unpacks to: nothing where only a picture's decoder would unpack it. */
export type Unpacked =
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly isWhole: boolean }
  | { readonly kind: 'picture' }
  | { readonly kind: 'bomb' }
  | { readonly kind: 'unusual' };

/** Decoders of pictures: what they give is bounded by the picture's size, and is no commands. */
const PICTURES = ['DCTDecode', 'JPXDecode', 'CCITTFaxDecode', 'JBIG2Decode'];

/**
 * Unpacks a stream by its filters, in their order, to at most so many bytes. Two filters that make more of less are a bomb however small
 * they begin; filters that we cannot unpack (LZWDecode, Crypt, unknown ones) are `unusual`. A damaged end gives what came before it,
 * not whole. ISO 32000-1, 7.4.
 */
export async function unpackStream(packed: Buffer, filters: readonly string[], most: number): Promise<Unpacked> {
  if (filters.filter(filter => filter === 'FlateDecode' || filter === 'RunLengthDecode').length > 1)
    return { kind: 'bomb' };
  let [bytes, isWhole] = [packed, true];
  for (const [place, filter] of filters.entries()) {
    if (PICTURES.includes(filter)) return { kind: place === filters.length - 1 ? 'picture' : 'unusual' };
    const step = await unpackOnce(bytes, filter, most);
    if (step === 'bomb' || step === 'unusual') return { kind: step };
    bytes = step.bytes;
    isWhole &&= step.isWhole;
  }
  return { kind: 'bytes', bytes, isWhole };
}

interface Step {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

async function unpackOnce(packed: Buffer, filter: string, most: number): Promise<Step | 'bomb' | 'unusual'> {
  switch (filter) {
    case 'FlateDecode':
      return ofFlate(packed, most);
    case 'ASCIIHexDecode':
      return whole(ofHex(packed.toString('latin1')));
    case 'ASCII85Decode':
      return whole(ofAscii85(packed.toString('latin1')));
    case 'RunLengthDecode':
      return runLength(packed) > most ? 'bomb' : whole(Buffer.alloc(0), false);
    default:
      return 'unusual';
  }
}

async function ofFlate(packed: Buffer, most: number): Promise<Step | 'bomb'> {
  try {
    return whole(await unpackFlate(packed, { maxOutputLength: most }));
  } catch (fault) {
    if (isTooLarge(fault)) return 'bomb';
  }
  try {
    return whole(await unpackFlate(packed, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH }), false);
  } catch (fault) {
    return isTooLarge(fault) ? 'bomb' : whole(Buffer.alloc(0), false);
  }
}

function isTooLarge(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'ERR_BUFFER_TOO_LARGE';
}

function whole(bytes: Buffer, isWhole = true): Step {
  return { bytes, isWhole };
}

/** Two digits a byte up to `>`; a last one alone counts as if a nought followed. */
function ofHex(text: string): Buffer {
  const digits = (text.split('>', 1)[0] ?? '').replaceAll(/[^0-9A-Fa-f]/g, '');
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

/** Five letters from `!` to `u` make four bytes, up to `~>`; `z` stands for four noughts. */
function ofAscii85(text: string): Buffer {
  const written = text.replace(/^\s*<~/, '').split('~', 1)[0] ?? '';
  const digits = written.replaceAll('z', '!!!!!').replaceAll(/[^!-u]/g, '');
  const bytes = Buffer.alloc(Math.ceil(digits.length / 5) * 4);
  for (let at = 0; at < digits.length; at += 5) {
    let value = 0;
    for (let i = 0; i < 5; i++) value = value * 85 + ((digits.charCodeAt(at + i) || 117) - 33);
    bytes.writeUInt32BE(value % 2 ** 32, (at / 5) * 4);
  }
  return bytes.subarray(0, Math.floor((digits.length * 4) / 5));
}

/** How many bytes a run-length stream unpacks to: each length byte tells, 128 is the end. */
function runLength(packed: Buffer): number {
  let total = 0;
  for (let at = 0; at < packed.length; ) {
    const length = packed[at] ?? 128;
    if (length === 128) break;
    total += length < 128 ? length + 1 : 257 - length;
    at += length < 128 ? length + 2 : 2;
  }
  return total;
}
