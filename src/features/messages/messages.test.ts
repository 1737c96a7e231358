import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteOffer } from '#features/bookings/change-booking.ts';
import { enterLink, makeLink, revokeLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import { rateLimiter } from '#platform/rate-limit.ts';
import type { Id } from '#rules/ids.ts';
import { addDelivered, addPractice } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { countUnread, listMessages, receiveMail, type Subject, writeToLocum, writeToOrganisation } from './index.ts';
import type { InboundMail } from './receive-mail.ts';
import { trimReply } from './trim-reply.ts';

let it: TestContext;
let owner: Owner;
let booking: Id<'booking'>;
let subject: Subject;
const CONTACT = 'rota@riverside.example.nhs.uk';

beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
  const practice = await addPractice(it, owner, {
    booking_contact_name: 'Maggie Hill',
    booking_contact_email: CONTACT,
  });
  booking = await addDelivered(it, owner, practice, '2026-11-16');
  subject = { kind: 'booking', id: booking };
});
afterAll(() => it.close());

const caller = { callerHash: 'hash', device: 'Safari on iPhone' };
const mailsTo = async (address: string) => {
  await it.work();
  return (await it.mailbox.list()).filter(mail => mail.to.address === address);
};
const thread = () => asOwner(it.ctx.db, owner, tx => listMessages(tx, subject));
const limits = () => rateLimiter(it.database.signIn, it.ctx.clock, 'a secret of counts');
const reply = (to: string, text: string, change: Partial<InboundMail> = {}, ctx: TestContext['ctx'] = it.ctx) =>
  receiveMail(ctx, limits(), {
    id: newId('mail'),
    to: [to],
    from: { name: 'Maggie Hill', address: CONTACT },
    text,
    headers: {},
    attachments: [],
    ...change,
  });

test('what the locum writes is mailed once, with a link and an address of its own to answer to', async () => {
  const id = newId('message');
  await writeToOrganisation(it.ctx, owner, subject, { id, body: 'Is there parking?' });
  await writeToOrganisation(it.ctx, owner, subject, { id, body: 'Is there parking?' });
  const [mail, ...more] = await mailsTo(CONTACT);
  expect(more).toEqual([]);
  expect(mail?.text).toContain('Is there parking?');
  expect(mail?.text).toMatch(/http:\/\/localhost:3000\/b\/[\w-]{64}/);
  expect(mail?.replyTo?.address).toMatch(/^[a-z2-7]{61}@in\.example\.org$/);
});

test('no row of the database holds a link that works, nor an address that can be written to', async () => {
  await it.work();
  const { rows } = await it.database.admin.query('SELECT to_json(m.*)::text AS row FROM mails m');
  const kept = rows.map(row => row.row).join('\n');
  const [mail] = await mailsTo(CONTACT);
  const token = /\/b\/([\w-]{64})/.exec(mail?.text ?? '')?.[1] ?? '';
  expect(it.ctx.links.read(token)).toBeDefined();
  expect(kept).not.toContain(token);
  expect(kept).not.toContain(mail?.replyTo?.address.split('@')[0] ?? 'nobody');
  for (const word of kept.match(/[\w-]{61,64}/g) ?? []) {
    expect(it.ctx.links.read(word)).toBeUndefined();
    expect(it.ctx.links.readMail(word)).toBeUndefined();
  }
  expect(mail?.html).toContain(token);
});

test('the organisation answers on its link: unread for the locum, who is told by mail', async () => {
  const [mail] = await mailsTo(CONTACT);
  const token = /\/b\/([\w-]{64})/.exec(mail?.text ?? '')?.[1] ?? '';
  const entered = await enterLink(it.ctx, token, 'booking');
  const id = newId('message');
  for (const _ of [1, 2])
    await writeToLocum(it.ctx, entered, subject, { id, name: 'Maggie Hill', body: 'Yes, behind the house.' }, caller);
  expect((await thread()).map(it => it.body)).toEqual(['Is there parking?', 'Yes, behind the house.']);
  expect(await asOwner(it.ctx.db, owner, countUnread)).toBe(1);
  const [told] = await mailsTo(`${owner.accountId}@example.org`);
  expect(told?.text).toContain('Yes, behind the house.');
});

test('a reply to the mail becomes a message, without what it quotes and without the signature', async () => {
  const [mail] = await mailsTo(CONTACT);
  const text = `Please use bay 4.\r\n\r\nBest wishes\r\n\r\n-- \r\nMaggie Hill\r\nPractice manager\r\n\r\nOn Tue, 24 Nov 2026 at 10:00, Dr Amara Okafor wrote:\r\n> Is there parking?\r\n`;
  const answer = await reply(mail?.replyTo?.address ?? '', text, { id: 'provider-1' });
  expect(answer).toEqual({ kind: 'message' });
  const last = (await thread()).at(-1);
  expect(last?.body).toContain('Please use bay 4.');
  expect(last?.body).not.toContain('Is there parking?');
  expect(last?.body).not.toContain('Practice manager');
  expect(last?.via).toBe('mail');
});

test('the same mail handed in twice is one message', async () => {
  const [mail] = await mailsTo(CONTACT);
  const before = (await thread()).length;
  await reply(mail?.replyTo?.address ?? '', 'Once.', { id: 'provider-2' });
  await reply(mail?.replyTo?.address ?? '', 'Once.', { id: 'provider-2' });
  expect((await thread()).length).toBe(before + 1);
});

test('mail to nobody, automatic answers and empty mails are dropped', async () => {
  const [mail] = await mailsTo(CONTACT);
  const address = mail?.replyTo?.address ?? '';
  const before = (await thread()).length;
  expect(await reply('stranger@in.example.org', 'Hello')).toEqual({ kind: 'ignored', reason: 'no_thread' });
  expect(
    await reply(
      address.replace(/^./, letter => (letter === 'a' ? 'b' : 'a')),
      'Hello',
    ),
  ).toMatchObject({
    kind: 'ignored',
  });
  expect(await reply(address, 'I am away.', { headers: { 'auto-submitted': 'auto-replied' } })).toEqual({
    kind: 'ignored',
    reason: 'automatic',
  });
  expect(await reply(address, '> Is there parking?')).toEqual({ kind: 'ignored', reason: 'empty' });
  expect((await thread()).length).toBe(before);
});

test('an attachment is kept if it is what it says, and named in the message if it is not', async () => {
  const [mail] = await mailsTo(CONTACT);
  await reply(mail?.replyTo?.address ?? '', 'See attached.', {
    attachments: [{ name: 'plan.svg', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>') }],
  });
  const last = (await thread()).at(-1);
  expect(last?.body).toContain('Attachment not taken: plan.svg');
  expect(last?.files).toEqual([]);
});

async function addressOf(days = 30) {
  const link = await asOwner(it.ctx.db, owner, tx =>
    makeLink(it.ctx, tx, { scope: 'booking', subjectId: booking, days }),
  );
  return {
    link,
    address: `${it.ctx.links.mailToken({ accountId: owner.accountId, linkId: link.id })}@in.example.org`,
  };
}

test('a reply is a message as long as the thread, also after its link has expired', async () => {
  const { address } = await addressOf(1);
  it.ctx.clock.set(it.ctx.clock.now().add({ hours: 24 * 60 }));
  expect(await reply(address, 'Late, but here.', { id: 'late' })).toEqual({ kind: 'message' });
  expect((await thread()).at(-1)?.body).toBe('Late, but here.');
});

test('who writes to an address that the locum has ended is told so, once a day', async () => {
  const { link, address } = await addressOf();
  await revokeLink(it.ctx, owner, link.id);
  const before = (await thread()).length;
  const told = async () => (await mailsTo('sam@riverside.example.nhs.uk')).length;
  const from = { name: 'Sam Reed', address: 'sam@riverside.example.nhs.uk' };
  for (const id of ['closed-1', 'closed-2'])
    expect(await reply(address, 'Hello?', { id, from })).toEqual({ kind: 'ignored', reason: 'address_closed' });
  expect(await told()).toBe(1);
  const [mail] = await mailsTo(from.address);
  expect(mail).toMatchObject({
    subject: 'Your mail was not delivered',
    headers: { 'Auto-Submitted': 'auto-replied' },
  });
  it.ctx.clock.set(it.ctx.clock.now().add({ hours: 25 }));
  await reply(address, 'Hello?', { id: 'closed-3', from });
  expect(await told()).toBe(2);
  expect((await thread()).length).toBe(before);
});

test('a mail about a booking that is gone is dropped', async () => {
  const link = await asOwner(it.ctx.db, owner, tx =>
    makeLink(it.ctx, tx, { scope: 'booking', subjectId: newId('booking') }),
  );
  const address = `${it.ctx.links.mailToken({ accountId: owner.accountId, linkId: link.id })}@in.example.org`;
  expect(await reply(address, 'Hello')).toEqual({ kind: 'ignored', reason: 'no_thread' });
});

test('a mail that has no plain text is read from its HTML', async () => {
  const { address } = await addressOf();
  const html = `<html><head><style>p{color:red}</style></head><body><p>Room&nbsp;4 &amp; bay&#160;2.</p><p>See you</p>
    <div>On Tue, 24 Nov 2026 at 10:00, Dr Okafor wrote:</div><blockquote><p>Is there parking?</p></blockquote></body></html>`;
  expect(await reply(address, '', { id: 'html', html })).toEqual({ kind: 'message' });
  expect((await thread()).at(-1)?.body).toBe('Room 4 & bay 2.\n\nSee you');
});

test('Outlook’s own headers on a mail that somebody wrote do not drop it', async () => {
  const { address } = await addressOf();
  const headers = { 'x-auto-response-suppress': 'All', 'auto-submitted': 'No' };
  expect(await reply(address, 'From Outlook.', { id: 'outlook', headers })).toEqual({ kind: 'message' });
});

test('a mail that is too long says that it was cut, and still names what was not taken', async () => {
  const { address } = await addressOf();
  await reply(address, 'word '.repeat(2000), {
    id: 'long',
    attachments: [{ name: 'a.exe', bytes: Buffer.from('MZ') }],
  });
  const body = (await thread()).at(-1)?.body ?? '';
  expect(body.length).toBeLessThanOrEqual(5000);
  expect(body).toContain('[The mail was longer. Only its beginning is kept here.]');
  expect(body).toContain('[Attachment not taken: a.exe.');
});

test('while nothing can be scanned a mail with an attachment is not taken, so that it comes again', async () => {
  const { address } = await addressOf();
  const ctx: TestContext['ctx'] = {
    ...it.ctx,
    scanner: { scan: async () => ({ kind: 'unavailable' }) },
  };
  const before = (await thread()).length;
  const attachments = [{ name: 'plan.png', bytes: await onePixel() }];
  expect(await reply(address, 'Attached.', { id: 'scan', attachments }, ctx)).toEqual({
    kind: 'later',
    reason: 'not_scanned',
  });
  expect((await thread()).length).toBe(before);
  expect(await reply(address, 'Attached.', { id: 'scan', attachments })).toEqual({ kind: 'message' });
  expect((await thread()).at(-1)?.files.map(file => file.name)).toEqual(['plan.png']);
});

test('a thread takes twenty mails an hour, whatever link they come by; the rest comes later', async () => {
  it.ctx.clock.set(it.ctx.clock.now().add({ hours: 2 }));
  for (let n = 1; n <= 20; n++)
    expect(await reply((await addressOf()).address, `Mail ${n}`, { id: `many-${n}` })).toEqual({ kind: 'message' });
  const { address } = await addressOf();
  expect(await reply(address, 'One more', { id: 'many-21' })).toEqual({ kind: 'later', reason: 'too_many' });
  it.ctx.clock.set(it.ctx.clock.now().add({ hours: 1 }));
  expect(await reply(address, 'One more', { id: 'many-21' })).toEqual({ kind: 'message' });
});

test('a deleted offer takes the attachments of its thread with it, records and bytes', async () => {
  const practice = await addPractice(it, owner, { name: 'Hill Surgery', booking_contact_email: CONTACT });
  const offer = await addDelivered(it, owner, practice, '2026-12-16', {
    state: 'offered',
    confirmed_at: null,
    delivered_at: null,
  });
  const link = await asOwner(it.ctx.db, owner, tx => makeLink(it.ctx, tx, { scope: 'booking', subjectId: offer }));
  const address = `${it.ctx.links.mailToken({ accountId: owner.accountId, linkId: link.id })}@in.example.org`;
  it.ctx.clock.set(it.ctx.clock.now().add({ hours: 2 }));
  await reply(address, 'The plan.', {
    id: 'offer',
    attachments: [{ name: 'offer.png', bytes: await onePixel() }],
  });
  const kept = async () =>
    (
      await it.database.admin.query<{ name: string; store_key: string }>(
        "SELECT name, store_key FROM files WHERE account_id = $1 AND kind = 'message' ORDER BY id",
        [owner.accountId],
      )
    ).rows;
  const before = await kept();
  const [, key = ''] = before.map(file => file.store_key).toReversed();
  const own = before.find(file => file.name === 'offer.png')?.store_key ?? '';
  expect(await it.ctx.files.get(own)).toBeDefined();
  await deleteOffer(it.ctx, owner, offer);
  await it.work();
  expect((await kept()).map(file => file.name)).toEqual(before.map(file => file.name).filter(it => it !== 'offer.png'));
  expect(await it.ctx.files.get(own)).toBeUndefined();
  expect(await it.ctx.files.get(key)).toBeDefined();
});

function onePixel(): Promise<Buffer> {
  return sharp({ create: { width: 1, height: 1, channels: 3, background: '#ffffff' } })
    .png()
    .toBuffer();
}

test('another locum finds no thread there', async () => {
  const other = await it.makeAccount();
  await expect(writeToOrganisation(it.ctx, other, subject, { body: 'Hello' })).rejects.toMatchObject({
    reason: { status: 404 },
  });
});

test.each([
  ['Thanks\n\nOn 24 Nov 2026, at 10:00, A <a@b.uk> wrote:\n\n> old\n> older', 'Thanks'],
  ['Yes.\n\nSent from my iPhone', 'Yes.'],
  ['First line\nSecond line', 'First line\nSecond line'],
  [
    'Fine with me\n\n________________________________\nFrom: Dr A <a@b.uk>\nSent: 24 November 2026 10:00\nTo: M\nSubject: x\n\nold',
    'Fine with me',
  ],
])('a reply is trimmed to what is new in it (%#)', (text, kept) => {
  expect(trimReply(text)).toBe(kept);
});
