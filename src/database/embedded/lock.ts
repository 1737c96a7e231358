import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { marksLiving, ownMark } from './processes.ts';

const RETRY_MS = 20;
/** Longer than the first start on a slow disk, or the recovery after a crash. */
const PATIENCE_MS = 300_000;
/** Breaking a dead process's lock takes microseconds; a mark of it this old was left by another dead process. */
const BREAKING_MS = 10_000;

let calls = 0;

/** Runs the work while no other process (and no other call in this one) starts or stops the server of this folder. */
export async function withLock<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  let release = tryLock(folder);
  while (!release) {
    if (performance.now() - began > PATIENCE_MS)
      throw new Error(`Another process has been starting the database in ${folder} for five minutes.`);
    await pause(RETRY_MS);
    release = tryLock(folder);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/** One attempt, without waiting: answers how to release, or undefined where another holds it. */
export function tryLock(folder: string): (() => void) | undefined {
  const lock = join(folder, 'starting.lock');
  const mine = `${lock}.${process.pid}.${++calls}`;
  // a link appears with its content, unlike a new file: nobody ever reads half a mark
  writeFileSync(mine, ownMark());
  try {
    linkSync(mine, lock);
    return () => rmSync(lock, { force: true });
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
    breakIfDead(lock);
    return undefined;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Only one process at a time may break a lock, else the second would break the first one's new lock. */
function breakIfDead(lock: string): void {
  if (!isDead(lock)) return;
  const breaking = `${lock}.breaking`;
  try {
    writeFileSync(breaking, '', { flag: 'wx' });
  } catch {
    const age = statSync(breaking, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (performance.timeOrigin + performance.now() - age > BREAKING_MS) rmSync(breaking, { force: true });
    return;
  }
  if (isDead(lock)) rmSync(lock, { force: true });
  rmSync(breaking, { force: true });
}

function isDead(lock: string): boolean {
  try {
    return !marksLiving(readFileSync(lock, 'utf8'));
  } catch {
    return false;
  }
}
