/**
 * `npm run bench`: what the claims in docs are measured with. One account with a year of data (the demo) among 10,000; pages beside a bare
 * Hono handler that runs the very same SQL statements, in the same run; start, memory, bytes; invoice PDFs beside Chromium.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import autocannon from 'autocannon';
import pg from 'pg';
import { HttpBrowser, startApp } from '#tests/support/app-process.ts';
import { fillDatabase } from './fill-database.ts';
import { type Statement, statementsOf } from './statements.ts';

const SECONDS = Number(process.argv[2] ?? 8);
const CONNECTIONS = 8;

const folder = mkdtempSync(join(tmpdir(), 'sessional-bench-'));
chmodSync(folder, 0o755);
console.log(`${cpus().length} processors, ${cpus()[0]?.model.trim()}, Node ${process.version}`);

let app = await startApp({ DATA_FOLDER: folder });
const browser = new HttpBrowser();
await browser.post(app.url, '/demo/amara', {});
const socket = socketFolder();
// its connections end with the server when that is started again
const admin = new pg.Pool({ host: socket, user: 'sessional', database: 'sessional', max: 2 }).on('error', () => {});
await fillDatabase(admin, 10_000);
console.log(
  `database: ${(await admin.query('SELECT count(*)::int AS n FROM accounts')).rows[0].n} accounts, ${(await admin.query('SELECT count(*)::int AS n FROM bookings')).rows[0].n} bookings`,
);

await app.stop();
const began = performance.now();
app = await startApp({ DATA_FOLDER: folder });
console.log(`start on existing data: ${Math.round(performance.now() - began)} ms`);

const list = await browser.get(app.url, '/invoices');
const invoice = /\/invoices\/inv_\w+/.exec(list.text)?.[0] ?? '/invoices';
const cookie = browser.cookies();
for (const path of ['/today', '/bookings', invoice]) await comparePage(path);

console.log(`memory after that, both servers: ${memory()} MB`);
for (const path of ['/', '/today']) console.log(`first load of ${path}: ${await firstLoad(path)}`);
await admin.end();
await app.stop();
rmSync(folder, { recursive: true, force: true });
execFileSync(process.execPath, ['bench/invoice-pdf.ts'], { stdio: 'inherit' });

async function comparePage(path: string): Promise<void> {
  const statements = await statementsOf(admin, join(folder, 'postgres/server/log'), () => browser.get(app.url, path));
  const { text } = await browser.get(app.url, path);
  const bare = await startBare(statements, text);
  const ours = await load(`${app.url}${path}`);
  const theirs = await load(bare.url);
  bare.stop();
  console.log(
    `${path.replace(/inv_\w+/, '…')}: ${ours.rate.toFixed(0)} requests a second, p95 about ${ours.late} ms; bare handler with the same ${statements.length} statements ` +
      `${theirs.rate.toFixed(0)}, ${theirs.late} ms; ratio ${(ours.rate / theirs.rate).toFixed(2)}`,
  );
}

async function load(url: string): Promise<{ rate: number; late: number }> {
  const options = { url, connections: CONNECTIONS, headers: { cookie } };
  await autocannon({ ...options, duration: 2 });
  const { requests, latency, non2xx } = await autocannon({ ...options, duration: SECONDS });
  if (non2xx > 0) throw new Error(`${non2xx} answers of ${url} were no pages`);
  return { rate: requests.average, late: latency.p97_5 };
}

/** The bare handler, in a process of its own as the application is. */
async function startBare(statements: readonly Statement[], body: string): Promise<{ url: string; stop: () => void }> {
  const input = join(folder, 'bare.json');
  writeFileSync(input, JSON.stringify({ socket, statements, body }));
  const child = spawn(process.execPath, ['bench/bare-server.ts', input], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>(resolve => child.stdout.once('data', chunk => resolve(String(chunk).trim())));
  return { url, stop: () => child.kill() };
}

async function firstLoad(path: string): Promise<string> {
  const page = (await (path === '/' ? new HttpBrowser() : browser).get(app.url, path)).text;
  const files = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(match => match[1] ?? '');
  const sizes = files.map(file => readFileSync(join('dist/client', `${file}.br`)).length);
  const html = brotliCompressSync(page).length;
  return `${html} B of HTML, ${files.map((file, i) => `${sizes[i]} B ${file.endsWith('.css') ? 'of style' : 'of script'}`).join(', ')}; ${html + sizes.reduce((a, b) => a + b, 0)} B in all, brotli`;
}

/** Proportional set size of Node and every PostgreSQL process of this installation, in MB. */
function memory(): number {
  const processes = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  const postmaster = readFileSync(join(folder, 'postgres/server/cluster/postmaster.pid'), 'utf8').split('\n')[0] ?? '';
  const ours = processes.filter(
    pid => pid === String(app.child.pid) || pid === postmaster || parentOf(pid) === postmaster,
  );
  return Math.round(ours.reduce((sum, pid) => sum + shareOf(pid), 0) / 1024);
}

/** Proportional set size in kB; nothing for a connection that ended while we looked. */
function shareOf(pid: string): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function parentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] ?? '';
  } catch {
    return '';
  }
}

function socketFolder(): string {
  return readFileSync(join(folder, 'postgres/server/cluster/postmaster.pid'), 'utf8').split('\n')[4] ?? '';
}
