import { expect, test } from 'vitest';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { reckonYear } from '#rules/pension/reckon-year.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import { expectedOfPosts } from './expected-posts.ts';
import type { Post } from './posts-store.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const post: Post = {
  id: '01a20845-995c-7391-9a72-af453e9c5a96' as Id<'post'>,
  kind: 'salaried',
  employer: 'Aire Surgery',
  organisationId: null,
  scheme: 'england_and_wales',
  startedOn: day('2020-04-01'),
  endedOn: null,
  isContinuous: true,
};
const pay = [
  { postId: post.id, month: '2026-10' as PensionMonth, pensionablePence: pence(490_000), contributedPence: null },
  { postId: post.id, month: '2026-11' as PensionMonth, pensionablePence: pence(500_000), contributedPence: null },
];
const year = { year: '2026-27' as SchemeYear, posts: [post], pay };

test('a post that runs on is expected to pay as last told, to the year’s end, with its days', () => {
  const { pieces, cover } = expectedOfPosts(year);
  expect(pieces.map(piece => [piece.month, piece.pensionablePence])).toEqual([
    ['2026-12', 500_000],
    ['2027-01', 500_000],
    ['2027-02', 500_000],
    ['2027-03', 500_000],
  ]);
  expect(cover.map(run => `${run.from}/${run.to}`)).toEqual(['2026-12-01/2027-03-31']);
});

test('it ends with the post, and an officer post, one by single days, or one without pay brings nothing', () => {
  const ended = expectedOfPosts({ ...year, posts: [{ ...post, endedOn: day('2027-01-15') }] });
  expect(ended.pieces.map(piece => piece.month)).toEqual(['2026-12', '2027-01']);
  expect(ended.cover[0]?.to.toString()).toBe('2027-01-15');
  for (const change of [{ kind: 'officer' as const }, { isContinuous: false }])
    expect(expectedOfPosts({ ...year, posts: [{ ...post, ...change }] })).toEqual({ pieces: [], cover: [] });
  expect(expectedOfPosts({ ...year, pay: [] })).toEqual({ pieces: [], cover: [] });
});

test('£5,000 a month from April to November is the 10.7% tier, whatever the rest of the year will bring', () => {
  const months = ['04', '05', '06', '07', '08', '09', '10', '11'];
  const { parts } = reckonYear({
    scheme: 'england_and_wales',
    year: year.year,
    pieces: months.map(month => ({
      key: month,
      kind: 'salaried',
      label: post.employer,
      month: `2026-${month}` as PensionMonth,
      pensionablePence: pence(500_000),
      periods: [],
      usedBasisPoints: 1070,
    })),
    cover: [{ from: day('2026-04-01'), to: day('2026-11-30') }],
    daysAdjustment: 0,
    annualises: undefined,
    knownOn: day('2026-11-30'),
  });
  // £40,000 over 244 days, times 365, is £59,836.07
  expect(parts[0]).toMatchObject({ days: 244, annualisedPence: 5_983_607 });
  expect(parts[0]?.due).toMatchObject({ ok: true, tier: { basisPoints: 1070 } });
});
