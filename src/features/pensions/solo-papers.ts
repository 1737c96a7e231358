import { WORK_TYPE_LABELS } from '#features/bookings/index.ts';
import { readProfile } from '#features/profile/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import type { Id } from '#rules/ids.ts';
import { sumPence } from '#rules/money.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import { type PensionMonth, pensionMonthDays, pensionMonthOf } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearOf } from '#rules/tax-year.ts';
import { readPensionYear, tierInUse } from './pension-year.ts';
import { readMember } from './read-member.ts';
import type { SoloAnnual, SoloRecord } from './solo-content.ts';
import { readSoloYear, sumKnown } from './solo-works.ts';

type Ctx = Needs<'clock' | 'cipher'>;

/** What stands on the annual SOLO paper; undefined where there was no SOLO work in the year. */
export async function readSoloAnnual(
  ctx: Ctx,
  tx: OwnedTransaction,
  scheme: PensionScheme,
  year: SchemeYear,
): Promise<SoloAnnual | undefined> {
  const providers = await readSoloYear(tx, scheme, year);
  if (providers.length === 0) return undefined;
  return {
    madeAt: ctx.clock.now(),
    scheme,
    schemeYear: year.replace('-', '/'),
    member: await readMember(ctx, tx),
    providers,
    pensionablePence: sumPence(providers.map(it => it.pensionablePence)),
    contributedPence: sumKnown(providers.map(it => it.contributedPence)),
  };
}

/** What stands on the record of one provider's SOLO work of a month; undefined where none is booked here. */
export async function readSoloRecord(
  ctx: Ctx,
  tx: OwnedTransaction,
  of: { readonly scheme: PensionScheme; readonly organisation: Id<'organisation'>; readonly month: PensionMonth },
): Promise<SoloRecord | undefined> {
  const { scheme, organisation, month } = of;
  const year = schemeYearOf(pensionMonthDays(month).last);
  const provider = (await readSoloYear(tx, scheme, year)).find(it => it.organisationId === organisation);
  const works = (provider?.bookings ?? []).filter(it => pensionMonthOf(it.workDate) === month);
  if (!provider || works.length === 0) return undefined;
  const reckoned = await readPensionYear(tx, scheme, year, ctx.clock.today());
  const tier = tierInUse(reckoned, await readProfile(ctx, tx), month);
  return {
    madeAt: ctx.clock.now(),
    scheme,
    schemeYear: year.replace('-', '/'),
    member: await readMember(ctx, tx),
    provider: { name: provider.name, ...(provider.code ? { code: provider.code } : {}) },
    month,
    ...(tier ? { tierBasisPoints: tier.basisPoints } : {}),
    works: works.map(booking => ({
      day: booking.workDate,
      work: WORK_TYPE_LABELS[booking.workType],
      feePence: booking.total.feePence,
      extraWorkPence: booking.total.extraWorkPence,
      pensionablePence: booking.total.workPence,
    })),
    pensionablePence: sumPence(works.map(booking => booking.total.workPence)),
  };
}
