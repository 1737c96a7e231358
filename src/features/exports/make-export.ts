import { readAccount } from '#features/accounts/index.ts';
import { asOwner, type OwnedTransaction, type Owner, ownerOf } from '#platform/access.ts';
import { type ArchiveEntry, zipWithSums } from '#platform/archive/zip.ts';
import type { Needs } from '#platform/context.ts';
import { recordFact } from '#platform/facts.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { readStoredFile, storeFile } from '#platform/stored-file.ts';
import type { JobHandler } from '#ports/queue.ts';
import type { Id } from '#rules/ids.ts';
import { KEPT_DAYS } from '#rules/retention.ts';
import { MANIFEST_FILE, type Manifest } from './manifest.ts';
import { type ReadTables, readTables } from './read-tables.ts';
import { readmeText } from './readme-text.ts';
import { readExport, updateExport } from './store.ts';
import { LEFT_OUT, READ_ONLY } from './tables.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'cipher' | 'site'>;

/** The name of the job that makes an export. */
export const EXPORT_JOB = 'exports.make';

/** Makes an account's export. Run twice it is made once; a fault leaves it marked as failed until it is tried again. */
export function exportJob(ctx: Ctx): JobHandler {
  return {
    name: EXPORT_JOB,
    retries: 3,
    async run({ accountId, exportId }) {
      const [owner, id] = [ownerOf(String(accountId)), String(exportId) as Id<'accountExport'>];
      try {
        await makeExport(ctx, owner, id);
      } catch (fault) {
        await asOwner(ctx.db, owner, tx => updateExport(tx, id, { state: 'failed' }));
        throw fault;
      }
    },
  };
}

/** The tables are read at one moment; each file in a transaction of its own, so that whoever looks sees how far it is. */
async function makeExport(ctx: Ctx, owner: Owner, id: Id<'accountExport'>): Promise<void> {
  const wanted = await asOwner(ctx.db, owner, tx => readExport(tx, id));
  if (!wanted || wanted.state === 'ready') return;
  const read = await asOwner(ctx.db, owner, tx => readTables(ctx, tx));
  await asOwner(ctx.db, owner, tx => updateExport(tx, id, { state: 'making', done: 0, parts: read.files.length }));
  const files: ArchiveEntry[] = [];
  for (const [at, file] of read.files.entries()) {
    files.push(
      await asOwner(ctx.db, owner, async tx => {
        await updateExport(tx, id, { done: at + 1 });
        return { name: file.path, bytes: (await readStoredFile(ctx, tx, file.id)).bytes };
      }),
    );
  }
  const manifest = manifestOf(ctx, owner, read);
  const entries = [
    { name: 'README.txt', bytes: Buffer.from(readmeText(manifest)) },
    { name: MANIFEST_FILE, bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
    ...read.entries,
    ...files,
  ];
  const bytes = zipWithSums(entries, ctx.clock.now());
  await asOwner(ctx.db, owner, tx => finish(ctx, tx, id, bytes));
}

function manifestOf(ctx: Ctx, owner: Owner, read: ReadTables): Manifest {
  return {
    format: 'sessional-account',
    schema: read.schema,
    madeAt: ctx.clock.now().toString(),
    madeBy: ctx.site.baseUrl,
    accountId: owner.accountId,
    tables: read.counts,
    files: read.files.length,
    leftOut: LEFT_OUT,
    readOnly: READ_ONLY,
  };
}

async function finish(ctx: Ctx, tx: OwnedTransaction, id: Id<'accountExport'>, bytes: Uint8Array): Promise<void> {
  // deleted while it was made: then nobody wants it
  if (!(await updateExport(tx, id, { state: 'making' }))) return;
  const now = ctx.clock.now();
  const name = `sessional-account-${ctx.clock.today()}.zip`;
  const fileId = await storeFile(ctx, tx, { kind: 'account_export', name, contentType: 'application/zip', bytes });
  const expiresAt = now.add({ hours: 24 * KEPT_DAYS.accountExport });
  await updateExport(tx, id, { state: 'ready', fileId, readyAt: now, expiresAt });
  await recordFact(ctx, tx, { kind: 'account_export.made', subjectId: id });
  const account = await readAccount(tx);
  await queueMail(ctx, tx, {
    kind: 'account_export',
    subjectId: id,
    to: { name: account.name, address: account.email },
    fromName: 'Sessional',
    subject: 'Your account is ready to be downloaded',
    letter: {
      greeting: `Hello ${account.firstName},`,
      paragraphs: [
        `Everything in your account is gathered in one file. You can download it for ${KEPT_DAYS.accountExport} days, once you have confirmed that it is you; then it is deleted here.`,
      ],
      button: { label: 'Open the page', url: `${ctx.site.baseUrl}/account/export` },
      closing: ['If you did not ask for this, change your password and delete the file on that page.'],
      footer: `Sent by Sessional, run by ${ctx.site.operatorName}, because this file was asked for in your account.`,
    },
  });
}
