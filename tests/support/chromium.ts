import { execFile } from 'node:child_process';
import { access, constants, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A real Chromium and the arguments it needs on this machine, for `chromium.launch` of Playwright. */
export interface FoundChromium {
  readonly executablePath: string;
  readonly args: string[];
}

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Chromium's own sandbox refuses to run as root; a machine of tests has no graphics card and calls nobody. */
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

let found: Promise<FoundChromium> | undefined;

/**
 * The machine's own Chromium; where there is none, Debian's package where apt-get may be used, or else the one that comes
 * through npm. Looked for once. Rejects where none can be had.
 */
export function findChromium(): Promise<FoundChromium> {
  found ??= look();
  return found;
}

async function look(): Promise<FoundChromium> {
  const installed = (await firstExecutable(INSTALLED)) ?? (await installFromDebian());
  return installed ? { executablePath: installed, args: ARGS } : unpackFromNpm();
}

async function firstExecutable(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return path;
  }
  return undefined;
}

async function installFromDebian(): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !(await firstExecutable(['/usr/bin/apt-get']))) return undefined;
  const run = promisify(execFile);
  try {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', 'chromium'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch {
    // no network or not Debian: the one from npm is still there
    return undefined;
  }
  return firstExecutable(INSTALLED);
}

/** It unpacks itself into the temporary folder, which two users cannot share. */
async function unpackFromNpm(): Promise<FoundChromium> {
  const folder = join(tmpdir(), `sessional-chromium-${process.getuid?.() ?? 'user'}`);
  await mkdir(folder, { recursive: true });
  process.env.TMPDIR = folder;
  const { default: packaged } = await import('@sparticuz/chromium');
  return { executablePath: await packaged.executablePath(), args: [...packaged.args, ...ARGS] };
}
