/**
 * `node bench/pension.ts [years]`: how many locum-years are reckoned a second on one core, 60 pieces of 14 practices each; then the same
 * years with every month reckoned from scratch by the same rules on dates, in the same run. Both must agree to the penny.
 */
import { cpus } from 'node:os';
import { type Pence, pence, shareOf, sumPence } from '#rules/money.ts';
import { annualised, daysOfService } from '#rules/pension/annualise.ts';
import type { WorkedRun } from '#rules/pension/form-a.ts';
import { type PensionPiece, reckonYear, type YearInput } from '#rules/pension/reckon-year.ts';
import { tierFor } from '#rules/pension/tiers.ts';
import { type PensionMonth, pensionMonthDays, pensionMonthOf } from '#rules/pension-month.ts';
import { schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';

const YEARS = Number(process.argv[2] ?? 10_000);
const WARM_UP = 200;
const BATCH = 100;
const PIECES = 60;
const PRACTICES = 14;
const KNOWN_ON = Temporal.PlainDate.from('2026-11-23');
const STARTS = ['2023-04-01', '2024-04-01', '2025-04-01', '2026-04-01'].map(day => Temporal.PlainDate.from(day));

console.log(`${cpus().length} processors, ${cpus()[0]?.model.trim()}, Node ${process.version}`);
console.log(`node bench/pension.ts ${YEARS}: ${YEARS} locum-years, ${PIECES} pieces of ${PRACTICES} practices each`);

for (const input of madeUpYears(1, WARM_UP)) if (total(input) !== naiveTotal(input)) throw new Error('they differ');

const ours = measure(total, YEARS);
const some = Math.max(1, Math.floor(YEARS / 10));
const naive = measure(naiveTotal, some);
if (measure(total, some).sum !== naive.sum) throw new Error('they differ');
console.log(`reckoned: ${ours.perSecond.toFixed(0)} locum-years a second, ${ours.seconds.toFixed(2)} s for all`);
console.log(`each month from scratch: ${naive.perSecond.toFixed(0)} a second, over ${some} of them`);
console.log(`ratio: ${(ours.perSecond / naive.perSecond).toFixed(1)} times as fast, the same to the penny`);

function total(input: YearInput): number {
  const { duePence, contributedPence, months } = reckonYear(input);
  return (duePence ?? 0) + contributedPence + months.reduce((sum, it) => sum + (it.soFar.annualisedPence ?? 0), 0);
}

/** Every month by itself: all pieces filtered, all days counted again. */
function naiveTotal(input: YearInput): number {
  const { first, last } = schemeYearDays(input.year);
  const months = Array.from({ length: 12 }, (_, at) => pensionMonthOf(first.add({ months: at })));
  const yearly = soFar(input, pensionMonthOf(last));
  const tier = yearly === undefined ? undefined : tierFor('england', first, yearly, input.knownOn);
  let sum = 0;
  for (const month of months) {
    const its = input.pieces.filter(piece => piece.month === month);
    sum += soFar(input, month) ?? 0;
    if (tier?.ok) sum += contributions(its, tier.tier.basisPoints);
    sum += contributions(its, 980);
  }
  return sum;
}

function soFar(input: YearInput, month: PensionMonth): Pence | undefined {
  const { first } = schemeYearDays(input.year);
  const { last } = pensionMonthDays(month);
  const gone = input.pieces.filter(piece => piece.month <= month);
  const cover = input.cover.flatMap(run => clipped(run, first, last));
  const days = daysOfService([...gone.flatMap(piece => piece.periods), ...cover]);
  return annualised(sumPence(gone.map(piece => piece.pensionablePence)), days);
}

function contributions(pieces: readonly PensionPiece[], tier: number): Pence {
  const forms = pieces.filter(piece => piece.kind === 'form_a').map(piece => piece.pensionablePence);
  const others = pieces.filter(piece => piece.kind !== 'form_a').map(piece => shareOf(piece.pensionablePence, tier));
  return sumPence([shareOf(sumPence(forms), tier), ...others]);
}

function clipped(run: WorkedRun, first: Temporal.PlainDate, last: Temporal.PlainDate): WorkedRun[] {
  const from = Temporal.PlainDate.compare(run.from, first) < 0 ? first : run.from;
  const to = Temporal.PlainDate.compare(run.to, last) > 0 ? last : run.to;
  return Temporal.PlainDate.compare(from, to) <= 0 ? [{ from, to }] : [];
}

/** Years are made up in batches, outside the time that is taken, so that the heap stays as small as a server's. */
function measure(work: (input: YearInput) => number, years: number) {
  let [sum, took] = [0, 0];
  for (let from = 1; from <= years; from += BATCH) {
    const inputs = madeUpYears(from, Math.min(BATCH, years - from + 1));
    const began = performance.now();
    for (const input of inputs) sum += work(input);
    took += performance.now() - began;
  }
  return { sum, seconds: took / 1000, perSecond: (years * 1000) / took };
}

function madeUpYears(from: number, count: number): YearInput[] {
  return Array.from({ length: count }, (_, at) => madeUpYear(from + at));
}

/** A locum's year of one or two days a piece, paid within two months; every third has an out-of-hours post for a part of it. */
function madeUpYear(seed: number): YearInput {
  const next = numbers(seed);
  const first = STARTS[seed % STARTS.length] ?? KNOWN_ON;
  const pieces = Array.from({ length: PIECES }, (_, at): PensionPiece => {
    const from = first.add({ days: next(300) });
    return {
      key: `${seed}-${at}`,
      kind: next(10) === 0 ? 'solo' : 'form_a',
      label: `practice ${at % PRACTICES}`,
      month: pensionMonthOf(from.add({ days: next(60) })),
      pensionablePence: pence(20_000 + next(90_000)),
      periods: [{ from, to: from.add({ days: next(2) }) }],
      usedBasisPoints: 980,
    };
  });
  const cover = seed % 3 === 0 ? [{ from: first.add({ days: next(200) }), to: first.add({ days: 500 }) }] : [];
  return {
    scheme: 'england_and_wales',
    year: schemeYearOf(first),
    pieces,
    cover,
    daysAdjustment: 0,
    annualises: undefined,
    knownOn: KNOWN_ON,
  };
}

/** Numbers that look random and are the same on every run (a linear congruence, Numerical Recipes). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
