import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#database/embedded/start-embedded.ts';
import { migrate } from '#database/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The run's one PostgreSQL, and the migrated database that every test database is a copy of. */
    testServer: { connection: TestConnection; template: string };
  }
}

/** What can travel to the test's process: `pg.ClientConfig` has functions too. */
export type TestConnection =
  | { connectionString: string }
  | { host: string; port: number; user: string; database: string };

/** Vitest's global set-up: one server for the run (TEST_DATABASE_URL, or an embedded one in a temporary folder), gone at its end. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  try {
    const template = `sessional_template_${randomUUID().replaceAll('-', '')}`;
    await onServer(server.connection, `CREATE DATABASE ${template}`);
    const pool = new pg.Pool(atDatabase(server.connection, template));
    await migrate(pool, 'src/database/migrations').finally(() => pool.end());
    project.provide('testServer', { connection: server.connection, template });
    return async () => {
      await onServer(server.connection, `DROP DATABASE ${template}`).finally(server.stop);
    };
  } catch (fault) {
    await server.stop();
    throw fault;
  }
}

/** The same server, another database. */
export function atDatabase(connection: TestConnection, database: string): TestConnection {
  if (!('connectionString' in connection)) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}

async function startServer(): Promise<{ connection: TestConnection; stop: () => Promise<void> }> {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { connection: { connectionString: url }, stop: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'sessional-tests-'));
  const { connection, stop } = await startEmbedded({ folder, durable: false });
  return { connection, stop: () => stop().finally(() => rm(folder, { recursive: true, force: true })) };
}

async function onServer(connection: TestConnection, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
