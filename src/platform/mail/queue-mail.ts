import type { Id } from '#rules/ids.ts';
import type { OwnedTransaction } from '../access.ts';
import type { Needs } from '../context.ts';
import { enqueue } from '../facts.ts';
import { newId } from '../ids.ts';
import { type Letter, letterHtml, letterText } from './letter.tsx';
import { replyWithoutSignature, withoutSignatures } from './link-marks.ts';

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
  readonly attachments?: readonly { readonly fileId: Id<'file'>; readonly name: string }[];
}

/** Puts a mail into the outbox in the caller's transaction; the worker delivers it after commit. Answers the mail's id. */
export async function queueMail(
  ctx: Needs<'queue' | 'clock'>,
  tx: OwnedTransaction,
  mail: MailToQueue,
): Promise<Id<'mail'>> {
  const id = newId('mail');
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
      subject: mail.subject,
      text_body: withoutSignatures(letterText(mail.letter), tx.accountId),
      html_body: withoutSignatures(await letterHtml(mail.letter, mail.subject), tx.accountId),
      attachments: JSON.stringify(mail.attachments ?? []),
      state: 'queued',
      created_at: ctx.clock.now(),
    })
    .execute();
  await enqueue(ctx.queue, tx, { name: MAIL_JOB, payload: { accountId: tx.accountId, mailId: id } });
  return id;
}
