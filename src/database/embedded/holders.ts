import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock, withLock } from './lock.ts';
import { marksLiving, ownMark } from './processes.ts';

export interface Holder {
  /** Gives the server up; where nobody else holds it, ends it and waits for that. */
  leave(): Promise<void>;
}

/** What ends the server: asks it to at once, and answers when it has. */
export type EndServer = () => { ended: Promise<void> };

let holds = 0;

/** Writes down that this process uses the server, until it leaves or exits. Call it under the folder's lock. */
export function hold(folder: string, end: EndServer): Holder {
  const holders = join(folder, 'holders');
  mkdirSync(holders, { recursive: true });
  const own = join(holders, `${process.pid}-${++holds}`);
  writeFileSync(own, ownMark());

  const leaveAtExit = () => {
    // where another process has the lock it is attaching or leaving, and will end the server when it leaves
    const release = tryLock(folder);
    rmSync(own, { force: true });
    if (release && !isHeld(holders)) end();
    release?.();
  };
  process.once('exit', leaveAtExit);

  let left: Promise<void> | undefined;
  const leave = () =>
    withLock(folder, async () => {
      process.off('exit', leaveAtExit);
      rmSync(own, { force: true });
      if (!isHeld(holders)) await end().ended;
    });
  return { leave: () => (left ??= leave()) };
}

/** Whether a living process holds the server; forgets those that died without leaving. */
function isHeld(holders: string): boolean {
  const living = readdirSync(holders).filter(name => {
    const path = join(holders, name);
    if (marksLiving(readFileSync(path, 'utf8'))) return true;
    rmSync(path, { force: true });
    return false;
  });
  return living.length > 0;
}
