/**
 * Kills the whole application in the middle of writes, again and again, and counts what was acknowledged and is gone: nothing may be.
 * `node tests/durability/kill-rounds.ts 50`. In every second round PostgreSQL is killed too. Needs the build.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '#platform/ids.ts';
import { showId } from '#rules/ids.ts';
import { type AppProcess, HttpBrowser, signUpOver, startApp } from '#tests/support/app-process.ts';

const rounds = Number(process.argv[2] ?? 5);
const WRITERS = 4;

const folder = mkdtempSync(join(tmpdir(), 'sessional-kill-'));
// as root the database's own user has to reach it
chmodSync(folder, 0o755);
const env = { DATA_FOLDER: folder };
const acknowledged: string[] = [];
const browser = new HttpBrowser();

let app = await startApp(env);
await signUpOver(browser, { signUp: app.url, verify: app.url }, folder, 'durable@example.org');
for (let round = 1; round <= rounds; round++) {
  // a different moment each round: after some thirteen, some forty acknowledged writes
  await writeAndKill(app, 5 + ((round * 17) % 40), round % 2 === 0);
  app = await startApp(env);
}

const lost: string[] = [];
for (const name of acknowledged) {
  const { text } = await browser.get(app.url, `/organisations?name=${encodeURIComponent(name)}`);
  if (!text.includes(`>${name}<`)) lost.push(name);
}
const code = await app.stop();
rmSync(folder, { recursive: true, force: true });
console.log(
  `${rounds} rounds of kill -9, ${Math.floor(rounds / 2)} of them with PostgreSQL too: ${acknowledged.length} rows acknowledged, ${lost.length} lost, last stop with ${code}`,
);
process.exit(lost.length === 0 && code === 0 && acknowledged.length > rounds ? 0 : 1);

/** Several writers at once, each waiting for its answer; the kill comes between any two of their steps. */
async function writeAndKill(running: AppProcess, after: number, withServer: boolean): Promise<void> {
  let written = 0;
  let isOver = false;
  const over = Promise.withResolvers<void>();
  const writers = Array.from({ length: WRITERS }, async () => {
    while (!isOver) {
      const id = showId('organisation', newId('organisation'));
      const name = `Practice ${id.slice(-12)}`;
      const answer = await browser
        .post(running.url, '/organisations/new', { id, name, kind: 'gp_practice', nation: 'england' })
        .catch(() => undefined);
      if (answer?.status !== 303 || answer.location.startsWith('/sign-in')) continue;
      acknowledged.push(name);
      written++;
      if (written >= after) over.resolve();
    }
  });
  await over.promise;
  isOver = true;
  if (withServer) killPostgres();
  await running.kill();
  await Promise.all(writers);
}

/** The postmaster by its own note; its children end when it is gone. */
function killPostgres(): void {
  const [pid] = readFileSync(join(folder, 'postgres/server/cluster/postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
}
