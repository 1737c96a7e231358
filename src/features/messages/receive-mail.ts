import { BY_MAIL, linkState, readLink, recordUse } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import type { RateLimiter } from '#platform/rate-limit.ts';
import { storeFile } from '#platform/stored-file.ts';
import type { Upload } from '#platform/upload/check-upload.ts';
import type { Id } from '#rules/ids.ts';
import { checkAttachments } from './check-attachments.ts';
import { correspondentOf } from './correspondent.ts';
import type { Subject } from './message.ts';
import { tellClosed } from './tell-closed.ts';
import { textOfHtml } from './text-of-html.ts';
import { trimReply } from './trim-reply.ts';
import { receiveIn } from './write-message.ts';

/** A mail as a provider hands it in. */
export interface InboundMail {
  /** The provider's own id: the same mail may be handed in twice. */
  readonly id: string;
  readonly to: readonly string[];
  readonly from: { readonly name: string; readonly address: string };
  readonly subject?: string;
  readonly text: string;
  /** Read where the mail has no plain text. */
  readonly html?: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly Upload[];
}

/** receipt: it waits to be entered as an expense. later: nothing was kept, and whoever hands it in shall try again. */
export type ReceivedMail =
  | { readonly kind: 'message' | 'receipt' }
  | { readonly kind: 'ignored'; readonly reason: 'no_thread' | 'automatic' | 'empty' | 'address_closed' }
  | { readonly kind: 'later'; readonly reason: 'not_scanned' | 'too_many' };

const MOST_LETTERS = 5000;
/** More than two people write to each other, too little to flood. */
const THREAD_TRIES = { name: 'mail.thread', most: 20, perMinutes: 60 };

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files' | 'scanner' | 'log'>;

/**
 * Turns a reply to one of our mails into a message of its thread. Who may write is decided by the address that only the mail we sent
 * names; it stays open after its link has expired, as long as the thread, until the locum ends the link. Automatic answers are dropped,
 * so that two machines never talk. An attachment we do not take is named in the message.
 */
export async function receiveMail(ctx: Ctx, limits: RateLimiter, mail: InboundMail): Promise<ReceivedMail> {
  const signed = mail.to
    .map(address => ctx.links.readMail(address.split('@')[0]?.split('+').at(-1) ?? ''))
    .find(found => found !== undefined);
  if (!signed) return { kind: 'ignored', reason: 'no_thread' };
  if (isAutomatic(mail)) return { kind: 'ignored', reason: 'automatic' };
  const owner = ownerOf(signed.accountId);
  const door = await asOwner(ctx.db, owner, tx => openDoor(ctx, tx, signed.linkId, mail.id));
  if (door.kind === 'none') return { kind: 'ignored', reason: 'no_thread' };
  if (door.kind === 'closed') {
    await tellClosed(ctx, limits, owner, mail.from);
    return { kind: 'ignored', reason: 'address_closed' };
  }
  const checked = await checkAttachments(ctx, mail.attachments);
  if (checked === 'not_scanned') return { kind: 'later', reason: 'not_scanned' };
  const body = bodyOf(mail, checked.refused);
  if (body === '' && checked.files.length === 0) return { kind: 'ignored', reason: 'empty' };
  if (await isTooMany(limits, door.subject.id)) return { kind: 'later', reason: 'too_many' };
  await asOwner(ctx.db, owner, async tx => {
    const fileIds: Id<'file'>[] = [];
    for (const file of checked.files) fileIds.push(await storeFile(ctx, tx, { kind: 'message', ...file }));
    await receiveIn(ctx, tx, door.subject, {
      id: newId('message'),
      name: mail.from.name || mail.from.address,
      body: body || 'Sent without words.',
      via: 'mail',
      inboundId: mail.id,
      fileIds,
    });
    await recordUse(tx, signed.linkId, { action: 'message', caller: BY_MAIL, at: ctx.clock.now() });
  });
  return { kind: 'message' };
}

type Door =
  | { readonly kind: 'none' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly subject: Subject };

/** Whether somebody may still write by the address of this link; a thread whose subject is gone, and a mail that is here already, have no door. */
async function openDoor(ctx: Ctx, tx: OwnedTransaction, linkId: Id<'link'>, inboundId: string): Promise<Door> {
  const link = await readLink(tx, linkId);
  const subject = link && subjectOf(link.scope, link.subjectId);
  if (!link || !subject || !(await correspondentOf(tx, subject))) return { kind: 'none' };
  if (linkState(link, ctx.clock.now()) === 'revoked') return { kind: 'closed' };
  return (await isHere(tx, inboundId)) ? { kind: 'none' } : { kind: 'open', subject };
}

function subjectOf(scope: string, id: string): Subject | undefined {
  if (scope === 'booking') return { kind: 'booking', id: id as Id<'booking'> };
  if (scope === 'request') return { kind: 'request', id: id as Id<'request'> };
  return scope === 'invoice' ? { kind: 'invoice', id: id as Id<'invoice'> } : undefined;
}

async function isHere(tx: OwnedTransaction, inboundId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('messages')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('inbound_id', '=', inboundId)
    .executeTakeFirst();
  return row !== undefined;
}

/** RFC 3834 and what common programs say instead of it. `X-Auto-Response-Suppress` tells nothing: Exchange puts it on mail that people wrote. */
function isAutomatic({ headers, from }: InboundMail): boolean {
  const submitted = headers['auto-submitted']?.split(';')[0]?.trim().toLowerCase();
  return (
    (submitted !== undefined && submitted !== 'no') ||
    'x-autoreply' in headers ||
    /^(bulk|list|junk|auto_reply)$/i.test(headers.precedence ?? '') ||
    /^(mailer-daemon|postmaster)@/i.test(from.address)
  );
}

const CUT = '[The mail was longer. Only its beginning is kept here.]';

/** What is new in the mail, and what became of its attachments; a mail that is too long says that it was cut. */
function bodyOf(mail: InboundMail, notes: readonly string[]): string {
  const text = trimReply(mail.text.trim() === '' ? textOfHtml(mail.html ?? '') : mail.text);
  const left = MOST_LETTERS - notes.join('\n\n').length - CUT.length - 4;
  const isCut = text.length > left;
  const words = isCut ? text.slice(0, left).replace(/[\ud800-\udbff]$/, '') : text;
  return [words, ...(isCut ? [CUT] : []), ...notes].filter(Boolean).join('\n\n');
}

async function isTooMany(limits: RateLimiter, thread: string): Promise<boolean> {
  try {
    await limits.count(THREAD_TRIES, thread);
    return false;
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    return true;
  }
}
