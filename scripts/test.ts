/**
 * `npm test`: every check that there is, in the order in which they fail fastest. Does its own set-up, the browser included.
 * `npm run check` leaves out what needs a build. The last line is `N passed, N failed`.
 */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'sessional-test-'));
const tally = { passed: 0, failed: 0 };

single('types', ['typescript/bin/tsc', '--noEmit', '-p', '.']);
single('format and lint', ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']);
single('tables.ts is what the migrations make', undefined, ['scripts/generate-tables.ts', '--check']);
single('no dead code', ['knip/bin/knip.js']);
// half of the runs are far from Greenwich, on both sides of the date line
suite('rules', ['--project', 'rules'], 'Pacific/Auckland');
suite('everything on a real database', ['--project', 'node'], 'America/Los_Angeles');
if (process.argv[2] !== 'quick') {
  single('build', ['vite/bin/vite.js', 'build', '--app', '--logLevel', 'warn']);
  single('browser', undefined, ['scripts/find-browser.ts']);
  journeys();
  single('two web processes and two workers on one server, the tests close to it on it too', undefined, [
    'tests/durability/many-processes.ts',
    'suite',
  ]);
  single('kill -9 during writes loses nothing', undefined, [
    'tests/durability/kill-rounds.ts',
    process.env.KILL_ROUNDS ?? '5',
  ]);
}

rmSync(folder, { recursive: true, force: true });
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;

/** One command that is right or wrong as a whole. */
function single(name: string, tool: string[] | undefined, script: string[] = []): void {
  const started = performance.now();
  const args = tool ? [join('node_modules', tool[0] ?? ''), ...tool.slice(1)] : script;
  const run = node(args, {});
  say(run.status === 0, name, started);
}

/** A Vitest project; each of its tests counts. */
function suite(name: string, args: string[], zone: string): void {
  const started = performance.now();
  const report = join(folder, `${name}.json`);
  const run = node(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...args,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { TZ: zone },
  );
  const counts = read(report, (it: { numPassedTests: number; numFailedTests: number }) => [
    it.numPassedTests,
    it.numFailedTests,
  ]);
  count(name, run, counts, started);
}

/** Playwright; each journey on each screen counts. */
function journeys(): void {
  const started = performance.now();
  const report = join(folder, 'journeys.json');
  const run = node(['node_modules/@playwright/test/cli.js', 'test'], { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  const counts = read(
    report,
    (it: { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }) => [
      it.stats.expected,
      it.stats.unexpected + it.stats.flaky + it.stats.skipped,
    ],
  );
  count('journeys in a browser', run, counts, started);
}

function count(
  name: string,
  run: SpawnSyncReturns<Buffer>,
  counts: [number, number] | undefined,
  started: number,
): void {
  const [passed, failed] = counts ?? [0, 1];
  tally.passed += passed;
  // a run that ends badly without naming a failed test has failed all the same, and so has one without any test
  tally.failed += run.status === 0 && passed > 0 ? failed : Math.max(failed, 1);
  console.log(
    `${run.status === 0 && failed === 0 ? '✓' : '✗'} ${name}: ${passed} passed, ${failed} failed (${seconds(started)})`,
  );
}

function say(right: boolean, name: string, started: number): void {
  tally[right ? 'passed' : 'failed']++;
  console.log(`${right ? '✓' : '✗'} ${name} (${seconds(started)})`);
}

function read<Report>(file: string, pick: (report: Report) => number[]): [number, number] | undefined {
  try {
    const [passed = 0, failed = 0] = pick(JSON.parse(readFileSync(file, 'utf8')));
    return [passed, failed];
  } catch {
    return undefined;
  }
}

function node(args: string[], env: Record<string, string>): SpawnSyncReturns<Buffer> {
  return spawnSync(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, FORCE_COLOR: '0', ...env },
  });
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
