import { readAccount } from '#features/accounts/index.ts';
import { asOwner, type OwnedTransaction, type Owner, ownerOf } from '#platform/access.ts';
import { type ArchiveEntry, zipWithSums } from '#platform/archive/zip.ts';
import type { Needs } from '#platform/context.ts';
import { recordFact } from '#platform/facts.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { readStoredFile, storeFile } from '#platform/stored-file.ts';
import type { JobHandler } from '#ports/queue.ts';
import type { Id } from '#rules/ids.ts';
import { taxYearDays } from '#rules/tax-year.ts';
import { listPackPapers, type PackPaper, withinSize } from './pack-papers.ts';
import { readPack, updatePack, type YearPack } from './pack-store.ts';
import { packSummary } from './pack-summary.tsx';
import { packTables } from './pack-tables.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'site'>;

/** The name of the job that makes a pack. */
export const PACK_JOB = 'taxes.make_pack';

/** Days for which a pack can be downloaded; it can be made again at any time. */
export const PACK_DAYS = 14;

/** Makes a year's pack. Run twice it is made once; a fault leaves it marked as failed until it is tried again. */
export function packJob(ctx: Ctx): JobHandler {
  return {
    name: PACK_JOB,
    retries: 3,
    async run({ accountId, packId }) {
      const [owner, id] = [ownerOf(String(accountId)), String(packId) as Id<'taxPack'>];
      try {
        await makePack(ctx, owner, id);
      } catch (fault) {
        await asOwner(ctx.db, owner, tx => updatePack(tx, id, { state: 'failed' }));
        throw fault;
      }
    },
  };
}

/** Each step in a transaction of its own, so that whoever looks sees how far it is. */
async function makePack(ctx: Ctx, owner: Owner, id: Id<'taxPack'>): Promise<void> {
  const found = await asOwner(ctx.db, owner, async tx => {
    const pack = await readPack(tx, id);
    if (!pack || pack.state === 'ready') return undefined;
    const all = await listPackPapers(tx, taxYearDays(pack.year));
    const papers = withinSize(all);
    const tables = await packTables(ctx, tx, pack.year);
    const summary = await packSummary(ctx, tx, pack.year, { papers, leftOut: all.length - papers.length });
    await updatePack(tx, id, { state: 'making', done: 0, parts: papers.length });
    return { pack, papers, entries: [summary, ...tables] };
  });
  if (!found) return;
  const { papers } = found;
  const entries: ArchiveEntry[] = [...found.entries];
  for (const [at, paper] of papers.entries()) {
    const entry = await asOwner(ctx.db, owner, async tx => {
      await updatePack(tx, id, { done: at + 1 });
      return entryOf(ctx, tx, paper);
    });
    entries.push(entry);
  }
  const bytes = zipWithSums(entries, ctx.clock.now());
  await asOwner(ctx.db, owner, tx => finish(ctx, tx, found.pack, bytes));
}

async function entryOf(ctx: Ctx, tx: OwnedTransaction, paper: PackPaper): Promise<ArchiveEntry> {
  const { bytes } = await readStoredFile(ctx, tx, paper.fileId);
  return { name: paper.name, bytes };
}

async function finish(ctx: Ctx, tx: OwnedTransaction, { id, year }: YearPack, bytes: Uint8Array): Promise<void> {
  // deleted while it was made: then nobody wants it
  if (!(await updatePack(tx, id, { state: 'making' }))) return;
  const now = ctx.clock.now();
  const name = `tax-year-${year}.zip`;
  const fileId = await storeFile(ctx, tx, { kind: 'tax_pack', name, contentType: 'application/zip', bytes });
  const expiresAt = now.add({ hours: 24 * PACK_DAYS });
  await updatePack(tx, id, { state: 'ready', fileId, readyAt: now, expiresAt });
  await recordFact(ctx, tx, { kind: 'tax_pack.made', subjectId: id, details: { year } });
  const [account, words] = [await readAccount(tx), year.replace('-', '/')];
  await queueMail(ctx, tx, {
    kind: 'tax_pack',
    subjectId: id,
    to: { name: account.name, address: account.email },
    fromName: 'Sessional',
    subject: `Your pack of the tax year ${words} is ready`,
    letter: {
      greeting: `Hello ${account.firstName},`,
      paragraphs: [
        `The tables, invoices and receipts of the tax year ${words} are ready to be downloaded and given to your accountant. They can be downloaded for ${PACK_DAYS} days, and made again at any time.`,
      ],
      button: { label: 'Open the page', url: `${ctx.site.baseUrl}/tax/${year}/pack` },
      closing: ['Sessional'],
      footer: `Sent by Sessional, run by ${ctx.site.operatorName}, because you asked for this pack.`,
    },
  });
}
