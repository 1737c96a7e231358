import { readAccount } from '#features/accounts/index.ts';
import { tellLocum } from '#features/profile/index.ts';
import { type AccessLink, type Caller, makeLink, replyAddress, useLink } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { type Id, showId } from '#rules/ids.ts';
import { correspondentOf } from './correspondent.ts';
import type { MessageInput } from './input.ts';
import type { Correspondent, Subject } from './message.ts';
import { insertMessage } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

/** The locum writes in the app. The organisation gets it by mail, with a link to the thread; a reply to the mail comes back as a message. Sent twice with one id it is written once. */
export async function writeToOrganisation(
  ctx: Ctx,
  owner: Owner,
  subject: Subject,
  input: MessageInput,
): Promise<Id<'message'>> {
  const id = input.id ?? newId('message');
  await asOwner(ctx.db, owner, async tx => {
    const [account, to] = [await readAccount(tx), await correspondentOf(tx, subject)];
    if (!to) throw notFound('thread');
    const now = ctx.clock.now();
    const isNew = await insertMessage(tx, subject, {
      id,
      author: 'locum',
      authorName: account.name,
      body: input.body,
      via: 'app',
      sentAt: now,
      readAt: now,
      inboundId: null,
      fileIds: [],
    });
    if (!isNew) return;
    await mailMessage(ctx, tx, { subject, to, from: account, messageId: id, body: input.body });
    await recordFact(ctx, tx, { kind: 'message.sent', subjectId: id, details: { about: subject.id } });
  });
  return id;
}

/** The organisation writes on its access link. */
export async function writeToLocum(
  ctx: Ctx,
  entered: { readonly owner: Owner; readonly link: AccessLink },
  subject: Subject,
  input: MessageInput & { readonly name: string },
  caller: Caller,
): Promise<void> {
  await asOwner(ctx.db, entered.owner, async tx => {
    await useLink(ctx, tx, entered.link, 'message', caller);
    await receiveIn(ctx, tx, subject, {
      id: input.id ?? newId('message'),
      name: input.name,
      body: input.body,
      via: 'link',
      inboundId: null,
      fileIds: [],
    });
  });
}

export interface Received {
  readonly id: Id<'message'>;
  readonly name: string;
  readonly body: string;
  readonly via: 'link' | 'mail';
  readonly inboundId: string | null;
  readonly fileIds: readonly Id<'file'>[];
}

/** Keeps what an organisation wrote and tells the locum. The same one twice is kept once. */
export async function receiveIn(ctx: Ctx, tx: OwnedTransaction, subject: Subject, it: Received): Promise<void> {
  const correspondent = await correspondentOf(tx, subject);
  if (!correspondent) throw notFound('thread');
  const isNew = await insertMessage(tx, subject, {
    id: it.id,
    author: 'organisation',
    authorName: it.name,
    body: it.body,
    via: it.via,
    sentAt: ctx.clock.now(),
    readAt: null,
    inboundId: it.inboundId,
    fileIds: it.fileIds,
  });
  if (!isNew) return;
  await tellLocum(ctx, tx, {
    kind: 'message',
    subjectId: subject.id,
    subject: `${it.name} wrote about ${correspondent.about}`,
    paragraphs: [`${it.name} (${correspondent.organisationName}) wrote to you about ${correspondent.about}:`, it.body],
    button: { label: 'Read and answer', path: `/messages/${showSubject(subject)}` },
  });
  await recordFact(ctx, tx, { kind: 'message.received', subjectId: it.id, details: { about: subject.id } });
}

/** The subject as pages and the API name it: `bkg_…`, `req_…` or `inv_…`. */
export function showSubject(subject: Subject): string {
  if (subject.kind === 'booking') return showId('booking', subject.id);
  return subject.kind === 'request' ? showId('request', subject.id) : showId('invoice', subject.id);
}

async function mailMessage(
  ctx: Ctx,
  tx: OwnedTransaction,
  it: {
    readonly subject: Subject;
    readonly to: Correspondent;
    readonly from: { readonly name: string; readonly email: string };
    readonly messageId: Id<'message'>;
    readonly body: string;
  },
): Promise<void> {
  const { to, from } = it;
  if (to.address === null) return;
  const link = await makeLink(ctx, tx, {
    scope: it.subject.kind,
    subjectId: it.subject.id,
    recipient: { name: to.name, address: to.address },
  });
  await queueMail(ctx, tx, {
    kind: 'message',
    subjectId: it.subject.id,
    to: { name: to.name, address: to.address },
    fromName: from.name,
    replyTo: { name: from.name, address: replyAddress(ctx, tx.accountId, link, from.email) },
    subject: `${from.name}: ${to.about}`,
    letter: {
      greeting: `Dear ${to.name},`,
      paragraphs: it.body.split(/\n{2,}/),
      button: { label: 'Open and answer', url: link.url },
      closing: ['With kind regards,', from.name],
      footer: `Sent for ${from.name} by Sessional, run by ${ctx.site.operatorName}. You can answer by replying to this mail.`,
    },
  });
}
