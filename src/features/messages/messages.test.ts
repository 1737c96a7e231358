import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { addDelivered, addPractice } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { countUnread, listMessages, receiveMail, type Subject, writeToLocum, writeToOrganisation } from './index.ts';
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
const reply = (to: string, text: string, change: Partial<Parameters<typeof receiveMail>[1]> = {}) =>
  receiveMail(it.ctx, {
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
