import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { commandOf } from './processes.ts';
import { type EmbeddedConnection, type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './start-embedded.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;

/** A folder that was started in and stopped once: copied where a test is not about the first start, which takes longest. */
let startedOnce: string;
beforeAll(async () => {
  startedOnce = mkdtempSync(join(tmpdir(), 'sessional-launcher-'));
  await (await startEmbedded({ folder: startedOnce, durable: false })).stop();
});
afterAll(() => rmSync(startedOnce, { recursive: true, force: true }));

let folder: string;
/** What has to end before the folder goes, the latest first. */
let endings: (() => Promise<void>)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sessional-launcher-'));
  chmodSync(folder, 0o755);
  endings = [];
});
afterEach(async () => {
  for (const end of endings.toReversed()) await end();
  const server = existsSync(join(folder, 'server')) ? realpathSync(join(folder, 'server')) : folder;
  rmSync(server, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

describe('one process', () => {
  test('finds its rows again at the second start, which takes less than a second', async () => {
    const first = await start();
    await query(first.connection, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
    await first.stop();
    expect(isServing()).toBe(false);
    const began = performance.now();
    const second = await start();
    expect(performance.now() - began).toBeLessThan(1000);
    expect(await query(second.connection, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  test('has a durable server that sorts and stores UTF-8 and is reached by a private socket alone', async () => {
    const server = await start({ durable: true });
    const settings = await query(
      server.connection,
      `SELECT current_setting('fsync') AS fsync, current_setting('listen_addresses') AS tcp, current_setting('timezone') AS zone,
        pg_encoding_to_char(encoding) AS encoding, upper('é') AS upper FROM pg_database WHERE datname = current_database()`,
    );
    expect(settings).toEqual([{ fsync: 'on', tcp: '', zone: 'UTC', encoding: 'UTF8', upper: 'É' }]);
    expect(statSync(server.connection.host).mode & 0o777).toBe(0o700);
  });

  test('may stop twice', async () => {
    isUsed();
    const server = await start();
    await Promise.all([server.stop(), server.stop()]);
    expect(isServing()).toBe(false);
  });

  test('that opens it twice keeps it until it has closed it twice', async () => {
    isUsed();
    const [first, second] = await Promise.all([start(), start()]);
    await first.stop();
    expect(await query(second.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await second.stop();
    expect(isServing()).toBe(false);
  });

  test('reaches it by TCP with the password only', async () => {
    isUsed();
    const port = await freePort();
    const server = await start({ tcp: { port, password: 'correct horse' } });
    const byTcp = { ...server.connection, host: '127.0.0.1' };
    expect(await query({ ...byTcp, password: 'correct horse' }, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await expect(query({ ...byTcp, password: 'wrong' }, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });
});

describe('several processes', () => {
  test('that start at once on an empty folder share one server, and the last to leave stops it', async () => {
    const users = await Promise.all([use(), use(), use()]);
    const servers = new Set(await Promise.all(users.map(({ connection }) => serverPid(connection))));
    expect(servers.size).toBe(1);
    const [first, second, third] = users as [User, User, User];
    await ends(first, 'SIGTERM');
    await ends(second, 'SIGTERM');
    expect(await query(third.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await ends(third, 'SIGTERM');
    expect(isServing()).toBe(false);
  });

  test('one that was killed leaves the server running; the next attaches to it, and stops it', async () => {
    isUsed();
    const killed = await use();
    await query(killed.connection, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
    const before = await serverPid(killed.connection);
    await ends(killed, 'SIGKILL');
    expect(isServing()).toBe(true);
    const said: string[] = [];
    const next = await start({ log: line => said.push(line) });
    expect(await serverPid(next.connection)).toBe(before);
    expect(said).toEqual([expect.stringMatching(/^attached to the PostgreSQL/)]);
    expect(await query(next.connection, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await next.stop();
    expect(isServing()).toBe(false);
  });

  test('one that was killed while it held the lock does not keep the others out', async () => {
    isUsed();
    writeFileSync(join(folder, 'starting.lock'), '4194303 12345');
    const server = await start();
    expect(await query(server.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  test('one that exits without stopping takes the server with it', async () => {
    isUsed();
    await ends(await use(), 'SIGUSR2');
    await vi.waitFor(() => expect(isServing()).toBe(false), { timeout: 10_000 });
  });

  test('stopped by SIGTERM, it leaves nothing to recover', async () => {
    isUsed();
    await ends(await use(), 'SIGTERM');
    expect(existsSync(join(folder, 'server', 'cluster', 'postmaster.pid'))).toBe(false);
    const server = await start();
    expect(logOf(server)).not.toContain('was not properly shut down');
  });
});

describe('after an accident', () => {
  test('a killed server is started again with every row that was committed', async () => {
    isUsed();
    const killed = await start({ durable: true });
    await query(killed.connection, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
    process.kill(await serverPid(killed.connection), 'SIGKILL');
    await vi.waitFor(() => expect(isServing()).toBe(false));
    const server = await start({ durable: true });
    expect(await query(server.connection, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    expect(logOf(server)).toContain('was not properly shut down');
  });

  test('a note of a dead server whose process id another program has now is not believed', async () => {
    isUsed();
    const note = [
      process.pid,
      join(folder, 'server', 'cluster'),
      1,
      5432,
      join(folder, 'server', 'run'),
      '',
      '',
      'ready',
    ];
    writeFileSync(join(folder, 'server', 'cluster', 'postmaster.pid'), `${note.join('\n')}\n`);
    const server = await start();
    expect(await query(server.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  test('a first start that was cut short is begun again', async () => {
    isUsed();
    rmSync(join(folder, 'server', 'cluster'), { recursive: true });
    mkdirSync(join(folder, 'server', 'cluster-unfinished-1'));
    const server = await start();
    expect(await query(server.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(existsSync(join(folder, 'server', 'cluster-unfinished-1'))).toBe(false);
  });

  test('a database of another major version is refused and left as it is', async () => {
    isUsed();
    const version = join(folder, 'server', 'cluster', 'PG_VERSION');
    writeFileSync(version, '16\n');
    await expect(start()).rejects.toThrow(
      /is of PostgreSQL 16, and this version of Sessional brings PostgreSQL 18. Nothing was changed/,
    );
    expect(readFileSync(version, 'utf8')).toBe('16\n');
    expect(isServing()).toBe(false);
  });

  test('what PostgreSQL says is told where it does not start', async () => {
    isUsed();
    writeFileSync(join(folder, 'server', 'cluster', 'postgresql.conf'), 'no such setting\n');
    await expect(start()).rejects.toThrow(/did not start.*syntax error in file/s);
  });
});

test('in a folder whose path is too long for a socket, the socket is in the temporary folder, as private', async () => {
  const server = await start({ folder: join(folder, 'a'.repeat(60), 'b'.repeat(60)) });
  expect(server.connection.host.startsWith(join(tmpdir(), 'sessional-'))).toBe(true);
  expect(statSync(server.connection.host).mode & 0o777).toBe(0o700);
  expect(await query(server.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  await server.stop();
  rmSync(server.connection.host, { recursive: true });
});

describe.runIf(isRoot)('as root', () => {
  test('the server runs as another user, who owns the cluster', async () => {
    const server = await start();
    const owner = statSync(join(folder, 'server', 'cluster')).uid;
    expect(owner).not.toBe(0);
    expect(readFileSync(`/proc/${await serverPid(server.connection)}/status`, 'utf8')).toContain(`Uid:\t${owner}\t`);
  });

  test('a folder that the server’s user cannot reach has its files elsewhere, found again at the next start', async () => {
    chmodSync(folder, 0o700);
    const said: string[] = [];
    const options = { folder: join(folder, 'data'), log: (line: string) => said.push(line) };
    const first = await start(options);
    const elsewhere = realpathSync(join(folder, 'data', 'server'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
    expect(elsewhere).toMatch(/^\/var\/lib\/sessional\/[0-9a-f]{16}$/);
    expect(said).toEqual([expect.stringContaining(elsewhere)]);
    await query(first.connection, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
    await first.stop();
    const second = await start(options);
    expect(await query(second.connection, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await second.stop();
    rmSync(elsewhere, { recursive: true });
    await expect(start(options)).rejects.toThrow(`points to ${elsewhere}, which is not there`);
  });

  test('a database that an ordinary user made is still run as that user', async () => {
    chownSync(folder, NOBODY, NOBODY);
    const own = await use({ uid: NOBODY, gid: NOBODY });
    expect(await query(own.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await ends(own, 'SIGTERM');
    const server = await start();
    expect(readFileSync(`/proc/${await serverPid(server.connection)}/status`, 'utf8')).toContain(`Uid:\t${NOBODY}\t`);
  });

  test('an ordinary user is told that the database is another’s', async () => {
    isUsed();
    chmodSync(folder, 0o777);
    chmodSync(join(folder, 'server'), 0o755);
    await expect(use({ uid: NOBODY, gid: NOBODY })).rejects.toThrow(/belongs to user id/);
  });
});

/** The folder is as a first start and stop left it. */
function isUsed(): void {
  execFileSync('cp', ['-a', join(startedOnce, 'server'), folder]);
}

/** Stops at the end of the test, whatever came of it. */
async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> {
  const server = await startEmbedded({ folder, durable: false, ...options });
  endings.push(() => server.stop());
  return server;
}

interface User {
  readonly child: ChildProcess;
  readonly connection: EmbeddedConnection;
}

/** A process of its own that uses the folder's server. */
async function use(as: { uid?: number; gid?: number } = {}): Promise<User> {
  const child = spawn(process.execPath, ['tests/support/use-embedded.ts', folder], {
    ...as,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endings.push(async () => {
    if (child.exitCode === null && child.signalCode === null) await ends({ child }, 'SIGTERM');
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    complaints += text;
  });
  for await (const line of createInterface(child.stdout))
    return { child, connection: JSON.parse(line) as EmbeddedConnection };
  throw new Error(complaints);
}

async function ends({ child }: Pick<User, 'child'>, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function query(connection: pg.ClientConfig, text: string): Promise<unknown> {
  const client = new pg.Client(connection);
  // a server that is killed breaks the connection, which is no news here
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid({ host }: EmbeddedConnection): Promise<number> {
  const lock = readFileSync(join(host, '.s.PGSQL.5432.lock'), 'utf8');
  return Number(lock.split('\n')[0]);
}

/** Whether a server runs in the folder. */
function isServing(): boolean {
  const note = join(folder, 'server', 'cluster', 'postmaster.pid');
  return existsSync(note) && commandOf(Number(readFileSync(note, 'utf8').split('\n')[0])).includes('postgres');
}

function logOf(server: EmbeddedServer): string {
  const logs = join(server.folder, 'server', 'log');
  const day = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format();
  return readFileSync(join(logs, `postgresql-${day}.log`), 'utf8');
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  return typeof address === 'object' && address ? address.port : 0;
}
