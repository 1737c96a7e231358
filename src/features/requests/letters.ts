import type { AccountRow } from '#features/accounts/index.ts';
import { tellLocum } from '#features/profile/index.ts';
import { makeLink, replyAddress } from '#features/sharing/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { showId } from '#rules/ids.ts';
import type { BookingRequest } from './request.ts';

type Ctx = Needs<'queue' | 'clock' | 'site' | 'links'>;

export interface LetterToOrganisation {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly (readonly [string, string])[];
  readonly button: string;
  /** Sent before the address is proved: the service writes, not the locum, and a reply goes nowhere. */
  readonly isProof?: boolean;
}

const PROOF_DAYS = 7;

/** Writes to whoever asked, with a link to the request, whose address it answers. A reply to the mail becomes a message. */
export async function writeToAsker(
  ctx: Ctx,
  tx: OwnedTransaction,
  account: AccountRow,
  request: Pick<BookingRequest, 'id' | 'contactName' | 'contactEmail'>,
  letter: LetterToOrganisation,
): Promise<string> {
  const to = { name: request.contactName, address: request.contactEmail };
  const link = await makeLink(ctx, tx, {
    scope: 'request',
    subjectId: request.id,
    recipient: to,
    ...(letter.isProof ? { days: PROOF_DAYS } : {}),
  });
  const replies = replyAddress(ctx, tx.accountId, link, account.email);
  await queueMail(ctx, tx, {
    kind: letter.isProof ? 'request_proof' : 'request',
    subjectId: request.id,
    to,
    fromName: letter.isProof ? 'Sessional' : account.name,
    ...(letter.isProof ? {} : { replyTo: { name: account.name, address: replies } }),
    subject: letter.subject,
    letter: {
      greeting: `Dear ${to.name},`,
      paragraphs: letter.paragraphs,
      ...(letter.facts ? { facts: letter.facts } : {}),
      button: { label: letter.button, url: link.url },
      closing: letter.isProof ? ['Sessional'] : ['With kind regards,', account.name],
      footer: letter.isProof
        ? `You get this mail because somebody gave this address when asking ${account.name} for a booking. If it was not you, do nothing: the request is dropped after ${PROOF_DAYS} days. Sessional is run here by ${ctx.site.operatorName}.`
        : `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. The link works for 30 days.`,
    },
  });
  return link.url;
}

/** Tells the locum, unless requests are switched off. */
export async function tellOfRequest(
  ctx: Ctx,
  tx: OwnedTransaction,
  request: Pick<BookingRequest, 'id'>,
  it: { readonly subject: string; readonly paragraphs: readonly string[]; readonly button: string },
): Promise<void> {
  await tellLocum(ctx, tx, {
    kind: 'request',
    subjectId: request.id,
    subject: it.subject,
    paragraphs: it.paragraphs,
    button: { label: it.button, path: `/requests/${showId('request', request.id)}` },
  });
}
