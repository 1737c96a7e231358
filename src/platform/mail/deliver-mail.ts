import type { MailAttachment, OutgoingMail } from '#ports/mailer.ts';
import type { JobHandler } from '#ports/queue.ts';
import type { Id } from '#rules/ids.ts';
import { asOwner, type OwnedTransaction, type Owner, ownerOf } from '../access.ts';
import type { Needs } from '../context.ts';
import { readStoredFile } from '../stored-file.ts';
import { replyWithSignature, withSecrets } from './link-marks.ts';
import { MAIL_JOB } from './queue-mail.ts';

type Ctx = Needs<'db' | 'clock' | 'mailer' | 'files' | 'site' | 'log' | 'links'>;

/** The job that delivers one queued mail. A mail that is sent is not sent again; one whose process died between sending and noting it may be, under the same id. A passing fault is retried by the queue. */
export function mailJob(ctx: Ctx): JobHandler {
  return {
    name: MAIL_JOB,
    retries: 8,
    run: payload => deliverMail(ctx, ownerOf(String(payload.accountId)), String(payload.mailId) as Id<'mail'>),
  };
}

/** Hands the mail to the mailer and records its fate. The mailer gets our id, so that a provider can drop a second copy. */
export async function deliverMail(ctx: Ctx, owner: Owner, id: Id<'mail'>): Promise<void> {
  const mail = await asOwner(ctx.db, owner, tx => queuedMail(ctx, tx, id));
  if (!mail) return;
  const outcome = await ctx.mailer.send(mail);
  await asOwner(ctx.db, owner, tx =>
    tx.db
      .updateTable('mails')
      .set({
        state: outcome.kind === 'accepted' ? 'sent' : 'refused',
        provider: ctx.mailer.name,
        provider_message_id: outcome.kind === 'accepted' ? outcome.providerMessageId : null,
        reason: outcome.kind === 'refused' ? outcome.reason : null,
        sent_at: ctx.clock.now(),
      })
      .where('account_id', '=', tx.accountId)
      .where('id', '=', id)
      .execute(),
  );
  if (outcome.kind === 'refused') ctx.log.write('warn', 'mail.refused', { mailId: id, provider: ctx.mailer.name });
}

async function queuedMail(ctx: Ctx, tx: OwnedTransaction, id: Id<'mail'>): Promise<OutgoingMail | undefined> {
  const row = await tx.db
    .selectFrom('mails')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  if (!row) return undefined;
  const wanted = row.attachments as { fileId: Id<'file'>; name: string }[];
  const attachments: MailAttachment[] = [];
  for (const { fileId, name } of wanted) {
    const file = await readStoredFile(ctx, tx, fileId);
    attachments.push({ filename: name, contentType: file.contentType, bytes: file.bytes });
  }
  return {
    id: row.id,
    from: { name: row.from_name, address: ctx.site.mailFrom },
    to: { name: row.to_name, address: row.to_address },
    ...(row.reply_to_address
      ? {
          replyTo: {
            name: row.reply_to_name ?? '',
            address: replyWithSignature(row.reply_to_address, tx.accountId, ctx.links),
          },
        }
      : {}),
    subject: withSecrets(row.subject, tx.accountId, ctx.links),
    text: withSecrets(row.text_body, tx.accountId, ctx.links),
    html: withSecrets(row.html_body, tx.accountId, ctx.links),
    attachments,
    // RFC 3834: other machines do not answer it
    ...(row.kind === 'address_closed' ? { headers: { 'Auto-Submitted': 'auto-replied' } } : {}),
  };
}
