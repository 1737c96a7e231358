import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '#platform/access.ts';
import type { BankFormat } from '#rules/bank/bank-line.ts';
import { newLines } from '#rules/bank/same-line.ts';
import { pence, plainPounds } from '#rules/money.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { importStatement } from './import-statement.ts';
import { readStatement } from './read-statement.ts';
import { listLines } from './store.ts';

let it: TestContext;
beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

interface Row {
  readonly day: Temporal.PlainDate;
  readonly amount: number;
  readonly words: string;
}

const two = (part: number) => String(part).padStart(2, '0');
const british = (day: Temporal.PlainDate) => `${two(day.day)}/${two(day.month)}/${day.year}`;
const plain = (amount: number) => plainPounds(pence(amount));

/** One month's lines as several files of the same account say them. */
const WRITERS: readonly ((rows: readonly Row[]) => string)[] = [
  rows =>
    ['Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)']
      .concat(rows.map(it => `${british(it.day)},${it.words},,FASTER PAYMENT,${plain(it.amount)},0.00`))
      .join('\n'),
  rows =>
    [
      'Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance',
    ]
      .concat(rows.map(it => `${british(it.day)},FPI,'30-00-00,12345678,${it.words},,${plain(it.amount)},0.00`))
      .join('\r\n'),
  rows =>
    `<OFX><BANKTRANLIST>${rows
      .map(
        it =>
          `<STMTTRN><DTPOSTED>${it.day.toString().replaceAll('-', '')}<TRNAMT>${plain(it.amount)}<NAME>${it.words.toUpperCase()}</STMTTRN>`,
      )
      .join('\n')}</BANKTRANLIST></OFX>`,
  rows =>
    `!Type:Bank\n${rows.map(it => `D${british(it.day)}\nT${plain(it.amount)}\nP${it.words}\nMBGC\n^`).join('\n')}\n`,
];

const row = fc.record({
  day: fc.integer({ min: 1, max: 24 }).map(day => new Temporal.PlainDate(2026, 11, day)),
  // few days, sums and names, so that equal lines of one day are common
  amount: fc.constantFrom(34_000, 70_000, 1, 123_456),
  words: fc
    .tuple(
      fc.constantFrom('Riverside', 'Hill View', 'Kirkstall', 'Oakwood'),
      fc.constantFrom('Surgery', 'Medical Centre', 'Surgery INV-0042'),
    )
    .map(words => words.join(' ')),
});
const statement = fc.array(row, { minLength: 1, maxLength: 40 });
const writer = fc.constantFrom(...WRITERS.keys());
const asRead = { columns: {}, isReversed: false };
const readAs = (at: number, rows: readonly Row[]) => readStatement(WRITERS[at]?.(rows) ?? '', asRead);
const known = (read: ReturnType<typeof readAs>) =>
  read.lines.map(line => ({ ...line, format: read.format as BankFormat }));

test('the same statement twice brings nothing, in the same format or in another', () => {
  fc.assert(
    fc.property(statement, writer, writer, (rows, first, second) => {
      const [one, other] = [readAs(first, rows), readAs(second, rows)];
      expect([...one.errors, ...other.errors]).toEqual([]);
      expect(one.lines).toHaveLength(rows.length);
      expect(newLines(other.format, other.lines, known(one))).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test('a statement that overlaps another brings what the other had not, and no more', () => {
  fc.assert(
    fc.property(statement, fc.nat(40), writer, (rows, cut, at) => {
      const part = rows.slice(0, cut);
      const [before, after] = [readAs(at, part), readAs(at, rows)];
      expect(newLines(after.format, after.lines, known(before))).toHaveLength(rows.length - part.length);
    }),
  );
});

test('in the database too: after three imports in different formats the lines are those of the first', async () => {
  await fc.assert(
    fc.asyncProperty(statement, fc.tuple(writer, writer), async (rows, [first, second]) => {
      const owner = await it.makeAccount();
      const bring = (at: number) => importStatement(it.ctx, owner, { fileName: 'a', read: readAs(at, rows) });
      const kept = () => asOwner(it.ctx.db, owner, tx => listLines(tx, { limit: 100 }));
      await bring(first);
      const lines = await kept();
      expect(lines).toHaveLength(rows.length);
      for (const at of [first, second]) await bring(at);
      expect(await kept()).toEqual(lines);
    }),
    { numRuns: 12 },
  );
}, 60_000);
