import { execFile, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { makeFolder, type Place } from './place.ts';
import type { ServerUser } from './server-user.ts';

const run = promisify(execFile);

export interface ClusterNeeds {
  readonly place: Place;
  readonly binaries: Binaries;
  readonly user: ServerUser;
  readonly durable: boolean;
}

/**
 * Written into postgresql.conf at the first start, for an operator to tune. A small machine is enough. The log has a week of
 * files and neither statements nor values of rows, which are personal; the application reports its own failed statements.
 */
const SETTINGS = {
  shared_buffers: '64MB',
  max_connections: '100',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** Makes the cluster and its one database where there is none. Refuses one of another major version, which it could only harm. */
export async function ensureCluster({ place, binaries, user, durable }: ClusterNeeds): Promise<void> {
  if (existsSync(join(place.cluster, 'PG_VERSION'))) return refuseOtherMajor(place, binaries);
  for (const name of readdirSync(place.path)) {
    if (name.startsWith('cluster-unfinished')) rmSync(join(place.path, name), { recursive: true, force: true });
  }
  const unfinished = join(place.path, `cluster-unfinished-${process.pid}`);
  makeFolder(unfinished, user);
  const as = { cwd: place.path, env: serverEnvironment(), ...user.drop };
  const settings = Object.entries(SETTINGS).map(([name, value]) => `--set=${name}=${value}`);
  await run(
    binaries.initdb,
    [
      ...[
        '--pgdata',
        unfinished,
        '--username',
        'sessional',
        '--auth',
        'trust',
        '--encoding',
        'UTF8',
        '--no-instructions',
      ],
      ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ...(durable ? [] : ['--no-sync']),
      ...settings,
    ],
    as,
  );
  writeAccessRules(unfinished, false);
  await singleUser(binaries.postgres, unfinished, 'CREATE DATABASE sessional', as);
  // only a finished cluster ever has the name, whenever the machine stops
  renameSync(unfinished, place.cluster);
  if (durable) syncFolder(place.path);
}

/** Whoever reaches the socket is trusted (its folder is private to the server's user); a TCP port needs the password. */
export function writeAccessRules(cluster: string, tcp: boolean): void {
  const rules = ['local all all trust', ...(tcp ? ['host all all 127.0.0.1/32 scram-sha-256'] : [])];
  writeFileSync(join(cluster, 'pg_hba.conf'), `# written at each start by the launcher\n${rules.join('\n')}\n`);
}

/** Nothing of this process's environment (PGDATA, PGHOST, secrets) reaches the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

function refuseOtherMajor(place: Place, binaries: Binaries): void {
  const found = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim();
  if (Number(found) === binaries.major) return;
  throw new Error(
    `The database in ${place.cluster} is of PostgreSQL ${found}, and this version of Sessional brings PostgreSQL ${binaries.major}. Nothing was changed. ` +
      `Start the version of Sessional that made it and dump the database with pg_dump, then restore that into a new data folder; or set DATABASE_URL to a server of your own.`,
  );
}

/** Runs one statement without a running server. */
async function singleUser(postgres: string, cluster: string, statement: string, as: object): Promise<void> {
  const child = spawn(postgres, ['--single', '-D', cluster, 'postgres'], { ...as, stdio: ['pipe', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', text => (complaints += text));
  child.stdin.end(`${statement}\n`);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject).once('close', resolve);
  if ((await promise) !== 0 || /ERROR|FATAL/.test(complaints))
    throw new Error(`PostgreSQL could not be set up: ${complaints}`);
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
