import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The user that PostgreSQL runs as. `drop` is what to give to spawn where that is not the user of this process. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
  readonly drop: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * PostgreSQL refuses to run as root. So root gives the server to whoever owns the cluster already, else to `postgres`, else
 * to `nobody`; an ordinary user runs it as itself.
 */
export function serverUser(folder: string): ServerUser {
  const uid = process.getuid?.() ?? -1;
  const gid = process.getgid?.() ?? -1;
  const cluster = join(folder, 'server', 'cluster');
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  if (uid !== 0) {
    if (owner && owner.uid !== uid) {
      throw new Error(
        `The database in ${folder} belongs to user id ${owner.uid}: start as that user or as root, or choose another data folder.`,
      );
    }
    return { uid, gid, drop: undefined };
  }
  const found = owner && owner.uid !== 0 ? owner : (accountOf('postgres') ?? accountOf('nobody'));
  if (!found)
    throw new Error(
      'PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody" to run it as.',
    );
  return { uid: found.uid, gid: found.gid, drop: { uid: found.uid, gid: found.gid } };
}

/** Whether the user may pass through every folder above the path, by the mode bits. */
export function canReach(path: string, user: ServerUser): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && !mayPass(statSync(folder), user)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function mayPass(folder: { uid: number; gid: number; mode: number }, user: ServerUser): boolean {
  if (user.uid === folder.uid) return (folder.mode & 0o100) !== 0;
  if (user.gid === folder.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

function accountOf(name: string): { uid: number; gid: number } | undefined {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  const [, , uid, gid] = lines.find(line => line.startsWith(`${name}:`))?.split(':') ?? [];
  // macOS writes nobody's -2 as 4294967294 in some places and -2 in others
  return uid && gid && Number(uid) > 0 ? { uid: Number(uid), gid: Number(gid) } : undefined;
}
