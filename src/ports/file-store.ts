export interface KeptFile {
  readonly key: string;
  /** When the bytes were stored, by the store's own clock. */
  readonly storedAt: Temporal.Instant;
}

/** Port: bytes kept under a key, outside the database. Keys are `[a-z0-9/._-]+`, never start with `/` and never contain `..`. */
export interface FileStore {
  /** Stores the bytes durably under the key before it resolves. Writing the same key again replaces the bytes. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** The bytes, or undefined where nothing is stored under the key. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Removes the key. Removing what is not there is not an error. */
  delete(key: string): Promise<void>;
  /** All that is stored under keys that begin with the folder's path and a slash, in no order. What comes or goes meanwhile may be missing. */
  list(folder: string): AsyncIterable<KeptFile>;
}
