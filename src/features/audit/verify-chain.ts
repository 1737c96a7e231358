import { createHash } from 'node:crypto';
import type pg from 'pg';

/** A place where a chain does not hold. */
export interface BrokenLink {
  readonly accountId: string;
  /** The first place at which it breaks. */
  readonly place: number;
  readonly why: 'altered' | 'missing' | 'cut';
}

export interface Verified {
  readonly accounts: number;
  readonly entries: number;
  readonly broken: readonly BrokenLink[];
  /** One hash over the last link of every account: kept elsewhere, it shows a log that was rewritten as a whole. */
  readonly seal: string;
}

const BATCH = 5_000;

/**
 * Walks every account's chain and computes each hash anew, by itself and not by the database's function. Names the first broken link
 * of each account. `pool` is the schema's owner, whom a policy lets read all entries. Reads in batches: a log may be long.
 */
export async function verifyChains(pool: pg.Pool): Promise<Verified> {
  const broken: BrokenLink[] = [];
  const seal = createHash('sha256');
  let [accounts, entries] = [0, 0];
  let at: Cursor | undefined;
  let chain: Chain | undefined;
  for (;;) {
    const rows = await readBatch(pool, at);
    for (const row of rows) {
      if (row.account_id !== chain?.accountId) {
        if (chain) seal.update(`${chain.accountId} ${chain.hash}\n`);
        chain = { accountId: row.account_id, place: 0, hash: '', isBroken: false };
        accounts++;
      }
      const why = faultOf(chain, row);
      if (why && !chain.isBroken) broken.push({ accountId: row.account_id, place: chain.place + 1, why });
      chain = {
        accountId: row.account_id,
        place: row.place,
        hash: row.hash,
        isBroken: chain.isBroken || why !== undefined,
      };
      entries++;
    }
    const last = rows.at(-1);
    if (!last) break;
    at = { accountId: last.account_id, place: last.place };
  }
  if (chain) seal.update(`${chain.accountId} ${chain.hash}\n`);
  const isBroken = new Set(broken.map(it => it.accountId));
  const cut = (await unaudited(pool)).filter(it => !isBroken.has(it.accountId));
  return { accounts, entries, broken: [...broken, ...cut], seal: seal.digest('hex') };
}

interface Cursor {
  readonly accountId: string;
  readonly place: number;
}

interface Chain {
  readonly accountId: string;
  readonly place: number;
  readonly hash: string;
  readonly isBroken: boolean;
}

interface Row {
  readonly account_id: string;
  readonly place: number;
  readonly previous: string;
  readonly hash: string;
  /** Every other column as text, in the order in which they are hashed. */
  readonly words: readonly string[];
}

async function readBatch(pool: pg.Pool, at: Cursor | undefined): Promise<Row[]> {
  const { rows } = await pool.query<Row>(
    `SELECT account_id::text, place::int, previous, hash,
       ARRAY[account_id::text, place::text, id::text, kind, subject_id::text, details::text, actor_kind,
         coalesce(actor_id::text, ''), coalesce(caller_hash, ''), coalesce(device, ''),
         to_char(happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')] AS words
     FROM audit_entries WHERE ($1::uuid IS NULL OR (account_id, place) > ($1::uuid, $2::bigint))
     ORDER BY account_id, place LIMIT ${BATCH}`,
    [at?.accountId ?? null, at?.place ?? 0],
  );
  return rows;
}

function faultOf(chain: Chain, row: Row): BrokenLink['why'] | undefined {
  if (row.place !== chain.place + 1) return 'missing';
  const text = [row.previous, ...row.words].join('\n');
  const hash = createHash('sha256').update(text, 'utf8').digest('hex');
  return row.previous === chain.hash && row.hash === hash ? undefined : 'altered';
}

/**
 * What the ledger of facts has and the log has not: an end that was cut off leaves a chain that holds. A schema's owner who is no
 * superuser sees no facts; there the seal alone shows a cut end.
 */
async function unaudited(pool: pg.Pool): Promise<BrokenLink[]> {
  const { rows } = await pool.query<{ account_id: string; last: number }>(
    `SELECT f.account_id::text,
       (SELECT coalesce(max(place), 0)::int FROM audit_entries e WHERE e.account_id = f.account_id) AS last
     FROM facts f WHERE NOT EXISTS (SELECT FROM audit_entries e WHERE e.account_id = f.account_id AND e.id = f.id)
     GROUP BY f.account_id ORDER BY 1`,
  );
  return rows.map(row => ({ accountId: row.account_id, place: row.last + 1, why: 'cut' }));
}
