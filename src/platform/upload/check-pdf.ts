import { Refusal } from '../errors.ts';
import { afterStreamWord, namesIn, readDictionary } from './pdf-syntax.ts';
import { unpackStream } from './unpack-pdf-stream.ts';

/** What one stream, all of them together, and all that hold objects may unpack to. A scanned page is a few megabytes. */
const MOST_OF_ONE = 80 * 1024 * 1024;
const MOST_IN_ALL = 200 * 1024 * 1024;
const MOST_OBJECTS = 20 * 1024 * 1024;
const MOST_STREAMS = 20_000;

/**
 * Looks into a PDF without a reader's machinery: whole from its first line to its last, not locked, nothing that runs or hides, no stream
 * that unpacks without end. Objects packed into streams are looked at too, however they are packed; what cannot be unpacked within bounds
 * is refused, and so is an object hidden in the bytes of another. Refuses with a sentence each.
 */
export async function checkPdf(bytes: Uint8Array): Promise<void> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = file.toString('latin1');
  if (!text.startsWith('%PDF-')) throw refusal('damaged', 'This PDF does not begin as one. Please export it again.');
  const end = text.lastIndexOf('%%EOF');
  if (end < 0 || !/startxref\s+\d+\s+$/.test(text.slice(Math.max(0, end - 64), end))) throw cutOff();
  if (text.slice(end + 5).trim() !== '')
    throw refusal('polyglot', 'Something else hangs behind this PDF. Please print it to a new PDF and choose that.');
  let [streams, unpacked, objects] = [0, 0, 0];
  for (const part of partsOf(text)) {
    const stream = streamOf(text, part);
    refuseNames(text.slice(part.from, stream?.from ?? part.to));
    if (!stream) continue;
    refuseNames(text.slice(stream.to, part.to));
    refuseHidden(text.slice(stream.from, stream.to));
    const size = await checkStream(file.subarray(stream.from, stream.to), stream);
    streams += 1;
    unpacked += size;
    if (stream.holdsObjects) objects += size;
    if (streams > MOST_STREAMS || unpacked > MOST_IN_ALL || objects > MOST_OBJECTS) throw bomb();
  }
}

interface Part {
  readonly from: number;
  /** Behind `12 0 obj`; undefined before the first object. */
  readonly body: number | undefined;
  readonly to: number;
}

const HEAD = /(?<!\d)\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]*obj(?![A-Za-z])/g;

/** The file cut where objects begin; tables and trailers stand behind the object before them. */
function* partsOf(text: string): Generator<Part> {
  let [from, body]: [number, number | undefined] = [0, undefined];
  for (const head of text.matchAll(HEAD)) {
    yield { from, body, to: head.index };
    [from, body] = [head.index, head.index + head[0].length];
  }
  yield { from, body, to: text.length };
}

interface Stream {
  readonly from: number;
  readonly to: number;
  readonly filters: readonly string[];
  readonly holdsObjects: boolean;
}

const WATCHED = ['Type', 'Filter', 'DecodeParms', 'First', 'F', 'FFilter'];

/** The stream of an object, up to its last `endstream`: a reader that stops at an earlier one finds no object in the rest. */
function streamOf(text: string, part: Part): Stream | undefined {
  // never beyond the part: else a file of open brackets would be read to its end for each of them
  const body = text.slice(part.body ?? part.from, part.to);
  const dictionary = part.body === undefined ? undefined : readDictionary(body, 0);
  const start = dictionary && afterStreamWord(body, dictionary.end);
  if (!dictionary || start === undefined) {
    if (/(?<![A-Za-z])stream[ \t]*[\r\n]/.test(body)) throw unusual();
    return undefined;
  }
  const stop = body.lastIndexOf('endstream');
  if (stop < start) throw cutOff();
  const entries = new Map(dictionary.entries);
  for (const key of WATCHED) if (dictionary.entries.filter(([name]) => name === key).length > 1) throw unusual();
  if (entries.has('F') || entries.has('FFilter'))
    throw refusal('active', 'This PDF takes parts of itself from elsewhere. Please print it to a new PDF.');
  // readers tell by what is needed to find the objects, not by the type alone
  const holdsObjects = entries.has('First') || [...namesIn(entries.get('Type') ?? '')].some(it => it.says === 'ObjStm');
  if (holdsObjects && entries.has('DecodeParms') && entries.get('DecodeParms') !== 'null') throw unusual();
  const at = part.to - body.length;
  return { from: at + start, to: at + stop, filters: filtersOf(entries.get('Filter')), holdsObjects };
}

/** The names of the filters. One told by reference, or with anything else between, is refused. */
function filtersOf(value: string | undefined): string[] {
  if (value === undefined || value === 'null') return [];
  if (value.length > 200 || !/^(\/[^\s[\]/<>()]+|\[\s*(\/[^\s[\]/<>()]+\s*)*\])$/.test(value)) throw unusual();
  return [...namesIn(value)].map(it => it.says);
}

/** What the stream unpacks to, in bytes, its commands looked at where it holds objects. */
async function checkStream(packed: Buffer, { filters, holdsObjects }: Stream): Promise<number> {
  const unpacked = await unpackStream(packed, filters, holdsObjects ? MOST_OBJECTS : MOST_OF_ONE);
  if (unpacked.kind === 'bomb') throw bomb();
  if (unpacked.kind === 'unusual' || (holdsObjects && unpacked.kind === 'picture')) throw unusual();
  if (unpacked.kind === 'picture') return 0;
  if (holdsObjects) {
    // a damaged picture is the reader's matter; objects that only some readers can read are not
    if (!unpacked.isWhole) throw refusal('damaged', 'This PDF is damaged. Please export it again.');
    refuseNames(unpacked.bytes.toString('latin1'));
  }
  return filters.length === 0 ? 0 : unpacked.bytes.length;
}

/** What makes a reader run or open something, or carries another file. */
const ACTIVE = new Set(
  'JavaScript JS Launch EmbeddedFile EmbeddedFiles RichMedia XFA SubmitForm ImportData GoToE'.split(' '),
);

function refuseNames(text: string): void {
  for (const { says, isDisguised } of namesIn(text)) {
    if (says === 'Encrypt') throw refusal('locked', 'This PDF is locked with a password. Save it without one.');
    if (!ACTIVE.has(says)) continue;
    throw isDisguised
      ? refusal('active', 'This PDF writes its commands in disguise. Please print it to a new PDF.')
      : refusal(
          'active',
          'This PDF can run a program or carries other files. Please print it to a new PDF and choose that.',
        );
  }
}

const BURIED = /(?<![\0\t\n\f\r ])([\0\t\n\f\r ]+)(?:\d+[\0\t\n\f\r ]*)?obj(?![A-Za-z])/g;

/** An object's head with a comment in it, within the bytes of a stream: the table of a file could lead a reader there. */
function refuseHidden(text: string): void {
  for (const [, space = ''] of text.matchAll(BURIED)) if (/[\r\n]/.test(space)) throw unusual();
}

function cutOff(): Refusal {
  return refusal('damaged', 'This PDF is cut off. Please export or download it again.');
}

function unusual(): Refusal {
  return refusal('unusual', 'This PDF is packed in a way that cannot be checked. Please print it to a new PDF.');
}

function bomb(): Refusal {
  return refusal('bomb', 'This PDF unpacks to far more than a document needs. Please print it to a new PDF.');
}

function refusal(code: string, message: string): Refusal {
  return new Refusal({ code: `upload.pdf_${code}`, message, field: 'file', status: 422 });
}
