import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { checklistFor, type DocumentCategory, proposedExpiry } from '#rules/compliance-checklist.ts';
import type { Id } from '#rules/ids.ts';
import type { ProfessionCode } from '#rules/professions.ts';
import type { KeptDocument } from './document.ts';
import type { CorrectionInput } from './input.ts';
import { correctRow, readDocument, readValidities } from './store.ts';

/** Corrects what was entered of a document, without a new file. Another day of expiry is reminded of anew. */
export async function correctDocument(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  id: Id<'document'>,
  input: CorrectionInput,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const document = await readDocument(tx, id);
    if (!document) throw notFound('document');
    await correctRow(tx, document, input, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'document.corrected', subjectId: id });
  });
}

/** The day on which a document without one would usually stop counting; undefined where it has a day, or none is usual. */
export async function proposalFor(
  tx: OwnedTransaction,
  document: Pick<KeptDocument, 'category' | 'issuedOn' | 'expiresOn'>,
  profession: ProfessionCode,
): Promise<Temporal.PlainDate | undefined> {
  if (document.issuedOn === null || document.expiresOn !== null) return undefined;
  return proposedExpiry(document.issuedOn, await usualMonths(tx, document.category, profession));
}

/** How many months a kind of document counts for this locum: as they set it, else as is usual in their profession; null: no expiry of its own. */
export async function usualMonths(
  tx: OwnedTransaction,
  category: DocumentCategory,
  profession: ProfessionCode,
): Promise<number | null> {
  const own = await readValidities(tx);
  if (own.has(category)) return own.get(category) ?? null;
  return checklistFor(profession).find(item => item.category === category)?.months ?? null;
}
