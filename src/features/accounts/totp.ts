import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const STEP_SECONDS = 30;
const DIGITS = 6;
/** 160 bits, as RFC 4226, section 4, recommends. */
const SECRET_BYTES = 20;
/** Steps before and after now whose code is still taken: clocks differ, and people type slowly (RFC 6238, section 5.2). */
const WINDOW = 1;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret in base 32, as authenticator apps take it. */
export function newTotpSecret(): string {
  const bits = [...randomBytes(SECRET_BYTES)].map(byte => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map(five => ALPHABET[Number.parseInt(five, 2)]).join('');
}

/** The code of a step: HOTP over SHA-1 with six digits (RFC 6238; the vectors of its appendix B are the test). */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** The half minute that a moment lies in. */
export function totpStep(now: Temporal.Instant): number {
  return Math.floor(now.epochMilliseconds / 1000 / STEP_SECONDS);
}

/** The step that a code belongs to, where it is one of now and later than `after`; undefined where the code is wrong or was used. */
export function stepOfCode(secret: string, code: string, now: Temporal.Instant, after: number): number | undefined {
  const typed = Buffer.from(code.replaceAll(/\s/g, ''));
  const current = totpStep(now);
  for (let step = current - WINDOW; step <= current + WINDOW; step++) {
    const right = Buffer.from(totpCode(secret, step));
    if (step > after && typed.length === right.length && timingSafeEqual(typed, right)) return step;
  }
  return undefined;
}

/** The address behind the QR code that apps read. */
export function totpUri(secret: string, email: string): string {
  return `otpauth://totp/${encodeURIComponent(`Sessional:${email}`)}?secret=${secret}&issuer=Sessional`;
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map(letter => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)));
}
