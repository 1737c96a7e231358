import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type pg from 'pg';

/**
 * Brings a database to the newest schema: the roles, then every numbered file that it has not seen, all in one transaction
 * under a lock, so that processes that start together migrate once. `upTo` stops after that file (for tests).
 */
export async function migrate(pool: pg.Pool, folder: string, upTo?: string): Promise<void> {
  await ensureRoles(pool);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: pool }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => readMigrations(folder) } });
  const { error } = upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo);
  if (error) throw error;
}

/** Names of the migrations in their order. */
export function migrationNames(folder: string): string[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.sql'))
    .map(file => file.slice(0, -'.sql'.length))
    .toSorted();
}

function readMigrations(folder: string): Record<string, Migration> {
  return Object.fromEntries(
    migrationNames(folder).map(name => [
      name,
      {
        up: (db: Kysely<unknown>) =>
          sql
            .raw(readFileSync(join(folder, `${name}.sql`), 'utf8'))
            .execute(db)
            .then(() => {}),
      },
    ]),
  );
}

/** Roles belong to the server, not to a database: made once, and lent to whoever signs in. Another process may be faster. */
async function ensureRoles(pool: pg.Pool): Promise<void> {
  await pool.query(`
    DO $$
    DECLARE wanted text;
    BEGIN
      FOREACH wanted IN ARRAY ARRAY['sessional_app', 'sessional_auth'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
          BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
          EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
          END;
        END IF;
        IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
          EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END IF;
      END LOOP;
    END $$`);
}

