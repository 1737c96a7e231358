import type { OwnedTransaction } from '#platform/access.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import type { PensionMonth } from '#rules/pension-month.ts';

/** What somebody does about a provider's SOLO work of a month, in order: nothing here can see it, so the locum says it. */
export const SOLO_STEPS = ['record', 'sent', 'signed', 'received', 'paid'] as const;
export type SoloStepKind = (typeof SOLO_STEPS)[number];

/** Which SOLO work: a provider's of one month. */
export interface SoloKey {
  readonly scheme: PensionScheme;
  /** `org_…` where its work is booked here, else `pst_…`. */
  readonly provider: string;
  readonly month: PensionMonth;
}

export interface SoloStep {
  readonly step: SoloStepKind;
  readonly on: Temporal.PlainDate;
  /** By whom, or under which reference. */
  readonly note: string;
}

/** The steps of all SOLO work, by provider and month. */
export async function listSoloSteps(tx: OwnedTransaction): Promise<(of: SoloKey) => readonly SoloStep[]> {
  const rows = await tx.db
    .selectFrom('pension_solo_steps')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .execute();
  const steps = Map.groupBy(rows, row =>
    keyOf({ scheme: row.scheme, provider: row.provider, month: row.work_month as PensionMonth }),
  );
  return of => (steps.get(keyOf(of)) ?? []).map(row => ({ step: row.step, on: row.done_on, note: row.note }));
}

/** Keeps a step; said again it replaces what was said. */
export async function upsertSoloStep(
  tx: OwnedTransaction,
  of: SoloKey,
  step: SoloStep,
  now: Temporal.Instant,
): Promise<void> {
  const columns = { done_on: step.on, note: step.note, updated_at: now };
  await tx.db
    .insertInto('pension_solo_steps')
    .values({
      account_id: tx.accountId,
      scheme: of.scheme,
      provider: of.provider,
      work_month: of.month,
      step: step.step,
      ...columns,
    })
    .onConflict(conflict =>
      conflict.columns(['account_id', 'scheme', 'provider', 'work_month', 'step']).doUpdateSet(columns),
    )
    .execute();
}

/** Answers false where the step is not there. */
export async function deleteSoloStep(tx: OwnedTransaction, of: SoloKey, step: SoloStepKind): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('pension_solo_steps')
    .where('account_id', '=', tx.accountId)
    .where('scheme', '=', of.scheme)
    .where('provider', '=', of.provider)
    .where('work_month', '=', of.month)
    .where('step', '=', step)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

function keyOf({ scheme, provider, month }: SoloKey): string {
  return `${scheme} ${provider} ${month}`;
}
