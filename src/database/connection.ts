import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type EmbeddedOptions, startEmbedded } from './embedded/start-embedded.ts';
import type { Tables } from './tables.ts';
import { TemporalClient, temporalTypes } from './temporal-client.ts';

/** Where the database is: any PostgreSQL by URL, one whose connection is known already, or our own embedded one. */
export type DatabaseConfig = (
  | { readonly url: string }
  | { readonly connection: pg.ClientConfig }
  | { readonly embedded: EmbeddedOptions }
) & {
  /** How many connections pages, API and jobs may hold at once in this process. */
  readonly appConnections?: number;
  /** Hears of connections that broke while idle; the pool replaces them by itself. */
  readonly onConnectionLost?: (fault: Error) => void;
};

export interface Database {
  /** How to connect as the owner of the schema; what the queue is given. */
  readonly connection: pg.ClientConfig;
  /** The owner of the schema, for migrations and the queue. Row-level security is forced, so it reads rows only where it is a superuser. */
  readonly admin: pg.Pool;
  /** Pages, API and jobs: role sessional_app, under row-level security, Temporal values, statements end after 30 seconds. */
  readonly app: Kysely<Tables>;
  /** What has to be known before an owner is: role sessional_auth, Temporal values. Counting tries, and finding out whose an API key is. */
  readonly signIn: Kysely<Tables>;
  /** What strangers may see: role sessional_public, Temporal values. Public pages and the directory. */
  readonly strangers: Kysely<Tables>;
  /** Sign-in only: role sessional_auth, with the driver's own parsers (Date), as better-auth expects. */
  readonly authPool: pg.Pool;
  /** Closes every connection, then stops the embedded server where this process is its last user. */
  close(): Promise<void>;
}

const STATEMENT_TIMEOUT_MS = 30_000;
/** A transaction that waits this long for its own process has lost it; its locks must not outlive that. */
const IDLE_TRANSACTION_TIMEOUT_MS = 60_000;

/** Opens the database; connections are made when first used. `migrate` first: it makes the roles. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const server = 'embedded' in config ? await startEmbedded(config.embedded) : undefined;
  const connection =
    server?.connection ?? ('url' in config ? fromUrl(config.url) : 'connection' in config ? config.connection : {});
  const pool = (max: number, settings: Record<string, string | number>, extra: pg.PoolConfig = {}) => {
    const made = new pg.Pool({ ...connection, options: startOptions(connection, settings), max, ...extra });
    // without a listener a server restart would end the process
    made.on('error', fault => config.onConnectionLost?.(fault));
    return made;
  };
  const admin = pool(5, {});
  const authPool = pool(4, { role: 'sessional_auth', statement_timeout: STATEMENT_TIMEOUT_MS });
  const appPool = pool(
    config.appConnections ?? 10,
    {
      role: 'sessional_app',
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
    },
    { Client: TemporalClient, types: temporalTypes },
  );
  const signInPool = pool(
    3,
    { role: 'sessional_auth', statement_timeout: STATEMENT_TIMEOUT_MS },
    { Client: TemporalClient, types: temporalTypes },
  );
  const strangersPool = pool(
    4,
    { role: 'sessional_public', statement_timeout: STATEMENT_TIMEOUT_MS },
    { Client: TemporalClient, types: temporalTypes },
  );
  const strangers = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: strangersPool }) });
  const app = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: appPool }) });
  const signIn = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: signInPool }) });
  let closed: Promise<void> | undefined;
  const close = async () => {
    // a Kysely that never connected does not end its pool
    await Promise.all([app.destroy(), signIn.destroy(), strangers.destroy(), authPool.end(), admin.end()]);
    if (!appPool.ended) await appPool.end();
    if (!signInPool.ended) await signInPool.end();
    if (!strangersPool.ended) await strangersPool.end();
    await server?.stop();
  };
  return { connection, admin, app, signIn, strangers, authPool, close: () => (closed ??= close()) };
}

/** The URL's own `options` would override ours, so they are taken out of it and put before ours. */
function fromUrl(url: string): pg.ClientConfig {
  const parsed = new URL(url);
  const options = parsed.searchParams.get('options');
  parsed.searchParams.delete('options');
  return { connectionString: parsed.href, ...(options ? { options } : {}) };
}

function startOptions(connection: pg.ClientConfig, settings: Record<string, string | number>): string {
  const ours = Object.entries({ timezone: 'UTC', ...settings }).map(([name, value]) => `-c ${name}=${value}`);
  return [connection.options, ...ours].filter(Boolean).join(' ');
}
