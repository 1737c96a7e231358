import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Where a sealed value lives. It is bound to the value, so that a value copied to another row or column does not open. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  /** The row's id, or the account's where the table has one row an account. */
  readonly row: string;
}

/** Seals and opens single fields with AES-256-GCM. */
export interface FieldCipher {
  /** The id of the key that new values are sealed under. */
  readonly keyId: string;
  /** The value as kept in a `_sealed` column: `key id . nonce . tag . ciphertext`, the last three in base64url. */
  seal(plain: string, place: SealedPlace): string;
  /** The plain value. Throws where the key is unknown, or the value was altered or moved. */
  open(sealed: string, place: SealedPlace): string;
  /** True where the value was sealed under an older key than the one new values get. */
  isStale(sealed: string): boolean;
}

export interface EncryptionKey {
  /** Letters, digits and dashes; kept in each value, so that several keys can live at once while one replaces another. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

/** The first key seals; all of them open. Throws RangeError as {@link keyRing} does. */
export function fieldCipher(keys: readonly EncryptionKey[]): FieldCipher {
  const { current, byId } = keyRing(keys);
  return {
    keyId: current.id,
    seal(plain, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', current.secret, nonce).setAAD(bind(current.id, place));
      const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [current.id, ...[nonce, cipher.getAuthTag(), ciphertext].map(part => part.toString('base64url'))].join(
        '.',
      );
    },
    open(sealed, place) {
      const [id = '', ...parts] = sealed.split('.');
      const [nonce, tag, ciphertext] = parts.map(part => Buffer.from(part, 'base64url'));
      const key = byId.get(id);
      if (!key) throw new Error(`no encryption key ${id}`);
      if (!nonce || !tag || !ciphertext || tag.length !== 16) throw new Error('not a sealed value');
      const decipher = createDecipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: 16 })
        .setAAD(bind(id, place))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
    },
    isStale: sealed => !sealed.startsWith(`${current.id}.`),
  };
}

/** The keys by their ids, the first one as the one that seals. Throws RangeError on an empty list, a doubled id or a key of another length. */
export function keyRing(keys: readonly EncryptionKey[]): {
  readonly current: EncryptionKey;
  readonly byId: ReadonlyMap<string, EncryptionKey>;
} {
  const [current] = keys;
  if (!current) throw new RangeError('no encryption key');
  const byId = new Map(keys.map(key => [key.id, key]));
  if (byId.size !== keys.length) throw new RangeError('two encryption keys with one id');
  if (keys.some(key => key.secret.length !== 32)) throw new RangeError('an encryption key is not 32 bytes long');
  return { current, byId };
}

function bind(keyId: string, place: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([keyId, place.table, place.column, place.row]), 'utf8');
}
