import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import { documentInput } from '#features/documents/input.ts';
import { keepDocument } from '#features/documents/keep-document.ts';
import { listMessages } from '#features/messages/index.ts';
import { makeLink } from '#features/sharing/index.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { MOST_BYTES } from '#platform/upload/check-upload.ts';
import { cleanSignature } from '#platform/upload/clean-image.ts';
import { type Id, showId } from '#rules/ids.ts';
import { HOSTILE_FILES, plainPdf } from './cast/hostile-files.ts';
import { hugeHeic, picture } from './cast/pictures.ts';
import { addDelivered, addPractice } from './cast/working-locum.ts';
import { type Browser, signedIn, testApp } from './support/app.ts';
import { type TestContext, testContext } from './support/context.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let locum: Browser;
let owner: Owner;
let key: string;
let document: string;
let booking: Id<'booking'>;
let replyTo: string;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  locum = await signedIn(it, app, 'amara@example.org');
  const { rows } = await it.database.admin.query('SELECT id FROM accounts');
  owner = ownerOf(rows[0].id);
  key = await makeKey(it.ctx, owner, { label: 'Key', scope: 'write', days: 30 });
  const input = readInput(documentInput, { category: 'dbs', title: 'DBS' });
  document = showId('document', await keepDocument(it.ctx, owner, input, await fine()));
  booking = await addDelivered(it, owner, await addPractice(it, owner), '2026-11-16');
  const link = await asOwner(it.ctx.db, owner, tx => makeLink(it.ctx, tx, { scope: 'booking', subjectId: booking }));
  replyTo = `${it.ctx.links.mailToken({ accountId: owner.accountId, linkId: link.id })}@in.example.org`;
});
afterAll(() => it.close());

interface Sent {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

async function fine(): Promise<Sent> {
  return { name: 'scan.png', bytes: new Uint8Array(await picture().png().toBuffer()) };
}

/** Every way by which a file comes in: what the sender is told where it is refused, undefined where it is kept. */
const DOORS: Readonly<Record<string, (file: Sent) => Promise<string | undefined>>> = {
  'the documents page': file => byForm('/documents', file),
  'the page of a renewal': file => byForm(`/documents/${document}/renew`, file),
  'the photo of the public page': file => byForm('/profile/public/photo', file),
  'the documents API': async ({ name, bytes }) => {
    const answer = await app.request('http://localhost:3000/api/v1/documents', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        category: 'dbs',
        title: 'DBS',
        fileName: name,
        content: Buffer.from(bytes).toString('base64'),
      }),
    });
    return answer.status === 201 ? undefined : answer.text();
  },
  'a mailed reply': async ({ name, bytes }) => {
    // a thread takes twenty mails an hour
    it.ctx.clock.set(it.ctx.clock.now().add({ hours: 1 }));
    await app.request('http://localhost:3000/hooks/inbound-mail', {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('inbound:a secret of tests for mail').toString('base64')}` },
      body: JSON.stringify({
        MessageID: newId('mail'),
        FromFull: { Email: 'sam@riverside.example.nhs.uk', Name: 'Sam' },
        ToFull: [{ Email: replyTo }],
        TextBody: 'Attached.',
        Attachments: [{ Name: name, Content: Buffer.from(bytes).toString('base64') }],
      }),
    });
    const thread = await asOwner(it.ctx.db, owner, tx => listMessages(tx, { kind: 'booking', id: booking }));
    const last = thread.at(-1);
    return last?.files.length === 1 ? undefined : last?.body;
  },
  'a drawn signature': ({ bytes }) =>
    cleanSignature(bytes).then(
      () => undefined,
      fault => fault.reason.message,
    ),
};

async function byForm(path: string, file: Sent): Promise<string | undefined> {
  const answer = await locum.upload(path, { category: 'dbs', title: 'DBS' }, file);
  if (answer.status === 303) return undefined;
  // the page is that of the form, with what was typed
  if (path === '/documents' && answer.status === 422) expect(answer.text).toContain('value="DBS"');
  return /role="alert"[\s\S]*?<ul[^>]*>([\s\S]*?)<\/ul>/.exec(answer.text)?.[1] ?? 'refused without a word';
}

const TAKES_ALL_TYPES = ['the documents page', 'the page of a renewal', 'the documents API', 'a mailed reply'];

test.each(Object.keys(DOORS).flatMap(door => HOSTILE_FILES.map(file => [door, file.what, file] as const)))(
  'by %s, %s is refused with a sentence, and nothing is left on disk',
  async (door, _, file) => {
    const before = it.onDisk();
    const bytes = new Uint8Array(await file.bytes());
    const told = await DOORS[door]?.({ name: file.name, bytes });
    expect(told).toBeDefined();
    expect(told).toMatch(TAKES_ALL_TYPES.includes(door) ? file.told : /Choose a|damaged|drawing/);
    expect(it.onDisk()).toEqual(before);
  },
);

test.each(Object.keys(DOORS).filter(door => door !== 'a drawn signature'))('by %s, a picture is kept', async door => {
  expect(await DOORS[door]?.(await fine())).toBeUndefined();
  expect(it.onDisk().length).toBeGreaterThan(0);
});

test('a signature is a PNG by its content, not by what its address says', async () => {
  const drawn = picture().composite([
    { input: { create: { width: 30, height: 2, channels: 3, background: '#000000' } } },
  ]);
  expect((await cleanSignature(await drawn.png().toBuffer())).length).toBeGreaterThan(0);
  for (const format of ['jpeg', 'webp', 'gif', 'tiff'] as const) {
    const bytes = await drawn.toFormat(format).toBuffer();
    await expect(cleanSignature(bytes), format).rejects.toMatchObject({ reason: { code: 'upload.unreadable' } });
  }
});

test.each(TAKES_ALL_TYPES)('by %s, ten megabytes and one byte are refused, and nothing is left on disk', async door => {
  const before = it.onDisk();
  const told = await DOORS[door]?.({ name: 'dbs.pdf', bytes: await grownPdf(MOST_BYTES + 1) });
  expect(told).toContain('larger than 10 MB');
  expect(it.onDisk()).toEqual(before);
});

test('ten megabytes are kept', async () => {
  const before = it.onDisk().length;
  expect(await byForm('/documents', { name: 'dbs.pdf', bytes: await grownPdf(MOST_BYTES) })).toBeUndefined();
  expect(it.onDisk()).toHaveLength(before + 1);
});

test('a body far over the limit is refused by what it says of itself', async () => {
  const before = it.onDisk();
  const file = { name: 'dbs.pdf', bytes: new Uint8Array(MOST_BYTES * 2) };
  expect((await locum.upload('/documents', { category: 'dbs', title: 'DBS' }, file)).status).toBe(413);
  expect(it.onDisk()).toEqual(before);
});

test('no memory is taken for the points that a HEIC claims', async () => {
  const real = globalThis.Uint8ClampedArray;
  let most = 0;
  globalThis.Uint8ClampedArray = new Proxy(real, {
    construct(target, [size, ...rest]) {
      if (typeof size === 'number') most = Math.max(most, size);
      return Reflect.construct(target, [size, ...rest]);
    },
  });
  try {
    await byForm('/documents', { name: 'a.heic', bytes: new Uint8Array(hugeHeic()) });
  } finally {
    globalThis.Uint8ClampedArray = real;
  }
  expect(most).toBeLessThan(1_000_000);
});

/** A PDF of that size, filled by a comment. */
async function grownPdf(size: number): Promise<Uint8Array<ArrayBuffer>> {
  const head = await plainPdf();
  const at = head.lastIndexOf('\nxref\n') + 1;
  const filling = Buffer.from(`%${'x'.repeat(size - head.length - 2)}\n`);
  return new Uint8Array(Buffer.concat([head.subarray(0, at), filling, head.subarray(at)]));
}
