import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { ZERO } from '#rules/money.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import type { SettingsInput } from './input.ts';
import { readSettingsRow, writeSettings } from './store.ts';
import { listUpdates } from './update-store.ts';

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
  quarters: 'standard',
};

export async function readSettings(tx: OwnedTransaction, year: TaxYear): Promise<TaxSettings> {
  return (await readSettingsRow(tx, year)) ?? NOTHING_SAID;
}

/** Keeps what the locum says of a tax year; said again it replaces what was said before. Refuses other quarters once an update was sent. */
export async function keepSettings(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  year: TaxYear,
  input: SettingsInput,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await checkQuarters(tx, year, input);
    await writeSettings(tx, year, input, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'tax_year.changed', subjectId: tx.accountId, details: { year } });
  });
}

/** The kind of quarters holds for the whole year: totals by one kind cannot be compared with those by the other. */
async function checkQuarters(tx: OwnedTransaction, year: TaxYear, { quarters }: SettingsInput): Promise<void> {
  const [sent] = await listUpdates(tx, year);
  if (sent && sent.quarters !== quarters)
    throw new InputRefusal({ quarters: 'You marked an update of this year as sent. Take the mark back first.' });
}
