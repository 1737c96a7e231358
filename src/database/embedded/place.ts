import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { canReach, type ServerUser } from './server-user.ts';

/** Where the server's own files are, all of them owned by the server's user. */
export interface Place {
  readonly path: string;
  readonly cluster: string;
  readonly logs: string;
}

/** For root only: where things go that the server's user could not reach otherwise. */
export const SYSTEM_FOLDER = '/var/lib/sessional';

/**
 * `<folder>/server`, made for the server's user. Where root's folder cannot be reached by that user (such as one below /root),
 * the files are in /var/lib/sessional and `<folder>/server` is a link to them; the link is followed ever after.
 */
export function choosePlace(folder: string, user: ServerUser, log: (line: string) => void): Place {
  const wanted = join(folder, 'server');
  if (!isThere(wanted)) makePlace(wanted, user, log);
  const path = realpathSync(wanted);
  const place = { path, cluster: join(path, 'cluster'), logs: join(path, 'log') };
  if (!existsSync(place.logs)) makeFolder(place.logs, user);
  return place;
}

/** Makes a folder that only the server's user (and root) can enter. */
export function makeFolder(path: string, user: ServerUser): void {
  mkdirSync(path, { mode: 0o700 });
  chmodSync(path, 0o700);
  if (user.drop) chownSync(path, user.uid, user.gid);
}

function makePlace(wanted: string, user: ServerUser, log: (line: string) => void): void {
  const folder = dirname(wanted);
  // a folder that only its own mode closes is opened for passing through, not for reading: what is in `server` stays private
  if (user.drop && canReach(folder, user)) chmodSync(folder, statSync(folder).mode | 0o011);
  if (!user.drop || canReach(wanted, user)) {
    makeFolder(wanted, user);
    return;
  }
  mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  const elsewhere = join(SYSTEM_FOLDER, createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 16));
  if (!existsSync(elsewhere)) makeFolder(elsewhere, user);
  symlinkSync(elsewhere, wanted);
  log(`the database's user cannot reach ${wanted}: its files are in ${elsewhere}`);
}

function isThere(path: string): boolean {
  if (existsSync(path)) return true;
  try {
    const target = readlinkSync(path);
    throw new Error(`The database's files are missing: ${path} points to ${target}, which is not there.`);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw fault;
  }
}
