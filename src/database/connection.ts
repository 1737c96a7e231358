import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

/** Which of the database's roles a pool works as. `admin` is whoever the connection signs in as: for migrations and the queue. */
export type DatabaseRole = 'admin' | 'sessional_app' | 'sessional_auth';

/** Where the database is: a URL, or the parts of a connection to the embedded server. */
export type DatabaseAddress =
  | { readonly url: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

const STATEMENT_SECONDS = 30;

/** A pool of connections of one role. Values come as {@link parserFor} gives them; Temporal values may be passed as parameters. */
export function openPool(address: DatabaseAddress, role: DatabaseRole, most: number): pg.Pool {
  const options = [
    `-c timezone=UTC`,
    role === 'admin' ? '' : `-c role=${role} -c statement_timeout=${STATEMENT_SECONDS}s`,
  ].join(' ');
  const pool = new pg.Pool({
    ...partsOf(address),
    max: most,
    options,
    application_name: `sessional ${role}`,
    Client: TemporalClient,
  });
  // a connection that breaks while idle is replaced by the pool; the next query tells of it
  pool.on('error', () => {});
  return pool;
}

/** The pool for queries of a schema. */
export function queriesOn<Schema>(pool: pg.Pool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

/** A pool for better-auth, which speaks Date: the driver's own parsers. */
export function openSignInPool(address: DatabaseAddress, most: number): pg.Pool {
  const pool = new pg.Pool({
    ...partsOf(address),
    max: most,
    options: '-c timezone=UTC -c role=sessional_auth',
    application_name: 'sessional sign-in',
  });
  pool.on('error', () => {});
  return pool;
}

function partsOf(address: DatabaseAddress): pg.PoolConfig {
  return 'url' in address ? { connectionString: address.url } : address;
}

/** A client that reads dates and moments as Temporal and big integers as numbers, and writes Temporal values as text. */
class TemporalClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super({
      ...(typeof config === 'string' ? { connectionString: config } : config),
      types: { getTypeParser: parserFor },
    });
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((text: unknown, values: unknown, callback: unknown) =>
      query(text, Array.isArray(values) ? values.map(asParameter) : values, callback)) as typeof this.query;
  }
}

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

/** int8 → safe integer, date → PlainDate, timestamptz → Instant; all else as the driver reads it. */
function parserFor(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === INT8) return safeInteger;
  if (oid === DATE) return text => Temporal.PlainDate.from(text);
  if (oid === TIMESTAMPTZ)
    return text => Temporal.Instant.from(text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00'));
  return pg.types.getTypeParser(oid, format as 'text');
}

function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError('a number from the database is too large to be exact');
  return number;
}

function asParameter(value: unknown): unknown {
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate || value instanceof Temporal.PlainTime)
    return value.toString();
  return Array.isArray(value) ? value.map(asParameter) : value;
}
