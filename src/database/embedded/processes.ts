import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a process with this id exists, ours or not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The process's whole command line; empty where there is none, or it has ended and only waits to be collected. */
export function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trimEnd();
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Tells a process from a later one that got the same id: when it began. Empty where it cannot be told. */
export function beginningOf(pid: number): string {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the second field is the name in brackets and may hold spaces; the beginning is the 22nd
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** This process as the notes beside the database name it. */
export function ownMark(): string {
  return `${process.pid} ${beginningOf(process.pid)}`;
}

/** Whether the process that left this mark still lives. */
export function marksLiving(mark: string): boolean {
  const [pid, ...beginning] = mark.trim().split(' ');
  return isAlive(Number(pid)) && beginningOf(Number(pid)) === beginning.join(' ');
}
