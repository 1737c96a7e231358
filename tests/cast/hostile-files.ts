import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { heic, hugeHeic, picture } from './pictures.ts';

/** A file that must not be kept, and what a person is told of it. */
export interface HostileFile {
  readonly what: string;
  readonly name: string;
  readonly bytes: () => Promise<Buffer> | Buffer;
  readonly told: RegExp;
}

/** A PDF of one page. */
export async function plainPdf(): Promise<Buffer> {
  const doc = new PDFDocument();
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>(resolve => doc.on('end', () => resolve()));
  doc.text('Enhanced certificate');
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

/** The PDF with more objects before its table, as an editor or an attacker would add them. */
export async function pdfWith(...objects: (string | Buffer)[]): Promise<Buffer> {
  const whole = await plainPdf();
  const at = whole.lastIndexOf('\nxref\n') + 1;
  return Buffer.concat([whole.subarray(0, at), ...objects.map(it => Buffer.from(it)), whole.subarray(at)]);
}

/** An object with a stream; `dictionary` has all but its length. */
export function streamObject(dictionary: string, bytes: Buffer | string): Buffer {
  const data = Buffer.from(bytes);
  return Buffer.concat([
    Buffer.from(`99 0 obj\n<< ${dictionary} /Length ${data.length} >>\nstream\n`),
    data,
    Buffer.from('\nendstream\nendobj\n'),
  ]);
}

/** Bytes written in base 85, as some programs do before anything else. */
export function ascii85(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const four = Buffer.alloc(4);
    const length = bytes.copy(four, 0, at, at + 4);
    let value = four.readUInt32BE();
    let group = '';
    for (let i = 0; i < 5; i++) {
      group = String.fromCharCode(33 + (value % 85)) + group;
      value = Math.floor(value / 85);
    }
    text += group.slice(0, length + 1);
  }
  return `${text}~>`;
}

const SCRIPT = '9 0 << /S /JavaScript /JS (app.alert(1)) >>';
const PACKED = '/Type /ObjStm /N 1 /First 4';
/** Longer than any window that a search might look back. */
const PADDING = `/Pad (${'x'.repeat(2000)})`;

let bomb: Buffer | undefined;
/** A hundred megabytes of noughts, packed. */
function hundredMegabytes(): Buffer {
  bomb ??= deflateSync(Buffer.alloc(100 * 1024 * 1024));
  return bomb;
}

const zip = Buffer.from('504b0304140000000800', 'hex');

const NO_SUCH_TYPE: readonly HostileFile[] = [
  {
    what: 'a program called .pdf',
    name: 'dbs.pdf',
    bytes: () => Buffer.from('4d5a90000300000004000000ffff0000', 'hex'),
    told: /whatever its name says/,
  },
  {
    what: 'a web page called .jpg',
    name: 'dbs.jpg',
    bytes: () => Buffer.from('<!doctype html><script>alert(1)</script>'),
    told: /whatever its name says/,
  },
  {
    what: 'an SVG with a script',
    name: 'scan.svg',
    bytes: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    told: /Choose a PDF, JPEG/,
  },
  {
    what: 'a ZIP',
    name: 'dbs.zip',
    bytes: () => Buffer.concat([zip, Buffer.alloc(100)]),
    told: /Choose a PDF, JPEG/,
  },
  {
    what: 'a web page with a PDF behind it',
    name: 'dbs.pdf',
    bytes: async () => Buffer.concat([Buffer.from('<script>alert(1)</script>\n'), await plainPdf()]),
    told: /Choose a PDF, JPEG/,
  },
  {
    what: 'a ZIP with a PDF behind it',
    name: 'dbs.pdf',
    bytes: async () => Buffer.concat([zip, Buffer.alloc(40), await plainPdf()]),
    told: /Choose a PDF, JPEG/,
  },
];

const PICTURES: readonly HostileFile[] = [
  ...(['jpeg', 'png', 'webp'] as const).map(format => ({
    what: `a ${format} cut off`,
    name: `scan.${format}`,
    bytes: async () => {
      const whole = await noise().toFormat(format).toBuffer();
      return whole.subarray(0, Math.floor(whole.length / 2));
    },
    told: /damaged or too large/,
  })),
  { what: 'a HEIC cut off', name: 'scan.heic', bytes: () => heic().subarray(0, 560), told: /damaged or too large/ },
  {
    what: 'a PNG that claims a billion points',
    name: 'scan.png',
    bytes: async () => {
      const huge = Buffer.from(await picture().png().toBuffer());
      huge.writeUInt32BE(40_000, 16);
      huge.writeUInt32BE(40_000, 20);
      return huge;
    },
    told: /damaged or too large/,
  },
  {
    what: 'a HEIC that claims nearly a billion points',
    name: 'scan.heic',
    bytes: hugeHeic,
    told: /damaged or too large/,
  },
];

/** What is not packed away to nothing, so that half of it is half a picture. */
function noise() {
  return picture().resize(200, 150).linear(1, 3).sharpen({ sigma: 2 });
}

const pdf = (what: string, told: RegExp, ...objects: (string | (() => Buffer))[]): HostileFile => ({
  what: `a PDF that ${what}`,
  name: 'dbs.pdf',
  bytes: () => pdfWith(...objects.map(object => (typeof object === 'string' ? object : object()))),
  told,
});

const PDFS: readonly HostileFile[] = [
  {
    what: 'a PDF that is cut off',
    name: 'dbs.pdf',
    bytes: async () => (await plainPdf()).subarray(0, 400),
    told: /cut off/,
  },
  {
    what: 'a PDF with a web page behind it',
    name: 'dbs.pdf',
    bytes: async () => Buffer.concat([await plainPdf(), Buffer.from('<script>alert(1)</script>')]),
    told: /Something else hangs behind/,
  },
  {
    what: 'a PDF with a ZIP behind it',
    name: 'dbs.pdf',
    bytes: async () => Buffer.concat([await plainPdf(), zip, Buffer.alloc(200)]),
    told: /Something else hangs behind/,
  },
  pdf('runs a script', /run a program/, '99 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n'),
  pdf('starts a program', /run a program/, '99 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n'),
  pdf('carries a file', /carries other files/, '99 0 obj\n<< /Type /Filespec /EF << >> /EmbeddedFile 1 >>\nendobj\n'),
  pdf('writes a script in disguise', /disguise/, '99 0 obj\n<< /S /J#61vaScript >>\nendobj\n'),
  pdf('is locked', /locked/, '99 0 obj\n<< /Encrypt 5 0 R >>\nendobj\n'),
  pdf('packs a script', /run a program/, () =>
    streamObject(`${PACKED} /Filter /FlateDecode`, deflateSync(Buffer.from(SCRIPT))),
  ),
  pdf('packs a script without packing it', /run a program/, () => streamObject(PACKED, SCRIPT)),
  pdf('packs a script in hexadecimal', /run a program/, () =>
    streamObject(`${PACKED} /Filter /ASCIIHexDecode`, `${Buffer.from(SCRIPT).toString('hex')}>`),
  ),
  pdf('packs a script twice over', /run a program/, () =>
    streamObject(`${PACKED} /Filter [/ASCII85Decode /FlateDecode]`, ascii85(deflateSync(Buffer.from(SCRIPT)))),
  ),
  pdf('packs a script behind a long dictionary', /run a program/, () =>
    streamObject(`${PACKED} /Filter /FlateDecode ${PADDING}`, deflateSync(Buffer.from(SCRIPT))),
  ),
  pdf('packs a script and does not say of what type', /run a program/, () =>
    streamObject('/N 1 /First 4 /Filter /FlateDecode', deflateSync(Buffer.from(SCRIPT))),
  ),
  pdf('packs a script, the end of it cut', /damaged/, () =>
    streamObject(`${PACKED} /Filter /FlateDecode`, deflateSync(Buffer.from(SCRIPT)).subarray(0, -6)),
  ),
  pdf('names its filter elsewhere', /cannot be checked/, () =>
    streamObject(`${PACKED} /Filter 5 0 R`, deflateSync(Buffer.from(SCRIPT))),
  ),
  pdf('names its filter twice', /cannot be checked/, () =>
    streamObject('/Filter /FlateDecode /Filter /ASCIIHexDecode', hundredMegabytes()),
  ),
  pdf('packs by a filter that we do not have', /cannot be checked/, () =>
    streamObject('/Filter /LZWDecode', Buffer.from('800b6050220c0c8501', 'hex')),
  ),
  pdf('hides an object in the bytes of another', /cut off|cannot be checked/, () =>
    streamObject('/Type /XObject', '98 0 obj\n<< /S /JavaScript >>\nendobj'),
  ),
  pdf('hides an object behind a comment in the bytes of another', /cannot be checked/, () =>
    streamObject('/Type /XObject', '98 %\n0 %\nobj\n<< /S /JavaScript >>\nendobj'),
  ),
  pdf('takes a part of itself from elsewhere', /from elsewhere/, () => streamObject('/F (\\\\\\\\host\\\\file)', '')),
  pdf('unpacks to a hundred megabytes', /unpacks to far more/, () =>
    streamObject('/Type /XObject /Filter /FlateDecode', hundredMegabytes()),
  ),
  pdf('unpacks to a hundred megabytes behind a long dictionary', /unpacks to far more/, () =>
    streamObject(`/Type /XObject /Filter /FlateDecode ${PADDING}`, hundredMegabytes()),
  ),
  pdf('unpacks twice over', /unpacks to far more/, () =>
    streamObject('/Type /XObject /Filter [/FlateDecode /FlateDecode]', deflateSync(hundredMegabytes())),
  ),
  pdf('unpacks to thirty megabytes of objects', /unpacks to far more/, () =>
    streamObject(`${PACKED} /Filter /FlateDecode`, deflateSync(Buffer.alloc(30 * 1024 * 1024, ' '))),
  ),
  pdf('repeats itself to a hundred megabytes', /unpacks to far more/, () =>
    streamObject('/Filter /RunLengthDecode', Buffer.alloc(2 * 800_000, Buffer.from([129, 0]))),
  ),
];

/** Whatever somebody might send that must not be kept. */
export const HOSTILE_FILES: readonly HostileFile[] = [...NO_SUCH_TYPE, ...PICTURES, ...PDFS];
