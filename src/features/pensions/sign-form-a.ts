import { readAccount } from '#features/accounts/index.ts';
import { tellLocum } from '#features/profile/index.ts';
import { type Caller, type Entered, makeLink, useLink } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { storeFile } from '#platform/stored-file.ts';
import { cleanSignature } from '#platform/upload/clean-image.ts';
import { formatMoment, londonDay } from '#rules/dates.ts';
import { type Id, showId } from '#rules/ids.ts';
import { renderSignedFormA } from './form-a-document.ts';
import type { CertificateInput } from './input.ts';
import { openContent } from './sealed-content.ts';
import { insertSignature, lockFormAToSign } from './signatures.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files' | 'cipher'>;

/** The link on which a practice completes and signs a Form A. */
export async function formALink(
  ctx: Needs<'clock' | 'links' | 'site'>,
  tx: OwnedTransaction,
  id: Id<'formA'>,
  to: { readonly name: string; readonly address: string } | undefined,
): Promise<string> {
  const link = await makeLink(ctx, tx, { scope: 'form_a', subjectId: id, ...(to ? { recipient: to } : {}) });
  return link.url;
}

/**
 * The practice certifies a Form A: its half is printed into the form as it was sent, a page of evidence is added, and both sides get the
 * paper. Refuses a form that is signed, withdrawn, given up, or too old to be signed here. What is signed stays signed.
 */
export async function certifyFormA(
  ctx: Ctx,
  { owner, link }: Entered,
  input: CertificateInput,
  caller: Caller,
): Promise<void> {
  // an image is decoded before the transaction: it may be refused, and takes a moment
  const drawing = input.drawing ? await cleanSignature(input.drawing) : undefined;
  await asOwner(ctx.db, owner, async tx => {
    const id = link.subjectId as Id<'formA'>;
    const form = await lockFormAToSign(tx, id);
    if (!form) throw notFound('page');
    if (form.isWithdrawn)
      throw refusal('form_a.withdrawn', 'This form was withdrawn with its invoice. A new one will be sent.');
    if (form.isSigned) throw refusal('form_a.signed', 'This form is signed already.');
    if (form.isGivenUp)
      throw refusal('form_a.given_up', 'This work is not pensioned any more, so its form need not be signed.');
    if (form.contentSealed === null)
      throw refusal(
        'form_a.on_paper',
        'This form was made before forms could be signed here. Please sign it on paper.',
      );
    await useLink(ctx, tx, link, 'certify', caller);
    const [account, now, sent] = [await readAccount(tx), ctx.clock.now(), openContent(ctx, id, form.contentSealed)];
    const method = drawing ? ('drawn' as const) : ('typed' as const);
    const bytes = await renderSignedFormA(
      {
        ...sent,
        practice: {
          ...sent.practice,
          ...(input.practiceCode ? { code: input.practiceCode } : {}),
          ...(input.coveredGps ? { coveredGps: input.coveredGps } : {}),
          ...(input.paidOn ? { paidOn: input.paidOn } : {}),
          signature: { name: input.name, role: input.role, on: londonDay(now), ...(drawing ? { drawing } : {}) },
        },
      },
      {
        name: input.name,
        role: input.role,
        method,
        signedAt: now,
        ...caller,
        documentSha256: form.documentSha256,
        sentTo: link.recipientAddress ?? 'handed over by the locum',
      },
    );
    const name = `Form-A-${sent.invoiceNumber}-signed.pdf`;
    const fileId = await storeFile(ctx, tx, { kind: 'form_a_signed', name, contentType: 'application/pdf', bytes });
    await insertSignature(tx, id, {
      name: input.name,
      role: input.role,
      practiceCode: input.practiceCode ?? '',
      coveredGps: input.coveredGps ?? '',
      paidOn: input.paidOn,
      method,
      documentSha256: form.documentSha256,
      signedAt: now,
      ...caller,
      fileId,
    });
    await sendBoth(ctx, tx, { id, invoiceId: form.invoiceId, fileId, name, input, account, link, sent });
    await recordFact(ctx, tx, { kind: 'form_a.signed', subjectId: id, details: { invoiceId: form.invoiceId } });
  });
}

async function sendBoth(
  ctx: Ctx,
  tx: OwnedTransaction,
  it: {
    readonly id: Id<'formA'>;
    readonly invoiceId: Id<'invoice'>;
    readonly fileId: Id<'file'>;
    readonly name: string;
    readonly input: CertificateInput;
    readonly account: { readonly name: string; readonly email: string };
    readonly link: Entered['link'];
    readonly sent: { readonly invoiceNumber: string; readonly practice: { readonly name: string } };
  },
): Promise<void> {
  const { input, account, link, sent } = it;
  const attachments = [{ fileId: it.fileId, name: it.name }];
  await tellLocum(ctx, tx, {
    kind: 'signature',
    subjectId: it.id,
    subject: `Form A for ${sent.invoiceNumber} is signed`,
    paragraphs: [
      `${input.name} (${input.role}) at ${sent.practice.name} signed the Form A of ${sent.invoiceNumber}. The signed form is attached.`,
    ],
    button: { label: 'Open the invoice', path: `/invoices/${showId('invoice', it.invoiceId)}` },
    attachments,
  });
  if (link.recipientAddress === null) return;
  await queueMail(ctx, tx, {
    kind: 'form_a_signed',
    subjectId: it.id,
    to: { name: link.recipientName ?? sent.practice.name, address: link.recipientAddress },
    fromName: account.name,
    replyTo: { name: account.name, address: account.email },
    subject: `Signed Form A for ${sent.invoiceNumber}`,
    letter: {
      greeting: `Dear ${link.recipientName ?? sent.practice.name},`,
      paragraphs: [
        `Thank you. ${input.name} signed my Form A for ${sent.invoiceNumber} on ${formatMoment(ctx.clock.now())}. The signed form is attached for your records.`,
      ],
      closing: ['With kind regards,', account.name],
      footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}.`,
    },
    attachments,
  });
}

function refusal(code: string, message: string): Refusal {
  return new Refusal({ code, message });
}
