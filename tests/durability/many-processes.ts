/**
 * Two web processes and two workers on one PostgreSQL server given by DATABASE_URL, all four started at once on an empty database;
 * in front of them a proxy that hands every request to the next web process. Checks that nobody notices, then runs the main job's
 * journey and, with `suite`, against that server the tests of what lies close to it: database, adapters, locks, numbers, tenancy. Needs
 * the build.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '#database/embedded/start-embedded.ts';
import { type AppProcess, HttpBrowser, mailsIn, signUpOver, startApp, until } from '#tests/support/app-process.ts';

/** Everything else speaks to PostgreSQL through these, and runs on the embedded one. */
const CLOSE_TO_IT = [
  'src/database',
  'src/adapters/queue',
  'src/features/audit',
  'src/features/billing/billing',
  'src/features/bookings',
  'tests/migrations',
  'tests/row-level-security',
];

const folder = mkdtempSync(join(tmpdir(), 'sessional-many-'));
chmodSync(folder, 0o755);
const port = await freePort();
const server = await startEmbedded({
  folder: join(folder, 'postgres'),
  durable: false,
  tcp: { port, password: 'only on this machine' },
});
const url = `postgresql://${server.connection.user}:only%20on%20this%20machine@127.0.0.1:${port}/sessional_many`;
await onServer(`CREATE DATABASE sessional_many`);

const env = { DATABASE_URL: url, DATA_FOLDER: join(folder, 'data') };
const apps: AppProcess[] = await Promise.all([
  startApp({ ...env, SESSIONAL_ROLE: 'web' }),
  startApp({ ...env, SESSIONAL_ROLE: 'web' }),
  startApp({ ...env, SESSIONAL_ROLE: 'worker' }),
  startApp({ ...env, SESSIONAL_ROLE: 'worker' }),
]);
const [a, b] = apps.map(app => app.url);
if (!a || !b) throw new Error('two web processes say where they are');
const failures: string[] = [];

const applied = await onDatabase<{ n: number; all: number }>(
  'SELECT count(DISTINCT name)::int AS n, count(*)::int AS all FROM kysely_migration',
);
check(
  'four processes that start at once migrate once',
  applied[0]?.n === applied[0]?.all && (applied[0]?.n ?? 0) >= 13,
);

const people = Array.from({ length: 6 }, (_, i) => `person${i}@example.org`);
await Promise.all(people.map(email => signUpOver(new HttpBrowser(), { signUp: a, verify: b }, env.DATA_FOLDER, email)));
check('who signs up at one process is confirmed at the other', true);

await until(
  'all mails to be sent',
  async () => (await onDatabase("SELECT 1 FROM mails WHERE state = 'queued'")).length === 0,
);
const sent = await onDatabase<{ n: number }>("SELECT count(*)::int AS n FROM mails WHERE state = 'sent'");
check(
  'two workers deliver every mail exactly once',
  sent[0]?.n === people.length && mailsIn(env.DATA_FOLDER).length === people.length,
);

const proxy = await startProxy([a, b]);
check(
  'the main job through both processes in turn',
  (await run(['node_modules/@playwright/test/cli.js', 'test', 'main-job', '--project=desktop'], {
    JOURNEY_URL: proxy.url,
  })) === 0,
);
if (process.argv[2] === 'suite') {
  check(
    'the tests of database, queue, log, locks, numbers and tenancy on that server',
    (await run(['node_modules/vitest/vitest.mjs', 'run', '--project', 'node', '--reporter=dot', ...CLOSE_TO_IT], {
      TEST_DATABASE_URL: url,
    })) === 0,
  );
}

proxy.close();
const codes = await Promise.all(apps.map(app => app.stop()));
check(
  'all four end cleanly',
  codes.every(code => code === 0),
);
await server.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(failures.length === 0 ? 0 : 1);

function check(what: string, holds: boolean): void {
  console.log(`${holds ? '✓' : '✗'} ${what}`);
  if (!holds) failures.push(what);
}

async function onDatabase<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return (await client.query<Row>(statement).finally(() => client.end())).rows;
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(server.connection);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

function run(args: string[], more: Record<string, string>): Promise<number | null> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...more },
  });
  return new Promise(resolve => child.once('exit', resolve));
}

/** Hands each request to the next of the addresses, host and all headers as they came. */
async function startProxy(targets: readonly string[]): Promise<{ url: string; close: () => void }> {
  let turn = 0;
  const proxy = createServer((incoming, outgoing) => {
    const target = new URL(targets[turn++ % targets.length] ?? a ?? '');
    const onward = request(
      { host: '127.0.0.1', port: target.port, path: incoming.url, method: incoming.method, headers: incoming.headers },
      answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(proxy.address() as AddressInfo).port}`,
    close() {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}

async function freePort(): Promise<number> {
  const socket = createSocketServer();
  await new Promise<void>(resolve => socket.listen(0, '127.0.0.1', resolve));
  const { port: free } = socket.address() as AddressInfo;
  await new Promise(resolve => socket.close(resolve));
  return free;
}
