import { randomUUID } from 'node:crypto';
import { readAccount } from '#features/accounts/index.ts';
import { tellLocum } from '#features/profile/index.ts';
import { type Caller, type Entered, makeLink, noteAtGuard, recordUse, useLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { readStoredFile, type StoredFile } from '#platform/stored-file.ts';
import { type Id, showId } from '#rules/ids.ts';
import type { PackInput } from './input.ts';
import type { Pack, PackedDocument } from './pack.ts';
import { deleteCode, insertAsk, insertPack, listPacked, readCode, readPack, writeCode } from './pack-store.ts';
import { hashSecret, isSame, isSecret } from './secret-hash.ts';
import { readDocument } from './store.ts';
import { watermarked } from './watermark.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files'>;

const CODE_MINUTES = 15;

/**
 * Makes a pack of chosen documents with its link and, where the recipient's address is known, mails it. Sent twice with one id it is made
 * once. Answers the link's address, which is kept nowhere.
 */
export async function sharePack(
  ctx: Ctx,
  owner: Owner,
  input: PackInput,
): Promise<{ id: Id<'pack'>; url: string | undefined }> {
  const id = input.id ?? newId('pack');
  const passcodeHash = input.guard === 'passcode' && input.passcode ? await hashSecret(input.passcode) : null;
  const url = await asOwner(ctx.db, owner, async tx => {
    if (await readPack(tx, id)) return undefined;
    const documents = [];
    for (const wanted of new Set(input.documents)) {
      const document = await readDocument(tx, wanted);
      if (!document) throw notFound('document');
      documents.push(document);
    }
    const pack: Pack = { ...input, id, passcodeHash, createdAt: ctx.clock.now() };
    await insertPack(tx, pack, documents);
    const to = { name: input.recipientName, address: input.recipientEmail };
    const link = await makeLink(ctx, tx, { scope: 'compliance', subjectId: id, recipient: to, days: input.days });
    await recordFact(ctx, tx, { kind: 'pack.shared', subjectId: id });
    if (to.address !== null) {
      const account = await readAccount(tx);
      await queueMail(ctx, tx, {
        kind: 'compliance_pack',
        subjectId: id,
        to: { name: to.name, address: to.address },
        fromName: account.name,
        replyTo: { name: account.name, address: account.email },
        subject: `Documents of ${account.name}: ${input.label}`,
        letter: {
          greeting: `Dear ${to.name},`,
          paragraphs: [
            `My documents for ${input.label} are on the page behind the button, ${input.days} days long. You need no account.`,
            ...(input.guard === 'passcode' ? ['You need the passcode that I give you separately.'] : []),
            ...(input.guard === 'email' ? ['The page mails a code to this address before it shows anything.'] : []),
          ],
          button: { label: 'See the documents', url: link.url },
          closing: ['With kind regards,', account.name],
          footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. Every view is noted and shown to ${account.name}.`,
        },
      });
    }
    return link.url;
  });
  return { id, url };
}

/** The pack behind a link. It may have been taken away since. */
export async function enteredPack(ctx: Needs<'db'>, { owner, link }: Entered): Promise<Pack> {
  const pack = await asOwner(ctx.db, owner, tx => readPack(tx, link.subjectId as Id<'pack'>));
  if (!pack) throw notFound('page');
  return pack;
}

/** Mails a fresh six-digit code to the recipient of a pack that is guarded so. Works for a quarter of an hour, once. It is kept nowhere. */
export async function sendCode(ctx: Ctx, { owner, link }: Entered, pack: Pack, caller: Caller): Promise<void> {
  if (pack.guard !== 'email' || pack.recipientEmail === null) throw notFound('page');
  const address = pack.recipientEmail;
  const id = randomUUID();
  const digits = ctx.links.code(id);
  await asOwner(ctx.db, owner, async tx => {
    const [account, now] = [await readAccount(tx), ctx.clock.now()];
    await writeCode(tx, pack.id, { code_id: id, expires_at: now.add({ minutes: CODE_MINUTES }) });
    await recordUse(tx, link.id, { action: 'code_mailed', caller, at: now });
    await queueMail(ctx, tx, {
      kind: 'compliance_code',
      subjectId: pack.id,
      to: { name: pack.recipientName, address },
      fromName: 'Sessional',
      subject: `Your code: ${digits}`,
      code: { id, digits },
      letter: {
        greeting: `Dear ${pack.recipientName},`,
        paragraphs: [
          `Enter this code to see the documents of ${account.name}. It works for ${CODE_MINUTES} minutes, once.`,
        ],
        facts: [['Code', digits]],
        closing: ['Sessional'],
        footer: `Somebody opened the link to these documents and asked for a code. If it was not you, do nothing. Sessional is run here by ${ctx.site.operatorName}.`,
      },
    });
  });
}

/** Checks a passcode or mailed code and notes the outcome. Refuses a wrong one, naming `code`; tries are counted by the door. */
export async function unlockPack(ctx: Ctx, entered: Entered, pack: Pack, code: string, caller: Caller): Promise<void> {
  const isRight =
    pack.guard === 'email'
      ? await isMailedCode(ctx, entered, pack, code.replaceAll(/\s/g, ''))
      : (await isSecret(code, pack.passcodeHash ?? NEVER)) && pack.passcodeHash !== null;
  await noteAtGuard(ctx, entered, isRight ? 'passed_guard' : 'wrong_code', caller);
  if (isRight) return;
  throw new InputRefusal({
    code: pack.guard === 'email' ? 'That code is wrong or has ended. Ask for a fresh one.' : 'That passcode is wrong.',
  });
}

async function isMailedCode(ctx: Ctx, { owner }: Entered, pack: Pack, code: string): Promise<boolean> {
  return asOwner(ctx.db, owner, async tx => {
    const id = await readCode(tx, pack.id, ctx.clock.now());
    return id !== undefined && isSame(code, ctx.links.code(id)) && deleteCode(tx, pack.id, id);
  });
}

/** So that a pack without a passcode takes as long as a wrong one. */
const NEVER = `${Buffer.alloc(16).toString('base64url')}.${Buffer.alloc(32).toString('base64url')}`;

/** What the pack shows. */
export async function packedDocuments(ctx: Needs<'db'>, { owner }: Entered, pack: Pack): Promise<PackedDocument[]> {
  return asOwner(ctx.db, owner, tx => listPacked(tx, pack));
}

/** The bytes of a document of the pack, marked with its recipient where that was chosen; the download is noted. */
export async function openPacked(
  ctx: Ctx,
  { owner, link }: Entered,
  pack: Pack,
  wanted: Id<'document'>,
  caller: Caller,
): Promise<StoredFile> {
  const file = await asOwner(ctx.db, owner, async tx => {
    const document = (await listPacked(tx, pack)).find(it => it.id === wanted);
    if (!document) throw notFound('page');
    await recordUse(tx, link.id, { action: 'downloaded', about: document.title, caller, at: ctx.clock.now() });
    return readStoredFile(ctx, tx, document.fileId);
  });
  return pack.watermark ? watermarked(file, `For ${pack.recipientName} · ${pack.label}`) : file;
}

/** The practice asks for something that is not in the pack; the locum is told. */
export async function askForMore(
  ctx: Ctx,
  { owner, link }: Entered,
  pack: Pack,
  input: { readonly name: string; readonly wanted: string },
  caller: Caller,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await useLink(ctx, tx, link, 'ask', caller);
    await insertAsk(tx, pack.id, { ...input, askedAt: ctx.clock.now() });
    await tellLocum(ctx, tx, {
      kind: 'document',
      subjectId: pack.id,
      subject: `${input.name} asks for more documents`,
      paragraphs: [`${input.name} looked at “${pack.label}” and asks for:`, input.wanted],
      button: { label: 'Open the pack', path: `/documents/packs/${showId('pack', pack.id)}` },
    });
    await recordFact(ctx, tx, { kind: 'pack.more_asked', subjectId: pack.id });
  });
}

/** Refuses a page whose guard was not passed. */
export function refuseLocked(isOpen: boolean): void {
  if (!isOpen) throw new Refusal({ code: 'pack.locked', message: 'Enter the code first.', status: 403 });
}
