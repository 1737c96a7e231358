import { type Organisation, readOrganisation } from '#features/organisations/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { ElectronicAddress } from '#rules/identifiers/electronic-address.ts';
import type { Id } from '#rules/ids.ts';
import type { InvoiceDocument } from './invoice-content.ts';
import { findInvoice } from './read-invoices.ts';
import { type UblExtras, ublCreditNote, ublInvoice } from './ubl.ts';
import {
  readAddressOf,
  readCreditContent,
  readInvoiceContent,
  readOwnAddress,
  writeAddressOf,
  writeOwnAddress,
} from './ubl-store.ts';

/** What an e-invoice of one invoice would say of its parties, and what it lacks. */
export interface EInvoiceParties {
  readonly own: ElectronicAddress | undefined;
  readonly theirs: ElectronicAddress | undefined;
  readonly lacks: readonly Lack[];
}

/** Peppol wants each of these, and none is made up. */
export type Lack = 'own_address' | 'their_address' | 'reference';

/** A sentence for each, that says how to put it right. */
export const LACK_WORDS: Readonly<Record<Lack, string>> = {
  own_address: 'Your own electronic address is missing.',
  their_address: 'The electronic address of the organisation is missing: ask its finance contact.',
  reference:
    'An order number or a reference of the buyer is missing: enter the one it gave you on the organisation’s page.',
};

/** What the e-invoice of an issued invoice has and lacks. Refuses drafts. */
export async function eInvoiceParties(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  id: Id<'invoice'>,
): Promise<EInvoiceParties> {
  const { content, organisation } = await issued(ctx, tx, id);
  const [own, theirs] = [await readOwnAddress(tx), await readAddressOf(tx, organisation.id)];
  const lacks: Lack[] = [];
  if (!own) lacks.push('own_address');
  if (!theirs) lacks.push('their_address');
  if (!content.buyer.purchaseOrder && !referenceOf(content, organisation)) lacks.push('reference');
  return { own, theirs, lacks };
}

/** An issued invoice as UBL by Peppol BIS Billing 3.0. Refuses drafts, and where anything is lacking, with all of it. */
export async function eInvoice(ctx: Needs<'clock'>, tx: OwnedTransaction, id: Id<'invoice'>): Promise<EInvoiceFile> {
  const { content, extras } = await complete(ctx, tx, id);
  return { name: `${content.number}.xml`, xml: ublInvoice(content, extras) };
}

/** A credit note of an invoice, likewise. */
export async function eCreditNote(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  id: Id<'creditNote'>,
): Promise<EInvoiceFile> {
  const { extras } = await complete(ctx, tx, invoiceId);
  const note = await readCreditContent(tx, invoiceId, id);
  if (!note) throw notFound('credit note');
  return { name: `${note.number}.xml`, xml: ublCreditNote(note, extras) };
}

export interface EInvoiceFile {
  readonly name: string;
  readonly xml: string;
}

/** Keeps the locum's own electronic address; null forgets it. */
export async function keepOwnAddress(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  address: ElectronicAddress | null,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await writeOwnAddress(tx, address, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'e_invoice.own_address_changed', subjectId: owner.accountId });
  });
}

/** Keeps the electronic address of an organisation; null forgets it. */
export async function keepAddressOf(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  id: Id<'organisation'>,
  address: ElectronicAddress | null,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await readOrganisation(tx, id))) throw notFound('organisation');
    await writeAddressOf(tx, id, address, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'e_invoice.address_changed', subjectId: id });
  });
}

async function complete(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  id: Id<'invoice'>,
): Promise<{ content: InvoiceDocument; extras: UblExtras }> {
  const { own, theirs, lacks } = await eInvoiceParties(ctx, tx, id);
  if (lacks.length > 0 || !own || !theirs) {
    throw new Refusal({
      code: 'e_invoice.incomplete',
      message: lacks.map(lack => LACK_WORDS[lack]).join(' '),
      status: 422,
    });
  }
  const { content, organisation } = await issued(ctx, tx, id);
  return {
    content,
    extras: { addresses: { seller: own, buyer: theirs }, buyerReference: referenceOf(content, organisation) },
  };
}

async function issued(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  id: Id<'invoice'>,
): Promise<{ content: InvoiceDocument; organisation: Organisation }> {
  const invoice = await findInvoice(tx, id, ctx.clock.today());
  const organisation = invoice && (await readOrganisation(tx, invoice.organisationId));
  if (!invoice || !organisation) throw notFound('invoice');
  const content = await readInvoiceContent(tx, id);
  if (!content || invoice.state === 'void')
    throw new Refusal({ code: 'invoice.not_issued', message: 'Only an issued invoice has an e-invoice.' });
  return { content, organisation };
}

/** As printed; for invoices issued before a reference was known, the organisation's of today. */
function referenceOf({ buyer }: InvoiceDocument, { buyerReference }: Organisation): string | undefined {
  return buyer.buyerReference ?? buyerReference ?? undefined;
}
