import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileStore } from '#ports/file-store.ts';

/** Keeps files below a folder: written beside, flushed to disk, then renamed, so that a file is whole or not there. */
export function folderStore(folder: string): FileStore {
  return {
    async put(key, bytes) {
      const target = pathOf(folder, key);
      await mkdir(dirname(target), { recursive: true });
      const partial = `${target}.${randomUUID()}.partial`;
      const file = await open(partial, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, target);
    },
    async get(key) {
      try {
        return await readFile(pathOf(folder, key));
      } catch (fault) {
        if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined;
        throw fault;
      }
    },
    delete: key => rm(pathOf(folder, key), { force: true }),
  };
}

function pathOf(folder: string, key: string): string {
  if (!/^[a-z0-9_-][a-z0-9/._-]*$/.test(key) || key.includes('..')) throw new RangeError('not a key of the file store');
  return join(folder, key);
}
