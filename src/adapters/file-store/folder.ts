import { randomUUID } from 'node:crypto';
import { mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { FileStore, KeptFile } from '#ports/file-store.ts';

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
      await flushFolders(dirname(target), folder);
    },
    async get(key) {
      return await readFile(pathOf(folder, key)).catch(nothingThere);
    },
    delete: key => rm(pathOf(folder, key), { force: true }),
    list: below => filesBelow(folder, pathOf(folder, below)),
  };
}

async function* filesBelow(top: string, path: string): AsyncIterable<KeptFile> {
  const entries = await opendir(path, { recursive: true }).catch(nothingThere);
  if (!entries) return;
  for await (const entry of entries) {
    // a partial file is being written, or was left by a crash
    if (!entry.isFile() || entry.name.endsWith('.partial')) continue;
    const file = join(entry.parentPath, entry.name);
    const found = await stat(file).catch(nothingThere);
    if (!found) continue;
    const storedAt = Temporal.Instant.fromEpochMilliseconds(Math.floor(found.mtimeMs));
    yield { key: relative(top, file).split(sep).join('/'), storedAt };
  }
}

function nothingThere(fault: unknown): undefined {
  if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined;
  throw fault;
}

/** A name is on disk only when the folder that has it is; the folders above it may be new as well. */
async function flushFolders(from: string, top: string): Promise<void> {
  const handle = await open(from, 'r');
  await handle.sync().finally(() => handle.close());
  if (from.length > top.length) await flushFolders(dirname(from), top);
}

function pathOf(folder: string, key: string): string {
  if (!/^[a-z0-9_-][a-z0-9/._-]*$/.test(key) || key.includes('..')) throw new RangeError('not a key of the file store');
  return join(folder, key);
}
