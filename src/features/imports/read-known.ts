import { listOrganisations } from '#features/organisations/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { nameKey } from './cells.ts';
import type { Known } from './planned.ts';

/**
 * Everything of an account that a line could repeat or run into, without what this batch made itself: so a plan says the same before,
 * during and after its import. Reads the tables of bookings, invoices and profiles, writes none.
 */
export async function readKnown(
  tx: OwnedTransaction,
  batchId: Id<'importBatch'>,
  today: Temporal.PlainDate,
): Promise<Known> {
  const own = await tx.db
    .selectFrom('import_made')
    .select('thing_id')
    .where('account_id', '=', tx.accountId)
    .where('batch_id', '=', batchId)
    .execute();
  const mine = new Set(own.map(row => row.thing_id));
  const organisations = (await listOrganisations(tx)).filter(it => !mine.has(it.id));
  const sessions = await tx.db
    .selectFrom('bookings as b')
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'b.account_id').onRef('o.id', '=', 'b.organisation_id'),
    )
    .select(['b.id', 'b.starts_at', 'b.ends_at', 'b.actual_starts_at', 'b.actual_ends_at', 'o.name'])
    .where('b.account_id', '=', tx.accountId)
    .where('b.state', 'in', ['confirmed', 'delivered', 'invoiced', 'paid'])
    .execute();
  const invoices = await tx.db
    .selectFrom('invoices')
    .select(['id', 'number_text', 'import_batch_id', 'state'])
    .where('account_id', '=', tx.accountId)
    .where('number_text', 'is not', null)
    .execute();
  return {
    today,
    organisations: new Map(organisations.map(it => [nameKey(it.name), it.name])),
    odsCodes: new Set(organisations.flatMap(it => (it.odsCode === null ? [] : [it.odsCode]))),
    sessions: sessions
      .filter(it => !mine.has(it.id))
      .map(it => ({
        from: (it.actual_starts_at ?? it.starts_at).epochMilliseconds,
        to: (it.actual_ends_at ?? it.ends_at).epochMilliseconds,
        organisation: it.name,
      })),
    invoices: new Map(
      invoices.flatMap(({ id, number_text: number, import_batch_id: batch, state }) =>
        mine.has(id) || number === null
          ? []
          : [[number.toLowerCase(), { id, number, isImported: batch !== null, state }] as const],
      ),
    ),
    inFile: new Map(),
    series: await readSeries(tx),
  };
}

async function readSeries(tx: OwnedTransaction): Promise<Known['series']> {
  const profile = await tx.db
    .selectFrom('profiles')
    .select('invoice_prefix')
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  const counter = await tx.db
    .selectFrom('invoice_counters')
    .select('last_number')
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  return { prefix: profile?.invoice_prefix ?? 'INV-', last: counter?.last_number ?? 0 };
}
