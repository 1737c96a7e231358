import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncryptionKey } from '#platform/encryption.ts';

export interface Secrets {
  readonly secret: string;
  readonly encryptionKeys: readonly EncryptionKey[];
}

/**
 * Secrets of a development installation, made once and kept in the data folder for its owner's eyes only.
 * Production never comes here: it has them from the environment or does not start.
 */
export function developmentSecrets(dataFolder: string): Secrets {
  const file = join(dataFolder, 'development-secrets.json');
  mkdirSync(dataFolder, { recursive: true });
  const partial = `${file}.${process.pid}`;
  try {
    // whole or not at all; fails where another process made the file a moment ago, and then that one counts
    writeFileSync(partial, JSON.stringify(fresh()), { mode: 0o600 });
    linkSync(partial, file);
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault;
  } finally {
    rmSync(partial, { force: true });
  }
  const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isKept(kept)) throw new Error(`${file} is damaged; restore it, since sealed values open with nothing else`);
  return {
    secret: kept.secret,
    encryptionKeys: [{ id: 'dev', secret: new Uint8Array(Buffer.from(kept.encryptionKey, 'base64')) }],
  };
}

function fresh(): { secret: string; encryptionKey: string } {
  return { secret: randomBytes(32).toString('base64'), encryptionKey: randomBytes(32).toString('base64') };
}

function isKept(value: unknown): value is ReturnType<typeof fresh> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'secret' in value &&
    typeof value.secret === 'string' &&
    'encryptionKey' in value &&
    typeof value.encryptionKey === 'string'
  );
}
