import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { SUMS_FILE } from '#platform/archive/zip.ts';
import { Refusal } from '#platform/errors.ts';
import { MANIFEST_FILE, type Manifest, manifestSchema } from './manifest.ts';

/** An export whose every file is the one that was made. */
export interface ReadArchive {
  readonly manifest: Manifest;
  /** Throws Refusal where the archive has no file of that name. */
  file(name: string): Uint8Array;
}

/** Opens an export. Refuses what is no export, and one whose files are not, each and all, those of its list of sums. */
export function readArchive(bytes: Uint8Array): ReadArchive {
  const files = unzipped(bytes);
  const file = (name: string) => {
    const found = files.get(name);
    if (!found) throw wrongFile(`It has no ${name}.`);
    return found;
  };
  checkSums(files, strFromU8(file(SUMS_FILE)));
  return { manifest: manifestIn(strFromU8(file(MANIFEST_FILE))), file };
}

/** Refuses a file that is not an export as we make them. */
export function wrongFile(why: string): Refusal {
  return new Refusal({ code: 'import_account.wrong_file', message: `This is not a whole export of Sessional. ${why}` });
}

function unzipped(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  try {
    return new Map(Object.entries(unzipSync(bytes)));
  } catch {
    throw wrongFile('It does not open as a ZIP file.');
  }
}

function checkSums(files: ReadonlyMap<string, Uint8Array>, text: string): void {
  const sums = new Map(
    text.split('\n').flatMap(line => {
      const [, sum, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      return sum === undefined || name === undefined ? [] : [[name, sum] as const];
    }),
  );
  for (const [name, bytes] of files) {
    if (name === SUMS_FILE) continue;
    const sum = createHash('sha256').update(bytes).digest('hex');
    if (sums.get(name) !== sum) throw wrongFile(`${name} is not as it was made.`);
    sums.delete(name);
  }
  for (const [name] of sums) throw wrongFile(`${name} is missing.`);
}

function manifestIn(text: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    throw wrongFile(`Its ${MANIFEST_FILE} cannot be read.`);
  }
}
