import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { atDatabase } from '#tests/support/start-test-server.ts';
import { migrate } from './migrate.ts';

const server = inject('testServer');
let folder: string;
let name: string;
let pool: pg.Pool;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sessional-migrations-'));
  name = `test_${randomUUID().replaceAll('-', '')}`;
  await atServer(`CREATE DATABASE ${name}`);
  pool = newPool();
});

afterEach(async () => {
  await pool.end();
  await atServer(`DROP DATABASE ${name}`);
  await rm(folder, { recursive: true });
});

test('four processes that start at once on an empty database migrate it once', async () => {
  const pools = [pool, newPool(), newPool(), newPool()];
  const applied = await Promise.all(pools.map(each => migrate(each, 'src/database/migrations')));
  await Promise.all(pools.slice(1).map(each => each.end()));
  const names = applied.flat();
  expect(names).toContain('0001-owner-and-roles');
  expect(new Set(names).size).toBe(names.length);
  expect(await migrate(pool, 'src/database/migrations')).toEqual([]);
});

test('a migration that fails leaves nothing of itself, keeps those before it, and says which it was', async () => {
  await file('0001-first.sql', 'CREATE TABLE first (id int); INSERT INTO first VALUES (1);');
  await file('0002-second.sql', 'CREATE TABLE second (id int); SELECT 1 / 0;');
  await expect(migrate(pool, folder)).rejects.toThrow('Migration 0002-second failed: division by zero');
  await file('0002-second.sql', 'CREATE TABLE second (id int);');
  expect(await migrate(pool, folder)).toEqual(['0002-second']);
  expect((await pool.query('SELECT id FROM first')).rows).toEqual([{ id: 1 }]);
});

test('a migration may alter the table that the one before it filled', async () => {
  await file(
    '0001-first.sql',
    'CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED); INSERT INTO b VALUES (1); INSERT INTO a VALUES (1);',
  );
  await file('0002-second.sql', 'ALTER TABLE b ADD COLUMN note text NOT NULL DEFAULT $$none$$;');
  expect(await migrate(pool, folder)).toEqual(['0001-first', '0002-second']);
});

test('no migrations yet is a migrated database', async () => {
  expect(await migrate(pool, folder)).toEqual([]);
});

test.each([
  [['first.sql'], 'not named like'],
  [['0001-a.sql', '0001-b.sql'], 'two migrations have the number 0001'],
])('files named %j are refused', async (files, reason) => {
  for (const each of files) await file(each, 'SELECT 1');
  await expect(migrate(pool, folder)).rejects.toThrow(reason);
});

function newPool(): pg.Pool {
  return new pg.Pool({ ...atDatabase(server.connection, name), max: 2 });
}

async function file(path: string, text: string): Promise<void> {
  await writeFile(join(folder, path), text);
}

async function atServer(statement: string): Promise<void> {
  const client = new pg.Client(server.connection);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
