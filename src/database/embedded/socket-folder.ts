import { createHash } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './place.ts';
import { canReach, type ServerUser } from './server-user.ts';

/** Linux allows 107 bytes for a socket's path, macOS 103. */
const LONGEST_PATH = 103;

/**
 * A folder for the unix socket that only the server's user can enter, since whoever reaches the socket is trusted. It is beside
 * the cluster, or in the temporary folder where that path would be too long.
 */
export function chooseSocketFolder(place: string, user: ServerUser): string {
  const beside = join(place, 'run');
  const folder = fits(beside) ? beside : join(reachableTemporaryFolder(user), `sessional-${nameOf(place)}`);
  if (existsSync(folder)) refuseForeign(folder, user);
  else makeFolder(folder, user);
  return folder;
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, '.s.PGSQL.65535.lock')) <= LONGEST_PATH;
}

function reachableTemporaryFolder(user: ServerUser): string {
  const own = tmpdir();
  return fits(join(own, 'sessional-0123456789abcdef')) && canReach(join(own, 'x'), user) ? own : '/tmp';
}

function nameOf(place: string): string {
  return createHash('sha256').update(place).digest('hex').slice(0, 16);
}

/** Anybody can make a folder in /tmp: one that is not ours, or that others can enter, is no place for a trusted socket. */
function refuseForeign(folder: string, user: ServerUser): void {
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== user.uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} is not a private folder of the database's user: remove it and start again.`);
  }
}
