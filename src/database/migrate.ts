import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import type pg from 'pg';
import { ensureRoles } from './roles.ts';

/**
 * Brings the database up to the newest of the numbered SQL files, each in a transaction of its own, and answers the names of
 * those it applied. Any number of processes may call it at once: one applies, the others wait and find nothing left to do.
 * The pool is the schema owner's. Throws the database's own fault, with the file's name, and leaves what came before it applied.
 */
export async function migrate(pool: pg.Pool, folder: string): Promise<string[]> {
  await ensureRoles(pool);
  // Kysely looks at the tables before it takes its own lock, and faults on a column that another process drops in that moment
  const gate = await pool.connect();
  try {
    await gate.query('SELECT pg_advisory_lock($1)', [GATE]);
    return await applyAll(pool, folder);
  } finally {
    await gate.query('SELECT pg_advisory_unlock($1)', [GATE]);
    gate.release();
  }
}

/** Any number of our own, so that no other program at the server stands at the same gate. */
const GATE = 7_203_551_904;

async function applyAll(pool: pg.Pool, folder: string): Promise<string[]> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const migrator = new Migrator({ db, provider: new SqlFiles(folder) });
  const applied: string[] = [];
  for (;;) {
    // one step at a time: Kysely's migrateToLatest would put all of them into one transaction
    const { error, results = [] } = await migrator.migrateUp();
    const failed = results.find(result => result.status === 'Error');
    if (error !== undefined) {
      throw new Error(
        `Migration ${failed?.migrationName ?? ''} failed: ${error instanceof Error ? error.message : error}`,
        { cause: error },
      );
    }
    if (results.length === 0) return applied;
    applied.push(...results.map(result => result.migrationName));
  }
}

/** `NNNN-why.sql`, in order of their numbers; a number is used once. */
class SqlFiles implements MigrationProvider {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async getMigrations(): Promise<Record<string, Migration>> {
    const files = (await readdir(this.#folder)).filter(name => name.endsWith('.sql')).sort();
    const numbers = new Set<string>();
    for (const file of files) {
      const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1];
      if (number === undefined) throw new Error(`${file} is not named like 0001-why.sql`);
      if (numbers.has(number)) throw new Error(`two migrations have the number ${number}`);
      numbers.add(number);
    }
    const migrations = files.map(async file => {
      const text = await readFile(join(this.#folder, file), 'utf8');
      return [
        file.slice(0, -'.sql'.length),
        {
          up: db =>
            sql
              .raw(text)
              .execute(db)
              .then(() => {}),
        },
      ] as const satisfies [string, Migration];
    });
    return Object.fromEntries(await Promise.all(migrations));
  }
}
