import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type ClusterNeeds, serverEnvironment, writeAccessRules } from './cluster.ts';
import { commandOf } from './processes.ts';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly socketFolder: string;
}

export interface PostmasterNeeds extends ClusterNeeds {
  readonly socketFolder: string;
  readonly port: number;
  readonly tcp: boolean;
}

const POLL_MS = 10;
/** Recovery after a crash replays the log and may take minutes; a server that is alive is waited for. */
const READY_MS = 600_000;
const STOP_MS = 30_000;
/** Sessions of a server that was killed notice and end by themselves; until then a new one refuses to start. */
const REMAINS_MS = 15_000;

/** The server that runs in this cluster, once it is ready; undefined where none does. Removes what a dead one left. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const note = readNote(cluster);
  if (!note) return undefined;
  if (isServerOf(note.pid, cluster)) return waitUntilReady(cluster, note.pid);
  // its id may have gone to another program since, and PostgreSQL would take that for a running server; about another
  // PostgreSQL (the folder was moved under it?) PostgreSQL decides better than we
  if (!commandOf(note.pid).includes('postgres')) rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return undefined;
}

/** Starts the server and answers when it takes connections. Throws with what it said where it does not start. */
export async function startPostmaster(needs: PostmasterNeeds): Promise<Postmaster> {
  const began = performance.now();
  writeAccessRules(needs.place.cluster, needs.tcp);
  for (;;) {
    clearDeadSocket(needs);
    const pid = launch(needs);
    const server = await waitUntilReady(needs.place.cluster, pid);
    if (server) return server;
    const said = readFileSync(startLog(needs), 'utf8').trim();
    const remains = said.includes('pre-existing shared memory block') && performance.now() - began < REMAINS_MS;
    if (!remains)
      throw new Error(
        `PostgreSQL did not start in ${needs.place.cluster}:\n${said}\nIts log is in ${needs.place.logs}.`,
      );
    await pause(POLL_MS * 10);
  }
}

/**
 * Asks the server to end: sessions are cut off, what is committed is written, and nothing is left to recover. The request is
 * made at once, so that it can be the last act of a process; `ended` resolves when the server is gone.
 */
export function endPostmaster(cluster: string): { ended: Promise<void> } {
  const note = readNote(cluster);
  if (!note || !isServerOf(note.pid, cluster)) return { ended: Promise.resolve() };
  process.kill(note.pid, 'SIGINT');
  return { ended: waitUntilGone(cluster, note.pid) };
}

/**
 * A killed server leaves its socket's lock behind, with its number in it. Where the number is still taken, by another program or by
 * its own remains that nobody collected, PostgreSQL would take it for a running server.
 */
function clearDeadSocket({ socketFolder, port }: PostmasterNeeds): void {
  const lock = join(socketFolder, `.s.PGSQL.${port}.lock`);
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  if (!commandOf(pid).includes('postgres')) rmSync(lock, { force: true });
}

function launch({ place, binaries, user, durable, socketFolder, port, tcp }: PostmasterNeeds): number {
  const settings = {
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    log_directory: place.logs,
    listen_addresses: tcp ? '127.0.0.1' : '',
    port: String(port),
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const start = openSync(startLog({ place }), 'w', 0o600);
  const args = [
    '-D',
    place.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  // detached: Ctrl-C in a terminal goes to us alone, and we end the server when we have finished with it
  const child = spawn(binaries.postgres, args, {
    cwd: place.path,
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', start, start],
    ...user.drop,
  });
  closeSync(start);
  child.unref();
  // without a listener a failed spawn would end the process; it shows as an undefined pid below
  child.on('error', () => {});
  if (child.pid === undefined) throw new Error(`${binaries.postgres} could not be run.`);
  return child.pid;
}

/** Undefined where the process ended before it was ready. */
async function waitUntilReady(cluster: string, pid: number): Promise<Postmaster | undefined> {
  const began = performance.now();
  while (isServerOf(pid, cluster)) {
    const note = readNote(cluster);
    if (note?.pid === pid && note.ready) return note;
    if (performance.now() - began > READY_MS)
      throw new Error(`PostgreSQL in ${cluster} (process ${pid}) is running but not ready.`);
    await pause(POLL_MS);
  }
  return undefined;
}

async function waitUntilGone(cluster: string, pid: number): Promise<void> {
  const began = performance.now();
  while (isServerOf(pid, cluster)) {
    if (performance.now() - began > STOP_MS) {
      process.kill(pid, 'SIGQUIT');
      throw new Error(
        `PostgreSQL in ${cluster} did not stop within ${STOP_MS / 1000} seconds and was made to; it recovers at its next start.`,
      );
    }
    await pause(POLL_MS);
  }
}

function isServerOf(pid: number, cluster: string): boolean {
  return `${commandOf(pid)} `.includes(` -D ${cluster} `);
}

/** postmaster.pid, whose lines are: pid, cluster, start time, port, socket folder, address, shared memory, state. */
function readNote(cluster: string): (Postmaster & { ready: boolean }) | undefined {
  const path = join(cluster, 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  let lines: string[];
  try {
    lines = readFileSync(path, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  return {
    pid: Number(lines[0]),
    port: Number(lines[3]),
    socketFolder: lines[4] ?? '',
    ready: lines[7]?.trim() === 'ready',
  };
}

function startLog({ place }: Pick<ClusterNeeds, 'place'>): string {
  return join(place.logs, 'start.log');
}
