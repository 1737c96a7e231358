import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type PostgresPackage, runnablePrograms } from './binaries.ts';
import type { ServerUser } from './server-user.ts';

const isRoot = process.getuid?.() === 0;
const me: ServerUser = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, drop: undefined };

let home: string;
let installed: PostgresPackage;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sessional-package-'));
  const native = join(home, 'native');
  mkdirSync(join(native, 'bin'), { recursive: true });
  mkdirSync(join(native, 'lib'));
  for (const program of ['postgres', 'initdb'])
    writeFileSync(join(native, 'bin', program), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(native, 'lib', 'libpq.so.5.18'), 'the library');
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  installed = { native, version: `18.4.0-test-${randomUUID()}` };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test('library links that npm left out are made in place', () => {
  const programs = runnablePrograms(installed, home, me, () => {});
  expect(programs).toEqual({
    major: 18,
    postgres: join(installed.native, 'bin', 'postgres'),
    initdb: join(installed.native, 'bin', 'initdb'),
  });
  expect(readlinkSync(join(installed.native, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
});

test('links that are there already are left alone', () => {
  runnablePrograms(installed, home, me, () => {});
  expect(() => runnablePrograms(installed, home, me, () => {})).not.toThrow();
});

describe.runIf(isRoot)('as root', () => {
  const nobody: ServerUser = { uid: 65534, gid: 65534, drop: { uid: 65534, gid: 65534 } };

  test('programs in a home that the server’s user cannot enter run from a complete copy, made once', () => {
    chmodSync(home, 0o700);
    const said: string[] = [];
    const copy = `/var/lib/sessional/postgresql-${installed.version}`;
    onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
    const first = runnablePrograms(installed, home, nobody, line => said.push(line));
    expect(first.postgres).toBe(join(copy, 'native', 'bin', 'postgres'));
    expect(readlinkSync(join(copy, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
    expect(runnablePrograms(installed, home, nobody, line => said.push(line))).toEqual(first);
    expect(said).toHaveLength(1);
  });
});
