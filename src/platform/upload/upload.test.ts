import { deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ascii85, pdfWith, plainPdf, streamObject } from '#tests/cast/hostile-files.ts';
import { heic, picture, takenInLeeds } from '#tests/cast/pictures.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { checkUpload } from './check-upload.ts';
import { cleanPhoto } from './clean-image.ts';
import { cleanName } from './clean-name.ts';

let it: TestContext;
let locum: Browser;

beforeAll(async () => {
  it = await testContext();
  locum = await signedIn(it, testApp(it), 'amara@example.org');
});
afterAll(() => it.close());

// what is refused, at every door: tests/uploads.test.ts

test.each([
  ['of a text program', () => plainPdf()],
  [
    'with objects packed into streams',
    async () => {
      const document = await PDFDocument.create();
      for (let page = 0; page < 30; page++) document.addPage().drawText(`Page ${page}`);
      return Buffer.from(await document.save({ useObjectStreams: true }));
    },
  ],
  [
    'packed in base 85, as ReportLab writes it',
    () => pdfWith(streamObject('/Filter [/ASCII85Decode /FlateDecode]', ascii85(deflateSync(Buffer.from('BT ET'))))),
  ],
  [
    'with a blank in the name of a font',
    () => pdfWith('98 0 obj\n<< /BaseFont /ABCDEE+Times#20New#20Roman >>\nendobj\n'),
  ],
  [
    'with a photograph in it',
    async () => pdfWith(streamObject('/Subtype /Image /Filter /DCTDecode', await picture().jpeg().toBuffer())),
  ],
])('a PDF %s is kept as it came', async (_, make) => {
  const bytes = new Uint8Array(await make());
  expect(await checkUpload(it.ctx, { name: 'a.pdf', bytes })).toMatchObject({ contentType: 'application/pdf', bytes });
});

/** Each kind of picture with a place in it. */
const PLACED: Readonly<Record<string, () => Promise<Buffer>>> = {
  jpeg: () => takenInLeeds().jpeg().toBuffer(),
  png: () => takenInLeeds().png().toBuffer(),
  webp: () => takenInLeeds().webp().toBuffer(),
  heic: async () => heic(),
};
const TRACES = ['Exif', 'GPS', 'xmpmeta', 'Phone', '53,48', 'alert', 'PK\u0003\u0004'];

test.each(Object.keys(PLACED))(
  'a %s is made anew: where it was taken is gone, and what hung behind it too',
  async format => {
    const taken = (await PLACED[format]?.()) ?? Buffer.alloc(0);
    expect(taken.toString('latin1')).toContain('Phone');
    const behind = Buffer.from('<script>alert(1)</script>PK\u0003\u0004');
    const bytes = new Uint8Array(Buffer.concat([taken, behind]));
    const kept = await checkUpload(it.ctx, { name: 'dbs', bytes });
    const photo = await cleanPhoto(bytes, `image/${format as 'jpeg'}`);
    for (const clean of [kept.bytes, photo]) {
      const text = Buffer.from(clean).toString('latin1');
      for (const trace of TRACES) expect(text).not.toContain(trace);
      const { exif, xmp, iptc } = await sharp(clean).metadata();
      expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
    }
    expect(kept.contentType).toBe(format === 'heic' ? 'image/jpeg' : `image/${format}`);
  },
);

test('a photograph of a phone is the picture that was taken', async () => {
  const { bytes } = await checkUpload(it.ctx, { name: 'IMG_0001.HEIC', bytes: new Uint8Array(heic()) });
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([64, 48]);
  for (const [channel, colour] of [0x33, 0x66, 0x99].entries())
    expect(Math.abs((data[channel] ?? 0) - colour)).toBeLessThan(6);
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
  const bytes = await plainPdf();
  const scanned = (kind: 'infected' | 'unavailable') =>
    checkUpload(
      { scanner: { scan: async () => (kind === 'infected' ? { kind, name: 'Eicar' } : { kind }) } },
      { name: 'dbs.pdf', bytes },
    );
  await expect(scanned('infected')).rejects.toThrow('Eicar');
  await expect(scanned('unavailable')).rejects.toThrow('cannot be checked');
});

test('a kept file is served to its owner alone, as a download that runs nothing and that no search engine shows', async () => {
  const file = { name: 'dbs.pdf', bytes: new Uint8Array(await plainPdf()) };
  const made = await locum.upload('/documents', { category: 'dbs', title: 'DBS' }, file);
  const path = `${made.location?.split('?')[0]}/file`;
  const answer = await locum.get(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cache-control')).toContain('no-store');
  expect(answer.headers.get('x-robots-tag')).toContain('noindex');
  const stranger = testApp(it).browser();
  expect((await stranger.get(path)).status).toBe(303);
  const other = await signedIn(it, testApp(it), 'somebody@example.org');
  expect((await other.get(path)).status).toBe(404);
});

test('a PDF is served so that browsers show it: no sandbox, the viewer’s own parts allowed, no script', async () => {
  const served = async (bytes: Buffer) => {
    const file = { name: 'dbs', bytes: new Uint8Array(bytes) };
    const made = await locum.upload('/documents', { category: 'dbs', title: 'DBS' }, file);
    return (await locum.get(`${made.location?.split('?')[0]}/file`)).headers.get('content-security-policy') ?? '';
  };
  const ofPdf = await served(await plainPdf());
  expect(ofPdf).not.toContain('sandbox');
  expect(ofPdf).toContain("default-src 'none'");
  expect(ofPdf).toContain("object-src 'self'");
  expect(ofPdf).not.toContain('script-src');
  expect(await served(await picture().png().toBuffer())).toContain('sandbox');
});
