import type { OwnedTransaction } from '#platform/access.ts';
import type { TenWeeksLeft } from './deadlines.ts';
import { type KeptFormB, listFormBs } from './form-b-store.ts';

/**
 * The last day on which contributions went to HSC Pensions, where that is more than three months ago and new work in Northern Ireland waits
 * for its Form B: an SS14 has to go there again first (https://hscpensions.hscni.net/hsc-pension-scheme/pracitioners/locums, read
 * 2026-11-23). What starts the three months is not told; the day of the last payment, else of the last Form B, is taken.
 */
export async function contributionsLapsed(
  tx: OwnedTransaction,
  work: readonly TenWeeksLeft[],
  today: Temporal.PlainDate,
): Promise<Temporal.PlainDate | undefined> {
  if (!work.some(it => it.booking.organisationNation === 'northern_ireland')) return undefined;
  const last = (await listFormBs(tx)).flatMap(contributedOn).toSorted(Temporal.PlainDate.compare).at(-1);
  return last && Temporal.PlainDate.compare(last.add({ months: 3 }), today) < 0 ? last : undefined;
}

function contributedOn(form: KeptFormB): Temporal.PlainDate[] {
  if (form.scheme !== 'northern_ireland' || form.rejected) return [];
  const on = form.paid?.on ?? form.submittedOn;
  return on ? [on] : [];
}
