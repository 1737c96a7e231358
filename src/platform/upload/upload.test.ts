import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { checkUpload, MOST_BYTES } from './check-upload.ts';
import { cleanName } from './clean-name.ts';

let it: TestContext;
let locum: Browser;
/** Keys that were written to the file store. */
let stored: string[] = [];

beforeAll(async () => {
  it = await testContext();
  const put = it.ctx.files.put.bind(it.ctx.files);
  it.ctx.files.put = async (key, bytes, type) => {
    stored.push(key);
    await put(key, bytes, type);
  };
  locum = await signedIn(it, testApp(it), 'amara@example.org');
});
afterAll(() => it.close());
beforeEach(() => {
  stored = [];
});

const upload = (name: string, bytes: Uint8Array) =>
  locum.upload('/documents', { category: 'dbs', title: 'DBS' }, { name, bytes: new Uint8Array(bytes) });

/** What the page says is wrong. */
const told = (page: string) => /role="alert"[\s\S]*?<ul[^>]*>([\s\S]*?)<\/ul>/.exec(page)?.[1] ?? '';

/** A PDF of one page; `raw` writes more objects into it. */
async function pdf(): Promise<Buffer> {
  const doc = new PDFDocument();
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>(resolve => doc.on('end', () => resolve()));
  doc.text('Enhanced certificate');
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

/** The PDF with one more object before its table, as an editor or an attacker would add it. */
async function pdfWith(object: string | Buffer): Promise<Buffer> {
  const whole = await pdf();
  const at = whole.lastIndexOf('\nxref\n') + 1;
  return Buffer.concat([whole.subarray(0, at), Buffer.from(object), whole.subarray(at)]);
}

function stream(dictionary: string, bytes: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`99 0 obj\n<< ${dictionary} /Filter /FlateDecode /Length ${bytes.length} >>\nstream\n`),
    bytes,
    Buffer.from('\nendstream\nendobj\n'),
  ]);
}

const picture = () => sharp({ create: { width: 80, height: 60, channels: 3, background: '#336699' } });
const jpeg = () => picture().jpeg().toBuffer();
const zip = Buffer.from('504b0304140000000800', 'hex');
const hundredMegabytes = () => deflateSync(Buffer.alloc(100 * 1024 * 1024));

const REFUSED: readonly (readonly [
  what: string,
  name: string,
  bytes: () => Promise<Buffer> | Buffer,
  message: RegExp,
])[] = [
  [
    'a program called .pdf',
    'dbs.pdf',
    () => Buffer.from('4d5a90000300000004000000ffff0000', 'hex'),
    /whatever its name says/,
  ],
  [
    'a web page called .jpg',
    'dbs.jpg',
    () => Buffer.from('<!doctype html><script>alert(1)</script>'),
    /whatever its name says/,
  ],
  [
    'an SVG with a script',
    'scan.svg',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    /Choose a PDF, JPEG/,
  ],
  ['a ZIP', 'dbs.zip', () => Buffer.concat([zip, Buffer.alloc(100)]), /Choose a PDF, JPEG/],
  ['an empty file', 'dbs.pdf', () => Buffer.alloc(0), /Choose a file|empty/],
  ['a PDF cut off', 'dbs.pdf', async () => (await pdf()).subarray(0, 400), /cut off/],
  ['a JPEG cut off', 'dbs.jpg', async () => (await jpeg()).subarray(0, 200), /damaged/],
  [
    'a PDF with a web page behind it',
    'dbs.pdf',
    async () => Buffer.concat([await pdf(), Buffer.from('<script>alert(1)</script>')]),
    /Something else hangs behind/,
  ],
  [
    'a PDF with a ZIP behind it',
    'dbs.pdf',
    async () => Buffer.concat([await pdf(), zip, Buffer.alloc(200)]),
    /Something else hangs behind/,
  ],
  [
    'a PDF that runs a script',
    'dbs.pdf',
    () => pdfWith('99 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n'),
    /run a program/,
  ],
  [
    'a PDF that starts a program',
    'dbs.pdf',
    () => pdfWith('99 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n'),
    /run a program/,
  ],
  [
    'a PDF that carries a file',
    'dbs.pdf',
    () => pdfWith('99 0 obj\n<< /Type /Filespec /EF << >> /EmbeddedFile 1 >>\nendobj\n'),
    /carries other files/,
  ],
  [
    'a PDF that hides a script in a packed object',
    'dbs.pdf',
    () => pdfWith(stream('/Type /ObjStm /N 1 /First 4', deflateSync(Buffer.from('9 0 << /S /JavaScript >>')))),
    /run a program/,
  ],
  [
    'a PDF that writes a script in disguise',
    'dbs.pdf',
    () => pdfWith('99 0 obj\n<< /S /J#61vaScript >>\nendobj\n'),
    /disguise/,
  ],
  ['a locked PDF', 'dbs.pdf', () => pdfWith('99 0 obj\n<< /Encrypt 5 0 R >>\nendobj\n'), /locked/],
  [
    'a PDF that unpacks to a hundred megabytes',
    'dbs.pdf',
    () => pdfWith(stream('/Type /XObject', hundredMegabytes())),
    /unpacks to far more/,
  ],
  [
    'a PNG that claims a billion points',
    'scan.png',
    async () => hugePng(await picture().png().toBuffer()),
    /damaged or too large/,
  ],
];

/** The picture with another width and height in its head. */
function hugePng(png: Buffer): Buffer {
  const huge = Buffer.from(png);
  huge.writeUInt32BE(40_000, 16);
  huge.writeUInt32BE(40_000, 20);
  return huge;
}

test.each(REFUSED)(
  '%s is refused with a sentence, what was typed is kept, and nothing is on disk',
  async (_, name, bytes, message) => {
    const answer = await upload(name, await bytes());
    expect(answer.status).toBe(422);
    expect(told(answer.text)).toMatch(message);
    expect(answer.text.includes('value="DBS"')).toBe(true);
    expect(stored).toEqual([]);
  },
);

test('ten megabytes and one byte are refused, ten megabytes are not', async () => {
  const head = await pdf();
  const grown = (size: number) => {
    const at = head.lastIndexOf('\nxref\n') + 1;
    const filling = Buffer.from(`%${'x'.repeat(Math.max(0, size - head.length - 2))}\n`);
    return Buffer.concat([head.subarray(0, at), filling, head.subarray(at)]);
  };
  const over = await upload('dbs.pdf', grown(MOST_BYTES + 1));
  expect(over.status).toBe(413);
  expect(told(over.text)).toContain('larger than 10 MB');
  expect(stored).toEqual([]);
  expect(grown(MOST_BYTES)).toHaveLength(MOST_BYTES);
  expect((await upload('dbs.pdf', grown(MOST_BYTES))).status).toBe(303);
  expect(stored).toHaveLength(1);
});

test('a body far over the limit is refused by what it says of itself', async () => {
  const answer = await upload('dbs.pdf', Buffer.alloc(MOST_BYTES * 2));
  expect(answer.status).toBe(413);
  expect(stored).toEqual([]);
});

test('a photograph is made anew: where it was taken is gone, and what hung behind it too', async () => {
  const taken = await picture()
    .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '53/1 48/1 0/1', GPSLongitude: '1/1 33/1 0/1' } })
    .jpeg()
    .toBuffer();
  expect(taken.toString('latin1')).toContain('Exif');
  const clean = await checkUpload(it.ctx, {
    name: 'dbs.jpg',
    bytes: Buffer.concat([taken, Buffer.from('<script>alert(1)</script>'), zip]),
  });
  const text = Buffer.from(clean.bytes).toString('latin1');
  expect(text).not.toContain('Exif');
  expect(text).not.toContain('script');
  expect(text).not.toContain('PK\u0003\u0004');
  expect((await sharp(clean.bytes).metadata()).exif).toBeUndefined();
  expect(clean.contentType).toBe('image/jpeg');
});

test('a photograph lying on its side is kept upright', async () => {
  const side = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const { width, height } = await sharp((await checkUpload(it.ctx, { name: 'a.jpg', bytes: side })).bytes).metadata();
  expect([width, height]).toEqual([60, 80]);
});

test.each(['jpeg', 'png', 'webp'] as const)('a %s is taken for what it is, whatever its name says', async format => {
  const bytes = await picture().toFormat(format).toBuffer();
  const clean = await checkUpload(it.ctx, { name: 'certificate.exe', bytes });
  expect(clean.contentType).toBe(`image/${format}`);
  expect(clean.name).toBe(`certificate.${format === 'jpeg' ? 'jpg' : format}`);
});

test.each([
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\Users\\me\\DBS 2026.pdf', 'DBS 2026.pdf'],
  ['\u202efdp.exe', 'fdp.pdf'],
  ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie x.pdf'],
  ['.htaccess', 'htaccess.pdf'],
  ['', 'file.pdf'],
  [`${'x'.repeat(400)}.pdf`, `${'x'.repeat(120)}.pdf`],
])('the name %j is shown as %j', (name, shown) => {
  expect(cleanName(name, 'pdf')).toBe(shown);
});

test('what the scanner finds is refused, and so is everything while the scanner does not answer', async () => {
  const bytes = await pdf();
  const scanned = (kind: 'infected' | 'unavailable') =>
    checkUpload(
      { scanner: { scan: async () => (kind === 'infected' ? { kind, name: 'Eicar' } : { kind }) } },
      { name: 'dbs.pdf', bytes },
    );
  await expect(scanned('infected')).rejects.toThrow('Eicar');
  await expect(scanned('unavailable')).rejects.toThrow('cannot be checked');
});

test('a kept file is served to its owner alone, as a download that runs nothing', async () => {
  const made = await upload('dbs.pdf', await pdf());
  const path = `${made.location?.split('?')[0]}/file`;
  const answer = await locum.get(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  expect(answer.headers.get('cache-control')).toContain('no-store');
  const stranger = testApp(it).browser();
  expect((await stranger.get(path)).status).toBe(303);
  const other = await signedIn(it, testApp(it), 'somebody@example.org');
  expect((await other.get(path)).status).toBe(404);
});
