import { readSelfBilled } from '#features/payslips/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import { type VatWindow, vatWatchFrom, vatWindows } from '#rules/tax/vat-watch.ts';
import { type Days, isIn, type WorkRow } from './books.ts';
import { readCredits } from './read-credits.ts';
import { readWorked } from './read-worked.ts';
import { listTaxable, writeTreatment } from './vat-store.ts';

interface VatOrganisation {
  readonly id: Id<'organisation'>;
  readonly name: string;
  readonly isTaxable: boolean;
  /** Work of the twelve months to today. */
  readonly workPence: Pence;
}

export interface VatView {
  /** Today first, then the ends of twelve months. */
  readonly windows: readonly VatWindow[];
  /** Those that were worked for in the twelve months to today, and those said to be taxable, by name. */
  readonly organisations: readonly VatOrganisation[];
}

interface VatRow extends WorkRow {
  readonly isTaxable: boolean;
}

/** Turnover against the threshold for VAT, exempt and taxable work kept apart, by the day of work. */
export async function readVat(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<VatView> {
  const rows = await readVatRows(tx, { first: vatWatchFrom(today), last: today });
  const windows = vatWindows(rows, today);
  const [now] = windows;
  const year = rows.filter(row => now && isIn(now, row.on));
  const taxable = await listTaxable(tx);
  const names = await tx.db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('account_id', '=', tx.accountId)
    .orderBy('name')
    .execute();
  const organisations = names.map(({ id, name }) => ({
    id,
    name,
    isTaxable: taxable.has(id),
    workPence: sumPence(year.filter(row => row.organisationId === id).map(row => row.pence)),
  }));
  return { windows, organisations: organisations.filter(it => it.isTaxable || it.workPence !== 0) };
}

/** Pay for work of some days, each row with its treatment. The employer's pension share is no part of it. */
export async function readVatRows(tx: OwnedTransaction, days: Days): Promise<VatRow[]> {
  const taxable = await listTaxable(tx);
  const rows = [...(await readWorked(tx, days, await readCredits(tx))), ...(await readSelfBilled(tx, days))];
  return rows.map(row => ({ ...row, isTaxable: taxable.has(row.organisationId) }));
}

/** Says how work for an organisation is treated, all of it, past work too. */
export async function setTreatment(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  organisation: Id<'organisation'>,
  treatment: 'exempt' | 'taxable',
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const found = await tx.db
      .selectFrom('organisations')
      .select('id')
      .where('account_id', '=', tx.accountId)
      .where('id', '=', organisation)
      .executeTakeFirst();
    if (!found) throw notFound('organisation');
    await writeTreatment(tx, organisation, treatment, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'vat_treatment.changed', subjectId: organisation, details: { treatment } });
  });
}
