import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { archiveName, zipWithSums } from '#platform/archive/zip.ts';
import type { Needs } from '#platform/context.ts';
import { recordFact } from '#platform/facts.ts';
import { readStoredFile, storeFile } from '#platform/stored-file.ts';
import type { JobHandler } from '#ports/queue.ts';
import type { Id } from '#rules/ids.ts';
import { gather, type Piece } from './gather.ts';
import { MAKE_EVIDENCE } from './pack.ts';
import { packIndex } from './pack-index.tsx';
import { markPack, readPack } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files'>;

/** Makes evidence packs. Run twice one is made once; a fault leaves it marked as failed until it is tried again. */
export function evidenceJob(ctx: Ctx): JobHandler {
  return {
    name: MAKE_EVIDENCE,
    retries: 3,
    async run({ accountId, packId }) {
      const [owner, id] = [ownerOf(String(accountId)), String(packId) as Id<'evidencePack'>];
      try {
        await makeEvidence(ctx, owner, id);
      } catch (fault) {
        await asOwner(ctx.db, owner, tx => markPack(tx, id, { state: 'failed' }));
        throw fault;
      }
    },
  };
}

/** Each file in a transaction of its own, so that whoever looks sees how far it is. */
async function makeEvidence(ctx: Ctx, owner: Owner, id: Id<'evidencePack'>): Promise<void> {
  const gathered = await asOwner(ctx.db, owner, async tx => {
    const pack = await readPack(tx, id);
    return pack && pack.state !== 'ready' ? gather(ctx, tx, pack.invoiceId) : undefined;
  });
  if (!gathered) return;
  const parts = gathered.pieces.length;
  const files: { readonly piece: Piece; readonly bytes: Uint8Array }[] = [];
  for (const [at, piece] of gathered.pieces.entries()) {
    await asOwner(ctx.db, owner, async tx => {
      await markPack(tx, id, { state: 'making', done: at, parts });
      const bytes =
        'text' in piece.from
          ? new TextEncoder().encode(piece.from.text)
          : (await readStoredFile(ctx, tx, piece.from.fileId)).bytes;
      files.push({ piece, bytes });
    });
  }
  const now = ctx.clock.now();
  const index = await packIndex(gathered, files, now);
  const entries = files.map(({ piece, bytes }) => ({ name: piece.name, bytes }));
  const zip = zipWithSums([index, ...entries], now);
  await asOwner(ctx.db, owner, async tx => {
    // taken away while it was made: then nobody wants it
    if (!(await readPack(tx, id))) return;
    const name = archiveName(`Evidence ${gathered.invoice.number}.zip`);
    const fileId = await storeFile(ctx, tx, { kind: 'evidence', name, contentType: 'application/zip', bytes: zip });
    await markPack(tx, id, { state: 'ready', file_id: fileId, ready_at: now });
    await recordFact(ctx, tx, {
      kind: 'evidence_pack.made',
      subjectId: id,
      details: { invoiceId: gathered.invoice.id, files: parts },
    });
  });
}
