import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pence, shareOf } from '../money.ts';
import { schemeYearOf } from '../tax-year.ts';
import { isPensionScheme, type PensionScheme, schemeNation } from './scheme.ts';
import { TIER_TABLES, type TierTable } from './tier-tables.ts';
import { tierFor, tierIn } from './tiers.ts';
import { yearPeriods } from './year-periods.ts';

const LATEST = Temporal.PlainDate.from('2026-11-23');
const FACTS = '../shared/rules/nhs-pension.json';

const tables = Object.entries(TIER_TABLES).flatMap(([scheme, its]) =>
  its.map(table => ({
    scheme: scheme as PensionScheme,
    table,
    name: `${scheme} ${table.validFrom}, ${table.bounds[1]}`,
  })),
);

test.each(tables)(
  'every band of $name holds its upper bound and 99 pence more, and the next begins a pound above',
  ({ table }) => {
    const rate = (amount: number) => tierIn(table, pence(amount)).basisPoints;
    expect(table.bounds.length).toBeGreaterThan(3);
    for (const [at, bound] of table.bounds.entries()) {
      const [its, next] = [table.rates[at], table.rates[at + 1]];
      const onBound = bound * 100;
      expect([rate(onBound - 1), rate(onBound), rate(onBound + 1), rate(onBound + 99)]).toEqual([its, its, its, its]);
      expect([rate(onBound + 100), rate(onBound + 101)]).toEqual([next, next]);
      expect([tierIn(table, pence(onBound)).number, tierIn(table, pence(onBound + 100)).number]).toEqual([
        at + 1,
        at + 2,
      ]);
    }
    expect([rate(0), rate(1_000_000_000)]).toEqual([table.rates[0], table.rates.at(-1)]);
  },
);

test.each(tables)('$name is the table that answers on its days, as it was known', ({ scheme, table }) => {
  const its = TIER_TABLES[scheme].filter(it => it.validFrom.equals(table.validFrom));
  const knownOn = its.at(-1) === table ? LATEST : dayBefore(its.at(-1)?.knownFrom);
  if (!knownOn) return expect(its.at(-1)).not.toBe(table); // revised on a day that no source names: the later one answers
  for (const day of [table.validFrom, table.validTo]) {
    const answer = tierFor(schemeNation(scheme), day, pence(2_500_000), knownOn);
    expect(answer).toEqual({ ok: true, tier: tierIn(table, pence(2_500_000)) });
  }
});

test('the tables are those of the facts that were collected', () => {
  expect(tables).toHaveLength(21);
  if (!existsSync(FACTS)) return;
  const collected = readCollected();
  const ours = tables.map(({ scheme, table }) => ({ scheme, ...written(table) }));
  for (const it of ours) expect(collected).toContainEqual(it);
  for (const it of collected) expect(ours).toContainEqual(it);
});

test('a contribution never falls as income rises within a table', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...tables.map(it => it.table)),
      fc.nat(20_000_000),
      fc.nat(2_000_000),
      (table, income, more) => {
        const contribution = (amount: number) => shareOf(pence(amount), tierIn(table, pence(amount)).basisPoints);
        expect(contribution(income + more)).toBeGreaterThanOrEqual(contribution(income));
      },
    ),
  );
});

test('the periods of every year are whole months without a gap, and no table reaches over a year’s end', () => {
  for (const { scheme, table } of tables) {
    expect(schemeYearOf(table.validTo)).toBe(schemeYearOf(table.validFrom));
    const periods = yearPeriods(scheme, schemeYearOf(table.validFrom));
    expect(periods.flatMap(it => it.months)).toHaveLength(12);
    expect(periods.flatMap(it => it.tables)).toContain(table);
    for (const [at, period] of periods.entries()) {
      expect(period.first.day).toBe(1);
      const before = periods[at - 1];
      if (before) expect(before.last.add({ days: 1 })).toEqual(period.first);
    }
  }
});

test('years of several tables are known by their parts, and months without a table are one', () => {
  const parts = (scheme: PensionScheme, day: string) =>
    yearPeriods(scheme, schemeYearOf(Temporal.PlainDate.from(day))).map(it => [
      it.first.toString(),
      it.baseDays,
      it.tables.length,
    ]);
  expect(parts('england_and_wales', '2022-06-01')).toEqual([
    ['2022-04-01', 183, 1],
    ['2022-10-01', 182, 1],
  ]);
  expect(parts('northern_ireland', '2022-06-01')).toEqual([
    ['2022-04-01', 214, 1],
    ['2022-11-01', 151, 2],
  ]);
  expect(parts('scotland', '2023-06-01')).toEqual([
    ['2023-04-01', 183, 0],
    ['2023-10-01', 183, 1],
  ]);
  expect(parts('scotland', '2024-06-01')).toEqual([
    ['2024-04-01', 183, 1],
    ['2024-10-01', 182, 1],
  ]);
  expect(parts('scotland', '2026-06-01')).toEqual([['2026-04-01', 365, 0]]);
  expect(parts('england_and_wales', '2027-06-01')).toEqual([['2027-04-01', 365, 0]]);
  expect(parts('england_and_wales', '2023-06-01')).toEqual([['2023-04-01', 365, 2]]);
});

test('a scheme is known by its code', () => {
  expect(['scotland', 'england', 'toString'].map(isPensionScheme)).toEqual([true, false, false]);
});

interface WrittenTable {
  readonly validFrom: string;
  readonly validTo: string;
  readonly bounds: readonly number[];
  readonly rates: readonly number[];
}

function written(table: TierTable): WrittenTable {
  const { validFrom, validTo, bounds, rates } = table;
  return { validFrom: validFrom.toString(), validTo: validTo.toString(), bounds, rates };
}

interface Band {
  readonly to: number | null;
  readonly rate: number;
}

interface CollectedPeriod {
  readonly valid_from: string;
  readonly valid_to: string;
  readonly bands?: readonly Band[] | null;
  readonly superseded_initial_bands?: readonly Band[];
}

/** The file's tables, first versions included; the Scottish Table 1, which goes by last year's pay, is not used. */
function readCollected() {
  const { tiers }: { tiers: Record<string, Record<string, readonly CollectedPeriod[]>> } = JSON.parse(
    readFileSync(FACTS, 'utf8'),
  );
  return Object.entries(tiers).flatMap(([nation, years]) =>
    Object.values(years)
      .flat()
      .flatMap(period =>
        [period.superseded_initial_bands, period.bands]
          .filter(bands => bands && bands.length > 0)
          .map(bands => ({
            scheme: nation === 'england_wales' ? 'england_and_wales' : nation,
            validFrom: period.valid_from,
            validTo: period.valid_to,
            bounds: (bands ?? []).flatMap(band => band.to ?? []),
            rates: (bands ?? []).map(band => Math.round(band.rate * 100)),
          })),
      ),
  );
}

function dayBefore(day: Temporal.PlainDate | undefined): Temporal.PlainDate | undefined {
  return day?.subtract({ days: 1 });
}
