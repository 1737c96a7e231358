import { argon2 as argon2Callback, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * OWASP's second argon2id setting: 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet, read 2026-11-23).
 * Memory in KiB.
 */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

const argon2 = promisify(argon2Callback);

/** The hash as kept: `argon2id$memory$passes$lanes$salt$tag`, so that the cost can rise later and old hashes still verify. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await argon2('argon2id', { message: password, nonce, ...COST });
  return [
    'argon2id',
    COST.memory,
    COST.passes,
    COST.parallelism,
    nonce.toString('base64url'),
    tag.toString('base64url'),
  ].join('$');
}

/** True where the password is the one that was hashed. False, never an error, on a hash it cannot read. */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [kind, memory, passes, lanes, salt = '', expected = ''] = hash.split('$');
  if (kind !== 'argon2id') return false;
  const wanted = Buffer.from(expected, 'base64url');
  const tag = await argon2('argon2id', {
    message: password,
    nonce: Buffer.from(salt, 'base64url'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(lanes),
    tagLength: wanted.length,
  });
  return timingSafeEqual(tag, wanted);
}
