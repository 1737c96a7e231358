import { readAccount } from '#features/accounts/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';

/** Kinds of mails to the locum that can be switched off, one by one. */
export const NOTIFICATION_KINDS = [
  'message',
  'request',
  'claim',
  'signature',
  'answer',
  'document',
  'pension',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export const NOTIFICATION_WORDS: Readonly<Record<NotificationKind, string>> = {
  message: 'Somebody wrote to me',
  request: 'A booking request came in, or an answer to my proposal',
  claim: 'An organisation says it has paid, or disputes an invoice',
  signature: 'A Form A was signed, or a session signed off',
  answer: 'A booking or schedule was acknowledged, or there is a problem with it',
  document: 'A document is about to expire, or a practice asks for more',
  pension: 'A day of the NHS pension comes near, or has passed',
};

export interface NotificationToSend {
  readonly kind: NotificationKind;
  readonly subjectId: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly button: { readonly label: string; readonly path: string };
  readonly attachments?: Parameters<typeof queueMail>[2]['attachments'];
}

/** Mails the locum what happened, unless that kind is switched off. A mail that carries a paper comes in any case: it is the locum's copy. */
export async function tellLocum(
  ctx: Needs<'queue' | 'clock' | 'site'>,
  tx: OwnedTransaction,
  it: NotificationToSend,
): Promise<void> {
  const carriesPaper = (it.attachments ?? []).length > 0;
  if (!carriesPaper && (await mutedKinds(tx)).includes(it.kind)) return;
  const account = await readAccount(tx);
  await queueMail(ctx, tx, {
    kind: `locum_${it.kind}`,
    subjectId: it.subjectId,
    to: { name: account.name, address: account.email },
    fromName: 'Sessional',
    subject: it.subject,
    letter: {
      greeting: `Hello ${account.firstName},`,
      paragraphs: it.paragraphs,
      button: { label: it.button.label, url: `${ctx.site.baseUrl}${it.button.path}` },
      closing: ['Sessional'],
      footer: `Sent by Sessional, run by ${ctx.site.operatorName}. Which of these mails you get is up to you: ${ctx.site.baseUrl}/notifications`,
    },
    ...(it.attachments ? { attachments: it.attachments } : {}),
  });
}

export async function mutedKinds(tx: OwnedTransaction): Promise<NotificationKind[]> {
  const row = await tx.db
    .selectFrom('notification_settings')
    .select('muted')
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  return NOTIFICATION_KINDS.filter(kind => row?.muted.includes(kind));
}

/** Switches kinds of mails off, and the others on. */
export async function setMuted(
  tx: OwnedTransaction,
  muted: readonly NotificationKind[],
  now: Temporal.Instant,
): Promise<void> {
  const values = { muted: [...muted], updated_at: now };
  await tx.db
    .insertInto('notification_settings')
    .values({ account_id: tx.accountId, ...values })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(values))
    .execute();
}
