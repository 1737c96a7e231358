import { type Booking, listBookingsBetween } from '#features/bookings/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { laterDay, startOfDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { shareOf } from '#rules/money.ts';
import { isOverForGood, tenWeeks } from '#rules/pension/deadlines.ts';
import { PENSIONABLE_BASIS_POINTS } from '#rules/pension/form-a.ts';
import type { PensionPiece } from '#rules/pension/reckon-year.ts';
import { type PensionScheme, schemeOf } from '#rules/pension/scheme.ts';
import { pensionMonthOf } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';
import { listPensionedWork, type PensionedWork } from './pensioned-work.ts';
import { listPostPay, listPosts } from './posts-store.ts';

/** How long before the year work may lie whose money is still to come in it. */
const EARLIER_DAYS = 180;

/**
 * Pensionable work whose money is still to come: a forecast, for the simulator only. Work on Forms A and B counts in the month in which its
 * invoice is due, or would be by its payment terms; what is overdue is expected this month; what was given up, or can no longer be
 * pensioned, is left out. SOLO work that is booked counts in its own month.
 */
export async function expectedPieces(
  tx: OwnedTransaction,
  scheme: PensionScheme,
  year: SchemeYear,
  today: Temporal.PlainDate,
): Promise<PensionPiece[]> {
  return [...(await onForms(tx, scheme, year, today)), ...(await bySolo(tx, scheme, year))];
}

async function onForms(tx: OwnedTransaction, scheme: PensionScheme, year: SchemeYear, today: Temporal.PlainDate) {
  const { first, last } = schemeYearDays(year);
  const work = await listPensionedWork(tx, first.subtract({ days: EARLIER_DAYS }), last);
  return work
    .filter(it => schemeOf(it.booking.organisationNation) === scheme && isToCome(it, today))
    .map(({ booking, form }) => {
      const due = form?.dueOn ?? booking.workDate.add({ days: booking.paymentTermsDays });
      return { booking, day: laterDay(due, today) };
    })
    .filter(({ day }) => schemeYearOf(day) === year)
    .map(
      ({ booking, day }): PensionPiece => ({
        ...pieceOf(booking),
        kind: 'form_a',
        month: pensionMonthOf(day),
        pensionablePence: shareOf(booking.total.workPence, PENSIONABLE_BASIS_POINTS),
      }),
    );
}

function isToCome({ booking, form }: PensionedWork, today: Temporal.PlainDate): boolean {
  if (form?.givenUp || (form && form.paidOn !== null)) return false;
  const { lastChance } = tenWeeks(form?.firstDay ?? booking.workDate, form?.lastDay ?? booking.workDate);
  return !isOverForGood(booking.organisationNation, lastChance, today);
}

/** What is worked already counts as it is. A month that the provider told, and one that its continuous post forecasts, stand for the bookings. */
async function bySolo(tx: OwnedTransaction, scheme: PensionScheme, year: SchemeYear): Promise<PensionPiece[]> {
  const { first, last } = schemeYearDays(year);
  const [posts, pay] = [await listPosts(tx), await listPostPay(tx, year)];
  const isTold = (booking: Booking) =>
    posts.some(
      post =>
        post.kind === 'solo' &&
        post.organisationId === booking.organisationId &&
        pay.some(it => it.postId === post.id && (post.isContinuous || it.month === pensionMonthOf(booking.workDate))),
    );
  return (await listBookingsBetween(tx, startOfDay(first), startOfDay(last.add({ days: 1 }))))
    .filter(booking => booking.pensionRoute === 'solo' && booking.state === 'confirmed')
    .filter(booking => schemeOf(booking.organisationNation) === scheme && schemeYearOf(booking.workDate) === year)
    .filter(booking => !isTold(booking))
    .map(booking => ({
      ...pieceOf(booking),
      kind: 'solo',
      month: pensionMonthOf(booking.workDate),
      pensionablePence: booking.total.workPence,
    }));
}

function pieceOf(booking: Booking) {
  return {
    key: showId('booking', booking.id),
    label: booking.organisationName,
    periods: [{ from: booking.workDate, to: booking.workDate }],
    usedBasisPoints: undefined,
    expected: true,
  };
}
