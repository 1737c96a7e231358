import { inflateSync } from 'node:zlib';
import { Refusal } from '../errors.ts';

/** What one stream, and all of them together, may unpack to. A scanned page is a few megabytes. */
const MOST_OF_ONE = 80 * 1024 * 1024;
const MOST_IN_ALL = 200 * 1024 * 1024;
const MOST_STREAMS = 20_000;

/**
 * Looks into a PDF without a reader's machinery: whole from its first line to its last, not locked, nothing that runs or hides, no stream
 * that unpacks without end. Names of objects inside packed object streams are looked at too. Refuses with a sentence each.
 */
export async function checkPdf(bytes: Uint8Array): Promise<void> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = file.toString('latin1');
  if (!text.startsWith('%PDF-')) throw refusal('damaged', 'This PDF does not begin as one. Please export it again.');
  const end = text.lastIndexOf('%%EOF');
  if (end < 0 || !/startxref\s+\d+\s+$/.test(text.slice(Math.max(0, end - 64), end)))
    throw refusal('damaged', 'This PDF is cut off. Please export or download it again.');
  if (text.slice(end + 5).trim() !== '')
    throw refusal('polyglot', 'Something else hangs behind this PDF. Please print it to a new PDF and choose that.');
  refuseNames(text);
  for (const unpacked of streams(file, text)) refuseNames(unpacked);
}

/** Names that make a reader run or open something, or that lock the file. `#4a` stands for a letter: written so, a name is hiding. */
const BANNED: readonly [RegExp, string, string][] = [
  [/\/Encrypt\b/, 'locked', 'This PDF is locked with a password. Save it without one.'],
  [
    /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE)\b/,
    'active',
    'This PDF can run a program or carries other files. Please print it to a new PDF and choose that.',
  ],
  [/\/[A-Za-z]*#[0-9A-Fa-f]{2}/, 'active', 'This PDF writes its commands in disguise. Please print it to a new PDF.'],
];

function refuseNames(text: string): void {
  // what stands inside streams is content, not commands; those that hold commands come unpacked
  const commands = text.replaceAll(/stream\r?\n[\s\S]*?endstream/g, '');
  for (const [pattern, code, message] of BANNED) if (pattern.test(commands)) throw refusal(code, message);
}

/** Unpacks each flate stream within its limit; gives the text of those that hold objects. */
function* streams(file: Buffer, text: string): Generator<string> {
  let [count, total] = [0, 0];
  for (const match of text.matchAll(/stream\r?\n/g)) {
    if (text.slice(Math.max(0, match.index - 3), match.index) === 'end') continue;
    const head = text.slice(Math.max(0, match.index - 600), match.index);
    const dictionary = head.slice(head.lastIndexOf(' obj'));
    if (!/\/(FlateDecode|Fl)\b/.test(dictionary)) continue;
    const from = match.index + match[0].length;
    const to = text.indexOf('endstream', from);
    if (to < 0) throw refusal('damaged', 'This PDF is cut off. Please export or download it again.');
    count += 1;
    const unpacked = unpack(file.subarray(from, to), dictionary);
    total += unpacked.length;
    if (count > MOST_STREAMS || total > MOST_IN_ALL) throw bomb();
    if (/\/ObjStm\b/.test(dictionary)) yield unpacked.toString('latin1');
  }
}

function unpack(packed: Buffer, dictionary: string): Buffer {
  try {
    return inflateSync(packed, { maxOutputLength: MOST_OF_ONE, finishFlush: 2 });
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ERR_BUFFER_TOO_LARGE') throw bomb();
    // a damaged picture is the reader's matter; objects that nobody can read are not
    if (/\/ObjStm\b/.test(dictionary)) throw refusal('damaged', 'This PDF is damaged. Please export it again.');
    return Buffer.alloc(0);
  }
}

function bomb(): Refusal {
  return refusal('bomb', 'This PDF unpacks to far more than a document needs. Please print it to a new PDF.');
}

function refusal(code: string, message: string): Refusal {
  return new Refusal({ code: `upload.pdf_${code}`, message, field: 'file', status: 422 });
}
