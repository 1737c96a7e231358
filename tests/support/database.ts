import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '#database/connection.ts';
import { atDatabase } from './start-test-server.ts';

/** PostgreSQL copies a database only while nobody else is in it, the copier next door included. */
const OBJECT_IN_USE = '55006';

/** A database of the caller's own, as migrated; for `beforeAll`. `close` drops it. */
export async function testDatabase(): Promise<Database> {
  const { connection, template } = inject('testServer');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const server = new pg.Pool({ ...connection, max: 1 });
  await copyTemplate(server, name, template);
  const database = await openDatabase({ connection: atDatabase(connection, name), appConnections: 5 });
  const close = async () => {
    await database.close();
    await server.query(`DROP DATABASE ${name}`).finally(() => server.end());
  };
  return { ...database, close };
}

async function copyTemplate(server: pg.Pool, name: string, template: string): Promise<void> {
  for (;;) {
    try {
      await server.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY wal_log`);
      return;
    } catch (fault) {
      const isBusy = fault instanceof Error && 'code' in fault && fault.code === OBJECT_IN_USE;
      if (!isBusy) throw fault;
    }
  }
}
