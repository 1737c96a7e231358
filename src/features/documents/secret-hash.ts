import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt) as (secret: string, salt: Buffer, length: number) => Promise<Buffer>;

const LENGTH = 32;

/** A passcode or code with its salt, as it is kept: `salt.hash` in base64url, scrypt with Node's defaults (N 16384, r 8, p 1). */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await derive(secret, salt, LENGTH)).toString('base64url')}`;
}

/** Whether a secret is the one that was kept; takes the same time either way. */
export async function isSecret(secret: string, kept: string): Promise<boolean> {
  const [salt = '', hash = ''] = kept.split('.');
  const derived = await derive(secret, Buffer.from(salt, 'base64url'), LENGTH);
  const expected = Buffer.from(hash, 'base64url');
  return expected.length === LENGTH && timingSafeEqual(derived, expected);
}

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function isSame(one: string, other: string): boolean {
  const hash = (secret: string) => createHash('sha256').update(secret).digest();
  return timingSafeEqual(hash(one), hash(other));
}
