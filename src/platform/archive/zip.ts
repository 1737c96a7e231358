import { createHash } from 'node:crypto';
import { type Zippable, zipSync } from 'fflate';

/** One file of an archive; folders by `/` in its name. */
export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Name of the list of sums that closes each archive; `sha256sum -c` reads it. */
export const SUMS_FILE = 'SHA256SUMS.txt';

/**
 * A ZIP of the entries in their order, closed by a list of their SHA-256 sums, so that whoever receives it can tell that nothing was
 * changed. Two entries of one name get a number each. The same entries at the same moment make the same bytes.
 */
export function zipWithSums(entries: readonly ArchiveEntry[], madeAt: Temporal.Instant): Uint8Array<ArrayBuffer> {
  const named = distinctNames(entries);
  const all = [...named, { name: SUMS_FILE, bytes: new TextEncoder().encode(sumsOf(named)) }];
  // read as local time and written as local time: London's clock, wherever the server stands
  const mtime = madeAt.toZonedDateTimeISO('Europe/London').toPlainDateTime().toString({ smallestUnit: 'second' });
  const files: Zippable = {};
  for (const { name, bytes } of all) files[name] = [bytes, { level: isPacked(name) ? 0 : 6, mtime }];
  return zipSync(files);
}

/** A name that every system can keep as a file: without slashes, control characters and what Windows refuses. */
export function archiveName(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  const bare = text.replace(/[\u0000-\u001f\u007f/\\:*?"<>|]+/g, '-').replace(/^[.\s-]+|[.\s-]+$/g, '');
  return bare === '' ? 'file' : bare.slice(0, 120);
}

function distinctNames(entries: readonly ArchiveEntry[]): ArchiveEntry[] {
  const taken = new Set<string>();
  return entries.map(entry => {
    let name = entry.name;
    for (let number = 2; taken.has(name.toLowerCase()); number++)
      name = entry.name.replace(/(\.[^./]*)?$/, ending => ` (${number})${ending}`);
    taken.add(name.toLowerCase());
    return { ...entry, name };
  });
}

function sumsOf(entries: readonly ArchiveEntry[]): string {
  return entries.map(it => `${createHash('sha256').update(it.bytes).digest('hex')}  ${it.name}\n`).join('');
}

/** What is compressed already gains nothing. */
function isPacked(name: string): boolean {
  return /\.(pdf|jpe?g|png|webp|heic|zip)$/i.test(name);
}
