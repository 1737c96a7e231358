import { PDFDocument } from '@cantoo/pdf-lib';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { renderFormA } from './form-a-document.ts';
import { type KeptFormB, listFormBs } from './form-b-store.ts';
import type { FormBKey } from './preview-form-b.ts';
import { openContent } from './sealed-content.ts';
import { readFormAToSign } from './signatures.ts';
import { type KeptFormA, listFormAs } from './store.ts';

type Ctx = Needs<'db' | 'files' | 'cipher'>;

export interface FormPack {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * A month's standing Form B with the Forms A that stand behind it, in the order of their work. The payment reference, which is to be the same
 * on all, is known since the money came in: Forms A that are not signed are printed with it; what was signed stays as it was signed.
 */
export async function readFormPack(ctx: Ctx, owner: Owner, key: FormBKey): Promise<FormPack> {
  const read = await asOwner(ctx.db, owner, async tx => {
    const formB = (await listFormBs(tx)).find(form => form.month === key.month && form.scheme === key.scheme);
    if (!formB) throw notFound('Form B');
    const formAs = behind(formB, await listFormAs(tx));
    const papers = [(await readStoredFile(ctx, tx, formB.fileId)).bytes];
    for (const form of formAs) papers.push(await formAWithReference(ctx, tx, form, formB.paymentReference));
    return { formB, papers };
  });
  const title = `Form B for ${formatPensionMonth(key.month)} with its Forms A`;
  return {
    name: `Form-B-${key.month}-with-Forms-A.pdf`,
    bytes: await merged(read.papers, { title, madeAt: read.formB.madeAt }),
  };
}

/** The Forms A of a Form B, the earliest work first. */
export function behind(formB: Pick<KeptFormB, 'formAIds'>, formAs: readonly KeptFormA[]): KeptFormA[] {
  return formAs
    .filter(form => formB.formAIds.includes(form.id))
    .toSorted(
      (a, b) => Temporal.PlainDate.compare(a.firstDay, b.firstDay) || a.invoiceNumber.localeCompare(b.invoiceNumber),
    );
}

async function formAWithReference(
  ctx: Ctx,
  tx: OwnedTransaction,
  form: KeptFormA,
  paymentReference: string,
): Promise<Uint8Array> {
  const kept = form.signed ? undefined : await readFormAToSign(tx, form.id);
  if (!kept?.contentSealed || paymentReference === '')
    return (await readStoredFile(ctx, tx, form.signed?.fileId ?? form.fileId)).bytes;
  return renderFormA({ ...openContent(ctx, form.id, kept.contentSealed), paymentReference });
}

/** One PDF of all pages in order. The same papers always give the same bytes. */
async function merged(
  papers: readonly Uint8Array[],
  facts: { readonly title: string; readonly madeAt: Temporal.Instant },
): Promise<Uint8Array> {
  const pack = await PDFDocument.create({ updateMetadata: false });
  for (const bytes of papers) {
    const paper = await PDFDocument.load(bytes, { updateMetadata: false });
    for (const page of await pack.copyPages(paper, paper.getPageIndices())) pack.addPage(page);
  }
  const made = new Date(facts.madeAt.epochMilliseconds);
  pack.setTitle(facts.title, { showInWindowTitleBar: true });
  pack.setLanguage('en-GB');
  pack.setProducer('Sessional');
  pack.setCreator('Sessional');
  pack.setCreationDate(made);
  pack.setModificationDate(made);
  return pack.save();
}
