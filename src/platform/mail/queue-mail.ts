import type { Id } from '#rules/ids.ts';
import type { OwnedTransaction } from '../access.ts';
import type { Needs } from '../context.ts';
import { enqueue } from '../facts.ts';
import { newId } from '../ids.ts';
import { type Letter, letterHtml, letterText } from './letter.tsx';
import { type MailedCode, replyWithoutSignature, withoutSecrets } from './link-marks.ts';

/** The name of the job that hands a queued mail to the mailer. */
export const MAIL_JOB = 'mail.deliver';

export interface MailToQueue {
  /** Which letter it is: `invoice`, `verify_email`. */
  readonly kind: string;
  /** What it is about, so that its status shows there. */
  readonly subjectId?: string;
  readonly to: { readonly name: string; readonly address: string };
  /** The locum's name on a letter to a practice, "Sessional" on one to the locum. */
  readonly fromName: string;
  readonly replyTo?: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly letter: Letter;
  /** A code that subject or letter tells: it is not kept. */
  readonly code?: MailedCode;
  readonly attachments?: readonly { readonly fileId: Id<'file'>; readonly name: string }[];
}

/** Puts a mail into the outbox in the caller's transaction; the worker delivers it after commit. Answers the mail's id. */
export async function queueMail(
  ctx: Needs<'queue' | 'clock'>,
  tx: OwnedTransaction,
  mail: MailToQueue,
): Promise<Id<'mail'>> {
  const id = newId('mail');
  const kept = (text: string) => withoutSecrets(text, tx.accountId, mail.code);
  await tx.db
    .insertInto('mails')
    .values({
      account_id: tx.accountId,
      id,
      kind: mail.kind,
      subject_id: mail.subjectId ?? null,
      to_name: mail.to.name,
      to_address: mail.to.address,
      from_name: mail.fromName,
      reply_to_name: mail.replyTo?.name ?? null,
      reply_to_address: mail.replyTo ? replyWithoutSignature(mail.replyTo.address, tx.accountId) : null,
      subject: kept(mail.subject),
      text_body: kept(letterText(mail.letter)),
      html_body: kept(await letterHtml(mail.letter, mail.subject)),
      attachments: JSON.stringify(mail.attachments ?? []),
      state: 'queued',
      created_at: ctx.clock.now(),
    })
    .execute();
  await enqueue(ctx.queue, tx, { name: MAIL_JOB, payload: { accountId: tx.accountId, mailId: id } });
  return id;
}
