import { afterAll, beforeAll, expect, test } from 'vitest';
import { listCreditNotes } from '#features/invoices/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { formatDayShort } from '#rules/dates.ts';
import { formatPounds, pence } from '#rules/money.ts';
import { reckonYear } from '#rules/pension/reckon-year.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import { liveAPensionYear } from '#tests/cast/pension-year.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { readPaper } from '#tests/support/read-paper.ts';
import { leftToPay } from './form-b-history.ts';
import { type PensionYear, readPensionYear } from './pension-year.ts';
import { readLedger } from './read-ledger.ts';
import { renderType2 } from './type2-document.ts';
import { type2Figures } from './type2-figures.ts';
import { hasType2Role } from './type2-role.ts';

let it: TestContext;
let owner: Owner;
let years: Readonly<Record<'england_and_wales' | 'scotland', PensionYear>>;
const YEAR = '2025-26' as SchemeYear;

beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
  await liveAPensionYear(it, owner);
  it.ctx.clock.set(Temporal.Instant.from('2026-04-20T09:00:00Z'));
  years = await asOwner(it.ctx.db, owner, async tx => ({
    england_and_wales: await readPensionYear(tx, 'england_and_wales', YEAR, it.ctx.clock.today()),
    scotland: await readPensionYear(tx, 'scotland', YEAR, it.ctx.clock.today()),
  }));
}, 120_000);
afterAll(() => it.close());

type Scheme = 'england_and_wales' | 'scotland';

/** Month, pensionable, tier in use, taken, tier due by the month's end, due at the year's tier. Pence and basis points; null: none. */
type Row = readonly [string, number, number | null, number, number | null, number, reason: string];

const MONTHS: Readonly<Record<Scheme, readonly Row[]>> = {
  england_and_wales: [
    ['2025-04', 0, null, 0, null, 0, 'Work of April is paid in May, and income counts when it is received.'],
    [
      '2025-05',
      123_795,
      1250,
      15_474,
      1250,
      8047,
      'Seven of April’s eight sessions, 90% of £196.50 each; the eighth was given up. Over 7 days they are £64,550.25 a year, above the £63,994 known then: 12.5%.',
    ],
    [
      '2025-06',
      106_110,
      1250,
      13_264,
      1250,
      6897,
      'Six sessions of May in England, two went to Scotland. 13 days keep the same income a day; the old bounds are still in use.',
    ],
    [
      '2025-07',
      0,
      null,
      0,
      1070,
      0,
      'Nothing came in; on the 31st the bounds rise to £65,190, and the same income is in the 10.7% tier.',
    ],
    ['2025-08', 0, null, 0, 1070, 0, 'The break goes on. A form of April was given up, which counted in no month.'],
    ['2025-09', 0, null, 0, 1070, 0, 'The late practice pays the fee of April, which is not pensioned any more.'],
    [
      '2025-10',
      60_000,
      null,
      5880,
      650,
      3900,
      'The rota begins: £600, of which the provider took £58.80 at no tier told. October’s 31 days are service, worked or not, and lower the income a year to £24,048.94.',
    ],
    [
      '2025-11',
      228_000,
      1250,
      26_880,
      650,
      14_820,
      'Eight sessions at £233.33, each 90% rounded to £210.00, and the rota. Form B took 12.5%, for the rota was not entered yet; the provider £58.80.',
    ],
    [
      '2025-12',
      186_000,
      1250,
      21_630,
      650,
      12_090,
      'Six sessions of November in England and the rota. The Form B that was rejected is replaced by its revision and counts once.',
    ],
    ['2026-01', 211_305, 1250, 24_793, 650, 13_735, 'Seven sessions at £240.17, each 90% £216.15, and the rota.'],
    ['2026-02', 168_075, 1250, 19_389, 650, 10_925, 'Five sessions in England, two in Scotland, and the rota.'],
    ['2026-03', 211_305, 1250, 24_793, 650, 13_735, 'Seven sessions and the rota, as in January.'],
  ],
  scotland: [
    ['2025-04', 0, null, 0, null, 0, 'Nothing was received from Scotland.'],
    ['2025-05', 0, null, 0, null, 0, 'Nothing was received from Scotland.'],
    [
      '2025-06',
      35_370,
      570,
      2016,
      570,
      2016,
      'Two sessions of May at £196.50. Income as it is, not annualised, is in the lowest tier, 5.7%.',
    ],
    ['2025-07', 0, null, 0, 570, 0, 'The break.'],
    ['2025-08', 0, null, 0, 570, 0, 'The break.'],
    ['2025-09', 0, null, 0, 570, 0, 'The break.'],
    ['2025-10', 0, null, 0, 570, 0, 'October’s work is paid in November.'],
    ['2025-11', 0, null, 0, 570, 0, 'All of October’s sessions were in England.'],
    ['2025-12', 42_000, 570, 2394, 570, 2394, 'Two sessions of November at £233.33, each 90% £210.00.'],
    ['2026-01', 0, null, 0, 570, 0, 'All of December’s sessions were in England.'],
    ['2026-02', 43_230, 570, 2464, 570, 2464, 'Two sessions of January at £240.17.'],
    ['2026-03', 0, null, 0, 570, 0, 'All of February’s sessions were in England.'],
  ],
};

/** What each column holds, in the order of a row; with the reason of its row the reason of each cell. */
const COLUMNS = [
  ['pensionable', 'what was received in the month: 90% of each form, all of the rota'],
  [
    'tier in use',
    'the one tier at which the month’s contributions were taken; none where none were, or they are told as a sum',
  ],
  ['taken', 'line b of the month’s Form B, rounded once for all its forms, and what the provider took'],
  ['tier due by then', 'by income, days and tables as they were known at the month’s end'],
  [
    'due at the year’s tier',
    '6.5% in England, 5.7% in Scotland: of all forms of the month together, and of the rota by itself',
  ],
] as const;

const CELLS = Object.entries(MONTHS).flatMap(([scheme, rows]) =>
  rows.flatMap(([month, ...row]) =>
    COLUMNS.map(([column, rule], at) => ({
      scheme: scheme as Scheme,
      month,
      at,
      column,
      expected: row[at],
      why: `${rule}. ${row[5]}`,
    })),
  ),
);

test.each(CELLS)('$scheme $month, $column: $expected, since $why', ({ scheme, month, at, expected }) => {
  const found = years[scheme].reckoning.months.find(it => it.month === month);
  const cells = [
    found?.pensionablePence,
    found?.usedBasisPoints ?? null,
    found?.contributedPence,
    found?.due.ok ? found.due.tier.basisPoints : null,
    found?.duePence,
  ];
  expect(cells[at]).toBe(expected);
});

/** Month, revision, tier, a, g, h, i of the Forms B that stand. */
const FORM_BS: readonly (readonly [Scheme, string, number, number, number, number, number, number, reason: string])[] =
  [
    ['england_and_wales', '2025-05', 1, 1250, 123_795, 15_474, 17_801, 33_275, 'Seven boxes 3 of £25.43 each.'],
    ['england_and_wales', '2025-06', 1, 1250, 106_110, 13_264, 15_258, 28_522, 'Six boxes 3 of £25.43 each.'],
    ['scotland', '2025-06', 1, 570, 35_370, 2016, 0, 2016, 'A primary care body pays the employer’s share.'],
    ['england_and_wales', '2025-11', 1, 1250, 168_000, 21_000, 24_160, 45_160, 'Eight boxes 3 of £30.20 each.'],
    ['england_and_wales', '2025-12', 2, 1250, 126_000, 15_750, 18_120, 33_870, 'Made again after it was rejected.'],
    ['scotland', '2025-12', 1, 570, 42_000, 2394, 0, 2394, 'Not rejected with England’s.'],
    ['england_and_wales', '2026-01', 1, 1250, 151_305, 18_913, 21_756, 40_669, 'Seven boxes 3 of £31.08 each.'],
    ['england_and_wales', '2026-02', 1, 1250, 108_075, 13_509, 15_540, 29_049, 'Five boxes 3 of £31.08 each.'],
    ['scotland', '2026-02', 1, 570, 43_230, 2464, 0, 2464, 'Two sessions.'],
    ['england_and_wales', '2026-03', 1, 1250, 151_305, 18_913, 21_756, 40_669, 'As January’s.'],
  ];

test('the Forms B that stand, each paid over to the penny', () => {
  const found = Object.values(years)
    .flatMap(year => year.formBs)
    .toSorted((a, b) => a.month.localeCompare(b.month) || a.scheme.localeCompare(b.scheme))
    .map(it => [
      it.scheme,
      it.month,
      it.revision,
      it.tierBasisPoints,
      it.pensionablePence,
      it.employeeTotalPence,
      it.employerPence,
      it.payablePence,
    ]);
  expect(found).toEqual(FORM_BS.map(row => row.slice(0, 8)));
  for (const form of Object.values(years).flatMap(year => year.formBs)) expect(leftToPay(form)).toBe(0);
});

/** The year as a whole. */
const WHOLE: readonly (readonly [string, (of: typeof years) => unknown, unknown, reason: string])[] = [
  [
    'forms received, England',
    of => of.england_and_wales.received.length,
    46,
    '52 sessions in England, less five of March, paid in April, and the one given up; each was billed alone.',
  ],
  ['forms received, Scotland', of => of.scotland.received.length, 6, 'Two of May, two of November, two of January.'],
  [
    'days of service, England',
    of => of.england_and_wales.reckoning.parts[0]?.days,
    195,
    '13 days worked in April and May, and the 182 days of the rota; days worked within it count once.',
  ],
  [
    'income, England',
    of => of.england_and_wales.reckoning.pensionablePence,
    1_294_590,
    'Forms A £9,345.90 and the rota’s £3,600.00.',
  ],
  [
    'a year of it, England',
    of => of.england_and_wales.reckoning.parts[0]?.annualisedPence,
    2_423_207,
    '£12,945.90 over 195 days, times 365.',
  ],
  [
    'tier of the year, England',
    of => tierOf(of.england_and_wales),
    650,
    '£24,232 lies between £13,260 and £27,797, the bounds as revised.',
  ],
  [
    'due, England',
    of => of.england_and_wales.reckoning.duePence,
    84_149,
    '6.5% of each month’s forms together and of each month of the rota.',
  ],
  [
    'taken, England',
    of => of.england_and_wales.reckoning.contributedPence,
    152_103,
    'Seven Forms B and six months of the rota.',
  ],
  [
    'to settle, England',
    of => of.england_and_wales.reckoning.differencePence,
    -67_954,
    'Too much was taken, since the rota that ended the grossing-up was entered at the year’s end.',
  ],
  [
    'days of service, Scotland',
    of => of.scotland.reckoning.parts[0]?.days,
    6,
    'Six days on the forms; Scotland does not annualise.',
  ],
  ['tier of the year, Scotland', of => tierOf(of.scotland), 570, '£1,206.00 is far below £13,330.'],
  ['to settle, Scotland', of => of.scotland.reckoning.differencePence, 0, 'One tier all year.'],
];

const tierOf = (year: PensionYear) => {
  const due = year.reckoning.parts[0]?.due;
  return due?.ok ? due.tier.basisPoints : undefined;
};

test.each(WHOLE)('%s', (_, read, expected) => {
  expect(read(years)).toBe(expected);
});

test('the late practice got its share back: £25.43, and its fee is on no Form B', async () => {
  const notes = await asOwner(it.ctx.db, owner, tx => listCreditNotes(tx));
  // 14.38% of 90% of £196.50
  expect(notes.map(note => [note.number, note.amountPence, note.issueDate.toString()])).toEqual([
    ['CN-0001', 2543, '2025-08-01'],
  ]);
});

test('each Form B on paper says, line by line, what the ledger says', async () => {
  const { rows, papers } = await asOwner(it.ctx.db, owner, async tx => ({
    rows: (await readLedger(tx, YEAR, it.ctx.clock.today())).rows,
    papers: await Promise.all(
      Object.values(years)
        .flatMap(year => year.formBs)
        .map(async form => ({
          form,
          text: (await readPaper((await readStoredFile(it.ctx, tx, form.fileId)).bytes)).text,
        })),
    ),
  }));
  expect(papers).toHaveLength(10);
  for (const { form, text } of papers) {
    const its = rows.filter(row => row.formB?.id === form.id);
    expect(its).toHaveLength(form.formAIds.length);
    for (const { booking, pensionablePence, employerPence } of its) {
      const [, line = ''] =
        new RegExp(`(${booking.organisationName} ${formatDayShort(booking.workDate)}[^£]*(£[\\d.,]+ ?)+)`).exec(
          text.replace(/\s+/g, ' '),
        ) ?? [];
      expect(line, `${form.month} ${booking.organisationName}`).toContain(formatPounds(pensionablePence ?? pence(0)));
      if (form.scheme === 'england_and_wales') expect(line).toContain(formatPounds(employerPence ?? pence(0)));
      else expect(text).not.toContain('Box 3');
    }
    for (const amount of [form.pensionablePence, form.employeeTotalPence, form.payablePence])
      expect(text).toContain(formatPounds(amount));
  }
});

test('the ledger has a row for each session whose money came in, and comes to the Forms B', async () => {
  const { rows, foot } = await asOwner(it.ctx.db, owner, tx => readLedger(tx, YEAR, it.ctx.clock.today()));
  expect(foot.onFormsB).toEqual(foot.formsB);
  expect(foot.formsB.pensionablePence).toBe(934_590 + 120_600);
  expect(rows.filter(row => row.standing === 'given_up')).toHaveLength(1);
  // 46 in England and six in Scotland on Forms B, and the one given up
  expect(rows).toHaveLength(53);
});

test('the sum of the Forms B is what the ledger took for them', () => {
  for (const year of Object.values(years)) {
    const solo = year.input.pieces.reduce((sum, piece) => sum + (piece.contributedPence ?? 0), 0);
    const forms = year.formBs.reduce((sum, form) => sum + form.employeeTotalPence, 0);
    expect(forms + solo).toBe(year.reckoning.contributedPence);
  }
});

test('the Type 2 figures have the rota as a role of its own, and the roles come to the year', () => {
  const member = { name: 'Dr Okafor' };
  const figures = type2Figures(years.england_and_wales, member, it.ctx.clock.now());
  expect(
    figures.roles.map(role => [role.kind, role.name, role.days, role.pensionablePence, role.contributedPence]),
  ).toEqual([
    ['solo', 'Aire Out of Hours', 182, 360_000, 35_280],
    ['locum', '46 forms in all', 46, 934_590, 116_823],
  ]);
  for (const sum of ['pensionablePence', 'contributedPence'] as const)
    expect(figures.roles.reduce((all, role) => all + (role[sum] ?? 0), 0)).toBe(figures[sum]);
  expect(hasType2Role(years.england_and_wales)).toBe(true);
  expect(hasType2Role(years.scotland)).toBe(false);
});

test('where the provider has not told a month, the known ones stand with a note, and the roles still come to the year', async () => {
  const year = years.england_and_wales;
  const pieces = year.input.pieces.map(({ contributedPence, ...piece }) =>
    contributedPence === undefined || piece.month === '2026-03' ? piece : { ...piece, contributedPence },
  );
  const input = { ...year.input, pieces };
  const figures = type2Figures(
    { ...year, input, reckoning: reckonYear(input) },
    { name: 'Dr Okafor' },
    it.ctx.clock.now(),
  );
  const { text } = await readPaper(await renderType2(figures));
  expect(text).toContain('SOLO Aire Out of Hours 182 £3,600.00 £294.00 known');
  expect(text).toContain('Contributions that are not known count as not taken');
  expect(figures.roles.reduce((all, role) => all + (role.contributedPence ?? 0), 0)).toBe(figures.contributedPence);
});
