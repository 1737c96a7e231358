/**
 * Makes a fresh clone ready: installs packages where they are missing or older than the lock, and, told `build`, builds what
 * the sources have outgrown. Plain JavaScript for any Node from 20, without packages, since it runs before there are any.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

if (isOlder('node_modules/.package-lock.json', 'package-lock.json')) {
  console.error('Installing packages (once) …');
  const npm = process.env.npm_execpath;
  run(npm ? process.execPath : 'npm', [...(npm ? [npm] : []), 'ci', '--no-fund', '--no-audit', '--loglevel=error']);
}

if (process.argv[2] === 'build' && isBuildStale()) {
  console.error('Building …');
  run(nodeBinary(), ['node_modules/vite/bin/vite.js', 'build', '--app', '--logLevel', 'warn']);
}

/** The pinned Node, whatever started us. */
function nodeBinary() {
  const pinned = join('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  return existsSync(pinned) ? pinned : process.execPath;
}

function isBuildStale() {
  const built = 'dist/server/main.js';
  if (!existsSync(built)) return true;
  const since = statSync(built).mtimeMs;
  return ['package-lock.json', 'vite.config.ts', ...sources('src')].some(file => statSync(file).mtimeMs > since);
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory()
      ? sources(join(folder, entry.name))
      : /\.(tsx?|css)$/.test(entry.name) && !/\.test\./.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  );
}

function isOlder(file, than) {
  return !existsSync(file) || statSync(file).mtimeMs < statSync(than).mtimeMs;
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}
