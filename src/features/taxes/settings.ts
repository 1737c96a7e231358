import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { recordFact } from '#platform/facts.ts';
import { ZERO } from '#rules/money.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import type { SettingsInput } from './input.ts';
import { readSettingsRow, writeSettings } from './store.ts';

/** What the locum says of a tax year; the usual where nothing is said. */
export type TaxSettings = SettingsInput;

const NOTHING_SAID: TaxSettings = {
  basis: 'cash',
  region: null,
  loanPlans: [],
  employment: ZERO,
  other: ZERO,
  taxPaid: ZERO,
  loanPaid: ZERO,
  voluntaryClass2: false,
  pension: null,
  onAccount: null,
  expectedProfit: null,
};

export async function readSettings(tx: OwnedTransaction, year: TaxYear): Promise<TaxSettings> {
  return (await readSettingsRow(tx, year)) ?? NOTHING_SAID;
}

/** Keeps what the locum says of a tax year; said again it replaces what was said before. */
export async function keepSettings(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  year: TaxYear,
  input: SettingsInput,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await writeSettings(tx, year, input, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'tax_year.changed', subjectId: tx.accountId, details: { year } });
  });
}
