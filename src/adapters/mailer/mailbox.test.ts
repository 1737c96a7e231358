import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeMailer, type ReceivedMail } from '#ports/mailer.contract.ts';
import type { OutgoingMail } from '#ports/mailer.ts';
import { type KeptMail, type MailboxMailer, mailboxMailer } from './mailbox.ts';

describeMailer('the development mailbox', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sessional-mailbox-'));
  const mailer = mailboxMailer(folder);
  const received = async () => Promise.all((await mailer.list()).toReversed().map(kept => asReceived(mailer, kept)));
  return { mailer, received, close: () => rm(folder, { recursive: true }) };
});

let folder: string;
let mailbox: MailboxMailer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sessional-mailbox-'));
  mailbox = mailboxMailer(folder);
});
afterEach(() => rm(folder, { recursive: true }));

test('the newest mail is first', async () => {
  await mailbox.send(mailNumber(1));
  await mailbox.send(mailNumber(2));
  expect((await mailbox.list()).map(mail => mail.subject)).toEqual(['Mail 2', 'Mail 1']);
});

test('a mailbox that nothing was sent to yet is empty', async () => {
  expect(await mailboxMailer(join(folder, 'not-made-yet')).list()).toEqual([]);
});

test('the same mail sent twice, or by two at once, is kept once and whole', async () => {
  const mail = mailNumber(1);
  await Promise.all([mailbox.send(mail), mailboxMailer(folder).send(mailNumber(2))]);
  await mailbox.send(mail);
  expect(await mailbox.list()).toHaveLength(2);
  expect(await readdir(folder)).toHaveLength(2);
});

test('an attachment is read by its number, and there is none beyond the last', async () => {
  const mail = mailNumber(1);
  await mailbox.send(mail);
  const found = await mailbox.attachment(mail.id, 0);
  expect(found).toEqual({ filename: 'a.pdf', contentType: 'application/pdf', bytes: Buffer.from([1, 2, 3]) });
  expect(await mailbox.attachment(mail.id, 1)).toBeUndefined();
});

test('what is not the id of a mail finds nothing', async () => {
  expect(await mailbox.read('../../etc/passwd')).toBeUndefined();
  expect(await mailbox.read('01938e2a-0000-7000-8000-000000000099')).toBeUndefined();
});

function mailNumber(number: number): OutgoingMail {
  return {
    id: `01938e2a-0000-7000-8000-00000000000${number}`,
    from: { name: 'Sessional', address: 'post@sessional.example' },
    to: { name: 'Dr Ngozi', address: 'ngozi@example.org' },
    subject: `Mail ${number}`,
    text: 'Hello',
    html: '<p>Hello</p>',
    attachments: [{ filename: 'a.pdf', contentType: 'application/pdf', bytes: new Uint8Array([1, 2, 3]) }],
  };
}

async function asReceived(mailer: MailboxMailer, kept: KeptMail): Promise<ReceivedMail> {
  const { id, from, to, replyTo, subject, text, html, headers = {} } = kept;
  const attachments = await Promise.all(kept.attachments.map((_, i) => mailer.attachment(id, i)));
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    ...{ id, from, to, replyTo, subject, text, html },
    attachments: attachments.filter(attachment => attachment !== undefined),
    headers: Object.fromEntries(lowered),
  };
}
