import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Id } from '#rules/ids.ts';

/** Whose link it is, and which. */
export interface SignedLink {
  readonly accountId: Id<'account'>;
  readonly linkId: Id<'link'>;
}

/**
 * Makes and reads the secret part of access links. A token is the account, the link and a signature over both: without the
 * server's key no row of the database can be turned into one, and a wrong token is known for wrong before anything is looked up.
 */
export interface LinkSigner {
  /** 64 characters of base64url, for an address. */
  token(link: SignedLink): string;
  /** The link behind a token, or undefined where the signature is not ours. */
  read(token: string): SignedLink | undefined;
  /** 61 characters of base 32 in lower case, for the local part of a mail address, which keeps no capitals. */
  mailToken(link: SignedLink): string;
  readMail(token: string): SignedLink | undefined;
  /** The six digits of a mailed code, by its id: without the server's key nobody makes them of it. */
  code(id: string): string;
  /** A mark that only we can make, for what a browser keeps or hands back; 22 characters of base64url. */
  mark(text: string): string;
}

const MAC_BYTES = 16;
/** All that the 64 characters of a local part leave room for; guessing needs a mail each time. */
const MAIL_MAC_BYTES = 6;
const IDS_BYTES = 32;

/** `secret` is the server's own; the keys of each kind of token are derived from it. */
export function linkSigner(secret: string): LinkSigner {
  const keys = {
    link: createHmac('sha256', secret).update('access link').digest(),
    mail: createHmac('sha256', secret).update('reply address').digest(),
    code: createHmac('sha256', secret).update('mailed code').digest(),
    mark: createHmac('sha256', secret).update('browser mark').digest(),
  };
  const sign = (kind: keyof typeof keys, ids: Buffer, length: number) =>
    createHmac('sha256', keys[kind]).update(ids).digest().subarray(0, length);
  const read = (kind: keyof typeof keys, bytes: Buffer, length: number): SignedLink | undefined => {
    if (bytes.length !== IDS_BYTES + length) return undefined;
    const ids = bytes.subarray(0, IDS_BYTES);
    if (!timingSafeEqual(bytes.subarray(IDS_BYTES), sign(kind, ids, length))) return undefined;
    return idsOf(ids);
  };
  return {
    token(link) {
      const ids = bytesOf(link);
      return Buffer.concat([ids, sign('link', ids, MAC_BYTES)]).toString('base64url');
    },
    read: token =>
      /^[A-Za-z0-9_-]{64}$/.test(token) ? read('link', Buffer.from(token, 'base64url'), MAC_BYTES) : undefined,
    mailToken(link) {
      const ids = bytesOf(link);
      return base32(Buffer.concat([ids, sign('mail', ids, MAIL_MAC_BYTES)]));
    },
    readMail(token) {
      const bytes = fromBase32(token.toLowerCase());
      return bytes && read('mail', bytes, MAIL_MAC_BYTES);
    },
    code: id =>
      String(createHmac('sha256', keys.code).update(id).digest().readUIntBE(0, 6) % 1_000_000).padStart(6, '0'),
    mark: text => createHmac('sha256', keys.mark).update(text).digest('base64url').slice(0, 22),
  };
}

/** The ids that a token names, its signature not looked at: to take the signature out of what is kept, never to let anybody in. */
export function idsInToken(token: string): SignedLink | undefined {
  const bytes = Buffer.from(token, 'base64url');
  return bytes.length === IDS_BYTES + MAC_BYTES ? idsOf(bytes) : undefined;
}

/** The same of a token of a mail address. */
export function idsInMailToken(token: string): SignedLink | undefined {
  const bytes = fromBase32(token);
  return bytes && idsOf(bytes);
}

function idsOf(bytes: Buffer): SignedLink {
  return {
    accountId: uuid(bytes.subarray(0, 16)) as Id<'account'>,
    linkId: uuid(bytes.subarray(16, IDS_BYTES)) as Id<'link'>,
  };
}

function bytesOf({ accountId, linkId }: SignedLink): Buffer {
  return Buffer.from(`${accountId}${linkId}`.replaceAll('-', ''), 'hex');
}

function uuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const MAIL_BYTES = IDS_BYTES + MAIL_MAC_BYTES;
const MAIL_LENGTH = Math.ceil((MAIL_BYTES * 8) / 5);

function base32(bytes: Buffer): string {
  let value = BigInt(`0x${bytes.toString('hex')}`) << BigInt(MAIL_LENGTH * 5 - MAIL_BYTES * 8);
  let text = '';
  for (let i = 0; i < MAIL_LENGTH; i++) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text;
}

function fromBase32(text: string): Buffer | undefined {
  if (text.length !== MAIL_LENGTH) return undefined;
  let value = 0n;
  for (const letter of text) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) return undefined;
    value = (value << 5n) | BigInt(digit);
  }
  const spare = BigInt(MAIL_LENGTH * 5 - MAIL_BYTES * 8);
  return Buffer.from((value >> spare).toString(16).padStart(MAIL_BYTES * 2, '0'), 'hex');
}
