import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { FileStore } from '#ports/file-store.ts';
import { type EncryptionKey, keyRing } from './encryption.ts';

/** A file store whose bytes nobody can read without our keys, whoever keeps them. */
export interface SealedFiles extends FileStore {
  /** Seals anew under the current key what was kept under an older one, or in clear. True where there was something to do. */
  reseal(key: string): Promise<boolean>;
}

/**
 * Seals whole files with AES-256-GCM before they reach the store: mark, length of the key's id, its id, nonce, tag, ciphertext. Bound to
 * the name that they are kept under, so that bytes moved to another name do not open. Files of installations from before are in clear
 * and are read as they are; what their bytes must be is in the database. Throws where a file was altered, moved, or its key is unknown.
 */
export function sealedFiles(store: FileStore, keys: readonly EncryptionKey[]): SealedFiles {
  const ring = keyRing(keys);
  const put: FileStore['put'] = (key, bytes, _contentType) =>
    store.put(key, seal(ring.current, key, bytes), 'application/octet-stream');
  return {
    put,
    async get(key) {
      const kept = await store.get(key);
      return kept && open(ring.byId, key, kept);
    },
    delete: key => store.delete(key),
    list: folder => store.list(folder),
    async reseal(key) {
      const kept = await store.get(key);
      if (!kept || keyIdOf(kept) === ring.current.id) return false;
      await put(key, open(ring.byId, key, kept), 'application/octet-stream');
      return true;
    },
  };
}

const MARK = Buffer.from('SESSIONAL-SEALED-1\n', 'latin1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function seal(key: EncryptionKey, name: string, bytes: Uint8Array): Buffer {
  const id = Buffer.from(key.id, 'latin1');
  const head = Buffer.concat([MARK, Buffer.from([id.length]), id]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce).setAAD(bind(head, name));
  const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), ciphertext]);
}

function open(byId: ReadonlyMap<string, EncryptionKey>, name: string, kept: Uint8Array): Uint8Array {
  const id = keyIdOf(kept);
  if (id === undefined) return kept;
  const key = byId.get(id);
  if (!key) throw new Error(`no encryption key ${id}`);
  const bytes = Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength);
  const headBytes = MARK.length + 1 + id.length;
  const nonce = bytes.subarray(headBytes, headBytes + NONCE_BYTES);
  const tag = bytes.subarray(headBytes + NONCE_BYTES, headBytes + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: TAG_BYTES })
    .setAAD(bind(bytes.subarray(0, headBytes), name))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(headBytes + NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

/** The id of the key that the bytes were sealed under; undefined where they are in clear. */
function keyIdOf(kept: Uint8Array): string | undefined {
  const bytes = Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength);
  if (!bytes.subarray(0, MARK.length).equals(MARK)) return undefined;
  const length = bytes[MARK.length] ?? 0;
  return bytes.subarray(MARK.length + 1, MARK.length + 1 + length).toString('latin1');
}

function bind(head: Uint8Array, name: string): Buffer {
  return Buffer.concat([head, Buffer.from(name, 'utf8')]);
}
