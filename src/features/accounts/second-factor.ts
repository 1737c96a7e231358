import { createHash, randomBytes } from 'node:crypto';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import {
  deleteSecondFactor,
  keepSecret,
  markStep,
  markSwitchedOn,
  readSecondFactor,
  replaceRecoveryCodes,
  useRecoveryCode,
} from './second-factor-store.ts';
import { newTotpSecret, stepOfCode } from './totp.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

const RECOVERY_CODES = 10;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** How somebody showed that they have the second factor. */
export type CodeKind = 'app' | 'recovery';

/** Begins to set up an app: answers its secret, which stays the same until it is switched on. Refuses `second_factor.is_on`. */
export async function beginSecondFactor(ctx: Ctx, owner: Owner): Promise<string> {
  return asOwner(ctx.db, owner, async tx => {
    const present = await readSecondFactor(tx);
    if (present?.switchedOnAt) throw isOn();
    if (present) return ctx.cipher.open(present.secretSealed, placeOf(tx));
    const secret = newTotpSecret();
    await keepSecret(tx, ctx.cipher.seal(secret, placeOf(tx)), ctx.clock.now());
    return secret;
  });
}

/** Switches the app on once it gave a right code, and answers the recovery codes, this once. Refuses `second_factor.wrong_code`. */
export async function switchOnSecondFactor(ctx: Ctx, owner: Owner, code: string): Promise<string[]> {
  return asOwner(ctx.db, owner, async tx => {
    const present = await readSecondFactor(tx, 'lock');
    if (present?.switchedOnAt) throw isOn();
    if (!present || !(await takeAppCode(ctx, tx, present, code))) throw wrongCode();
    await markSwitchedOn(tx, ctx.clock.now());
    const codes = await giveRecoveryCodes(ctx, tx);
    await recordFact(ctx, tx, { kind: 'second_factor.switched_on', subjectId: tx.accountId });
    return codes;
  });
}

/** Switches the app off, with its recovery codes. Nothing happens where none is on. */
export async function switchOffSecondFactor(ctx: Ctx, owner: Owner): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (await deleteSecondFactor(tx))
      await recordFact(ctx, tx, { kind: 'second_factor.switched_off', subjectId: tx.accountId });
  });
}

/** New recovery codes, shown this once; the old ones stop working. Refuses `second_factor.is_off`. */
export async function newRecoveryCodes(ctx: Ctx, owner: Owner): Promise<string[]> {
  return asOwner(ctx.db, owner, async tx => {
    if (!(await readSecondFactor(tx, 'lock'))?.switchedOnAt)
      throw new Refusal({ code: 'second_factor.is_off', message: 'Switch sign-in codes on first.' });
    const codes = await giveRecoveryCodes(ctx, tx);
    await recordFact(ctx, tx, { kind: 'second_factor.recovery_made', subjectId: tx.accountId });
    return codes;
  });
}

/** Takes a code of the app or a recovery code, each once; undefined where it is neither. */
export async function takeCode(ctx: Ctx, tx: OwnedTransaction, code: string): Promise<CodeKind | undefined> {
  const present = await readSecondFactor(tx, 'lock');
  if (!present?.switchedOnAt) return undefined;
  if (await takeAppCode(ctx, tx, present, code)) return 'app';
  if (!(await useRecoveryCode(tx, hashOf(code), ctx.clock.now()))) return undefined;
  await recordFact(ctx, tx, { kind: 'second_factor.recovery_used', subjectId: tx.accountId });
  return 'recovery';
}

export function wrongCode(): Refusal {
  return new Refusal({
    code: 'second_factor.wrong_code',
    message: 'That code is not right, or was used already. Wait for the next one in your app.',
    field: 'code',
    status: 422,
  });
}

async function takeAppCode(
  ctx: Ctx,
  tx: OwnedTransaction,
  present: { readonly secretSealed: string; readonly lastStep: number },
  code: string,
): Promise<boolean> {
  const secret = ctx.cipher.open(present.secretSealed, placeOf(tx));
  const step = stepOfCode(secret, code, ctx.clock.now(), present.lastStep);
  if (step === undefined) return false;
  await markStep(tx, step);
  return true;
}

async function giveRecoveryCodes(ctx: Ctx, tx: OwnedTransaction): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await replaceRecoveryCodes(tx, codes.map(hashOf), ctx.clock.now());
  return codes;
}

/** Sixteen letters and digits that are not mistaken for each other: 80 bits. */
function newRecoveryCode(): string {
  const letters = [...randomBytes(16)].map(byte => ALPHABET[byte & 31]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

function hashOf(code: string): string {
  const plain = code.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
  return createHash('sha256').update(plain).digest('hex');
}

function placeOf(tx: OwnedTransaction) {
  return { table: 'second_factors', column: 'secret_sealed', row: tx.accountId };
}

function isOn(): Refusal {
  return new Refusal({ code: 'second_factor.is_on', message: 'Sign-in codes are switched on already.' });
}
