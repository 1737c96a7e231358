import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';

/** A running installation of our own build with an empty data folder, or the one that JOURNEY_URL names (several processes on one database). */
async function startInstallation(): Promise<{ url: string; stop: () => Promise<void> }> {
  if (process.env.JOURNEY_URL) return { url: process.env.JOURNEY_URL, stop: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'sessional-journey-'));
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: { ...process.env, PORT: '0', DATA_FOLDER: folder, TZ: 'Asia/Tokyo' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await addressOf(child);
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await new Promise(resolve => child.once('exit', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk;
      const url = /Sessional is at (\S+)/.exec(said)?.[1];
      if (url) resolve(url.replace('127.0.0.1', 'localhost'));
    });
    child.once('exit', code => reject(new Error(`the installation ended with ${code}: ${said}`)));
  });
}

/** Playwright's test with an installation for each worker, as its base address. */
export const test = base.extend<object, { installation: string }>({
  installation: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const installation = await startInstallation();
      await use(installation.url);
      await installation.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ installation }, use) => use(installation),
});

export { expect } from '@playwright/test';
