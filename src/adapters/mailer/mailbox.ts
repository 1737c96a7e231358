import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailAttachment, Mailer, OutgoingMail } from '#ports/mailer.ts';

/** A mail as the mailbox kept it. */
export interface KeptMail extends Omit<OutgoingMail, 'attachments'> {
  readonly attachments: readonly { readonly filename: string; readonly contentType: string }[];
  readonly sentAt: Temporal.Instant;
}

export interface MailboxMailer extends Mailer {
  /** Newest first, two hundred at the most. */
  list(): Promise<KeptMail[]>;
  read(id: string): Promise<KeptMail | undefined>;
  attachment(id: string, number: number): Promise<MailAttachment | undefined>;
}

/** Keeps every mail in a folder instead of sending it: one folder a mail, whole or not at all. The same mail twice is kept once. */
export function mailboxMailer(folder: string): MailboxMailer {
  const read = async (id: string): Promise<KeptMail | undefined> => {
    if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
    try {
      const kept: Omit<KeptMail, 'sentAt'> = JSON.parse(await readFile(join(folder, id, 'mail.json'), 'utf8'));
      const { mtimeMs } = await stat(join(folder, id, 'mail.json'));
      return { ...kept, sentAt: Temporal.Instant.fromEpochMilliseconds(Math.floor(mtimeMs)) };
    } catch {
      return undefined;
    }
  };
  return {
    name: 'mailbox',
    async send(mail) {
      await keep(folder, mail);
      return { kind: 'accepted', providerMessageId: mail.id };
    },
    async list() {
      const names = await readdir(folder).catch(() => []);
      // ids are UUIDv7: their order is the order in which they were made
      const newest = names
        .filter(name => !name.endsWith('.partial'))
        .toSorted()
        .toReversed()
        .slice(0, 200);
      const mails = await Promise.all(newest.map(read));
      return mails.filter(mail => mail !== undefined);
    },
    read,
    async attachment(id, number) {
      const wanted = (await read(id))?.attachments[number];
      return wanted && { ...wanted, bytes: await readFile(join(folder, id, `attachment-${number}`)) };
    },
  };
}

async function keep(folder: string, mail: OutgoingMail): Promise<void> {
  const { attachments, ...rest } = mail;
  const partial = join(folder, `${mail.id}.partial`);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await Promise.all(
    attachments.map((attachment, i) => writeFile(join(partial, `attachment-${i}`), attachment.bytes, { flush: true })),
  );
  const listed = attachments.map(({ filename, contentType }) => ({ filename, contentType }));
  await writeFile(join(partial, 'mail.json'), JSON.stringify({ ...rest, attachments: listed }), { flush: true });
  try {
    await rename(partial, join(folder, mail.id));
  } catch (fault) {
    await rm(partial, { recursive: true, force: true });
    // it is there already: sent a second time after a crash
    if (!(fault instanceof Error && 'code' in fault && (fault.code === 'ENOTEMPTY' || fault.code === 'EEXIST')))
      throw fault;
  }
}
