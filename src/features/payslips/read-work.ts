import { listPaidByOthers } from '#features/bookings/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { lessPence, type Pence, sumPence, ZERO } from '#rules/money.ts';
import { expectedPay } from '#rules/payslips/expected-pay.ts';
import { payStanding } from '#rules/payslips/pay-standing.ts';
import type { Work } from './payslip.ts';
import { lastAsked, listPayslipLines, listPayslips, payerNames } from './store.ts';

/** All work that agencies, umbrella companies and payrolls pay for, beside what their payslips say of it; in the order of the work. */
export async function readWork(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<Work[]> {
  const works = await listPaidByOthers(tx);
  if (works.length === 0) return [];
  const [lines, slips, asked, names] = [
    Map.groupBy(await listPayslipLines(tx), it => it.bookingId),
    await listPayslips(tx),
    await lastAsked(tx),
    await payerNames(tx),
  ];
  // the latest payslip of each payer comes first
  const lastSlips = Map.groupBy(slips, it => it.payerId);
  return works.map(it => {
    const its = lines.get(it.booking.id) ?? [];
    const expected = expectedPay(it.booking.total, it.engagement.holidayBasisPoints);
    const paidPence = sumPence(its.map(line => line.amountPence));
    const { standing, gapPence } = payStanding(
      {
        workedOn: it.booking.workDate,
        expectedPence: expected.totalPence,
        paidPence,
        lastSlipOn: lastSlips.get(it.payerId)?.[0]?.paidOn,
      },
      today,
    );
    return {
      ...it,
      payerName: names.get(it.payerId) ?? '',
      expected,
      lines: its,
      paidPence,
      standing,
      gapPence,
      askedAt: asked.get(it.booking.id),
    };
  });
}

/** What is still to be paid for a piece of work, due or not; nought where too much was paid. */
export function leftOf(work: Work): Pence {
  return work.paidPence >= work.expected.totalPence ? ZERO : lessPence(work.expected.totalPence, work.paidPence);
}

/** What one payer left out. */
export interface PayGap {
  readonly payerId: Id<'organisation'>;
  readonly payerName: string;
  readonly works: readonly Work[];
  readonly gapPence: Pence;
}

/** Work that was paid short or not at all, by payer, the largest gap first. */
export function gapsOf(works: readonly Work[]): PayGap[] {
  const due = Map.groupBy(
    works.filter(it => it.gapPence > 0),
    it => it.payerId,
  );
  return [...due]
    .map(([payerId, its]) => ({
      payerId,
      payerName: its[0]?.payerName ?? '',
      works: its,
      gapPence: sumPence(its.map(it => it.gapPence)),
    }))
    .toSorted((a, b) => b.gapPence - a.gapPence);
}

/** The same, read: for pages of higher rooms. */
export async function readPayGaps(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<PayGap[]> {
  return gapsOf(await readWork(tx, today));
}
