import { earlierDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import type { WorkedRun } from '#rules/pension/form-a.ts';
import type { PensionPiece } from '#rules/pension/reckon-year.ts';
import { pensionMonthDays, schemeYearMonths } from '#rules/pension-month.ts';
import { schemeYearDays } from '#rules/tax-year.ts';
import type { PensionYear } from './pension-year.ts';
import type { Post } from './posts-store.ts';

/**
 * What continuous posts are still expected to bring to a year: from the month after the last whose pay was told to the year's or the
 * post's end, each month as that last one, with their days. A forecast, for the simulator only.
 */
export function expectedOfPosts(year: Pick<PensionYear, 'year' | 'posts' | 'pay'>): {
  readonly pieces: readonly PensionPiece[];
  readonly cover: readonly WorkedRun[];
} {
  const expected = year.posts.map(post => expectedOf(post, year));
  return { pieces: expected.flatMap(it => it.pieces), cover: expected.flatMap(it => it.cover) };
}

function expectedOf(post: Post, { year, pay }: Pick<PensionYear, 'year' | 'pay'>) {
  const last = pay.filter(it => it.postId === post.id).at(-1);
  if (post.kind === 'officer' || !post.isContinuous || !last) return { pieces: [], cover: [] };
  const { kind, employer: label } = post;
  const end = post.endedOn ? earlierDay(post.endedOn, schemeYearDays(year).last) : schemeYearDays(year).last;
  const from = pensionMonthDays(last.month).last.add({ days: 1 });
  if (Temporal.PlainDate.compare(from, end) > 0) return { pieces: [], cover: [] };
  const pieces = schemeYearMonths(year)
    .filter(month => month > last.month && Temporal.PlainDate.compare(pensionMonthDays(month).first, end) <= 0)
    .map(
      (month): PensionPiece => ({
        key: `${showId('post', post.id)}-${month}`,
        kind,
        label,
        month,
        pensionablePence: last.pensionablePence,
        periods: [],
        usedBasisPoints: undefined,
        expected: true,
      }),
    );
  return { pieces, cover: [{ from, to: end }] };
}
