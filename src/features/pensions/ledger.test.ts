import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { listFormBs } from './form-b-store.ts';
import { giveUpFormA } from './give-up.ts';
import { keepStatement } from './keep-statement.ts';
import type { LedgerRow } from './ledger.ts';
import { nextStep } from './ledger-words.ts';
import { makeFormB } from './make-form-b.ts';
import { readOpenFormBs } from './open-form-bs.ts';
import { readLedger } from './read-ledger.ts';
import { readStatementCsv } from './read-statement-csv.ts';
import { payFormB, rejectFormB, submitFormB } from './settle-form-b.ts';
import { compareStatement } from './statement.ts';
import { listStatements } from './statements-store.ts';
import { listFormAs, listFormAsOf } from './store.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;
const YEAR = '2026-27' as SchemeYear;
const NOVEMBER = '2026-11' as PensionMonth;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
});

const today = () => it.ctx.clock.today();
const ledger = () => asOwner(it.ctx.db, owner, tx => readLedger(tx, YEAR, today()));
const formBs = () => asOwner(it.ctx.db, owner, listFormBs);
const add = (day: string, change = {}, where = practice) => addDelivered(it, owner, where, day, change);
const chainOf = (row: LedgerRow | undefined) => row?.links.map(link => link.on?.toString() ?? '–').join(' ');

async function bill(bookings: Id<'booking'>[], organisation = practice): Promise<Id<'invoice'>> {
  return billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null });
}

async function pay(id: Id<'invoice'>): Promise<void> {
  const invoice = await asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, today()));
  await recordPayment(it.ctx, owner, id, {
    receivedOn: today(),
    amount: invoice?.outstandingPence ?? pence(0),
    note: null,
  });
}

async function send(month = NOVEMBER): Promise<Id<'formB'>> {
  const id = await makeFormB(it.ctx, owner, month);
  await submitFormB(it.ctx, owner, id, { on: today(), to: 'PCSE Online', reference: 'R-1' });
  return id;
}

const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('a piece of work is followed from its booking to the annual statement, and the ledger says whose turn it is', async () => {
  const booking = await add('2026-11-16');
  const step = async () => {
    const [row] = (await ledger()).rows;
    const next = row && nextStep(row);
    return [chainOf(row), next && `${next.who}: ${next.words}`];
  };
  expect(await step()).toEqual(['2026-11-16 – – – – – – – –', 'you: Invoice it: the Form A goes with it']);
  const invoice = await bill([booking]);
  expect(await step()).toEqual([
    '2026-11-16 2026-11-24 2026-11-24 – – – – – –',
    'the practice: Sign the Form A on its link',
  ]);
  await pay(invoice);
  const formB = await send();
  // what is sent was signed on paper: nobody is asked for a signature any more
  expect(await step()).toEqual([
    '2026-11-16 2026-11-24 2026-11-24 – 2026-11-24 2026-11-24 2026-11-24 – –',
    'you: Pay the contributions over and record it',
  ]);
  const [made] = await formBs();
  await payFormB(it.ctx, owner, formB, { paidOn: today(), amount: made?.payablePence ?? pence(0), differs: false });
  expect((await step())[1]).toBe('the agency: Show it on the annual statement');
  await keepStatement(it.ctx, owner, {
    schemeYear: YEAR,
    scheme: 'england_and_wales',
    statedOn: today(),
    source: 'typed',
    fileName: null,
    lines: [
      { month: null, description: '', pensionablePence: pence(63_000), employeePence: null, employerPence: null },
    ],
  });
  expect(await step()).toEqual([
    '2026-11-16 2026-11-24 2026-11-24 – 2026-11-24 2026-11-24 2026-11-24 2026-11-24 2026-11-24',
    undefined,
  ]);
});

test('the rows of a year come to its Forms B to the penny, whatever was given up, rejected or lies in two schemes', async () => {
  // Scotland's tiers of the year are not published: the locum was told theirs
  await fillProfile(it, owner, { tier_basis_points: 980 });
  await it.database.admin.query(
    "INSERT INTO pension_years (account_id, scheme_year, scheme, tier_basis_points, updated_at) VALUES ($1, $2, 'scotland', 980, now())",
    [owner.accountId, YEAR],
  );
  const scottish = await addPractice(it, owner, { name: 'Leith Surgery', nation: 'scotland' });
  const odd = { rate_pence: 33_333 };
  const invoices = [
    await bill([
      await add('2026-10-05', odd),
      await add('2026-10-06', odd),
      await add('2026-10-07', { rate_pence: 10_001 }),
    ]),
    await bill([await add('2026-10-08', { rate_pence: 7 }), await add('2026-10-09', odd)]),
    await bill([await add('2026-10-12', odd, scottish), await add('2026-10-13', odd, scottish)], scottish),
    await bill([await add('2026-10-14')]),
  ];
  for (const invoice of invoices) await pay(invoice);
  const [givenUp] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, invoices[3] ?? ('' as Id<'invoice'>)));
  await giveUpFormA(it.ctx, owner, givenUp?.id ?? ('' as Id<'formA'>), 'changed_mind', today());
  const first = await send();
  await rejectFormB(it.ctx, owner, first, { rejectedOn: today(), reason: 'Wrong tier' });
  await send();
  await makeFormB(it.ctx, owner, NOVEMBER, { scheme: 'scotland' });
  const { rows, foot } = await ledger();
  expect(rows).toHaveLength(8);
  expect(foot.onFormsB).toEqual(foot.formsB);
  // boxes 2 and 3 are rounded once a form: 76,667 and 33,340 and 66,666 pence of fees, 90% and 14.38% (22.5% in Scotland)
  expect(foot.formsB.pensionablePence).toBe(69_000 + 30_006 + 59_999);
  const forms = await asOwner(it.ctx.db, owner, listFormAs);
  for (const form of forms) {
    const its = rows.filter(row => row.form?.id === form.id);
    expect(its.reduce((sum, row) => sum + (row.pensionablePence ?? 0), 0)).toBe(form.pensionablePence);
    expect(its.reduce((sum, row) => sum + (row.employerPence ?? 0), 0)).toBe(form.employerPence);
  }
});

test('a rejected Form B opens its month again and is made anew as a revision', async () => {
  await pay(await bill([await add('2026-11-16')]));
  const open = async () =>
    asOwner(it.ctx.db, owner, async tx =>
      (await readOpenFormBs(tx, today())).map(month => `${month.month} ${month.step}`),
    );
  expect(await open()).toEqual(['2026-11 make']);
  const id = await send();
  expect(await open()).toEqual([]);
  const day = { rejectedOn: today(), reason: 'Wrong tier' };
  await rejectFormB(it.ctx, owner, id, day);
  expect(await open()).toEqual(['2026-11 rejected']);
  expect(await refused(rejectFormB(it.ctx, owner, id, day))).toBe('form_b.rejected');
  expect(await refused(payFormB(it.ctx, owner, id, { paidOn: today(), amount: pence(1), differs: true }))).toBe(
    'form_b.rejected',
  );
  const again = await makeFormB(it.ctx, owner, NOVEMBER);
  expect(await open()).toEqual(['2026-11 send']);
  expect((await formBs()).map(form => [form.id, form.revision])).toEqual([[again, 2]]);
  expect(await refused(rejectFormB(it.ctx, owner, again, day))).toBe('form_b.not_submitted');
});

test('another amount than line i is told, and kept only where it is meant', async () => {
  await pay(await bill([await add('2026-11-16')]));
  const id = await send();
  const [made] = await formBs();
  const less = pence((made?.payablePence ?? 0) - 100);
  await expect(payFormB(it.ctx, owner, id, { paidOn: today(), amount: less, differs: false })).rejects.toMatchObject({
    fields: { amount: expect.stringContaining('£1.00 less') },
  });
  await payFormB(it.ctx, owner, id, { paidOn: today(), amount: less, differs: true });
  expect((await formBs())[0]?.paid?.pence).toBe(less);
  const stranger = await it.makeAccount();
  expect(await refused(payFormB(it.ctx, stranger, id, { paidOn: today(), amount: less, differs: true }))).toBe(
    'not_found',
  );
});

const CSV = `\uFEFFPeriod,Pensionable earnings,Member contributions,Employer contributions
30/11/2026,"£630.00",,"£90.59"
Dec-26,"£1,260.00",,

`;

test('a statement from a file is read line by line and compared; the same file twice changes nothing', async () => {
  await pay(await bill([await add('2026-11-16')]));
  await send();
  const read = readStatementCsv(CSV);
  expect(read.errors).toEqual([]);
  expect(read.choice).toMatchObject({ month: 'Period', pensionable: 'Pensionable earnings' });
  const statement = {
    schemeYear: YEAR,
    scheme: 'england_and_wales' as const,
    statedOn: today(),
    source: 'imported' as const,
    fileName: 'statement.csv',
    lines: read.lines,
  };
  const id = await keepStatement(it.ctx, owner, statement);
  expect(await Promise.all([keepStatement(it.ctx, owner, statement), keepStatement(it.ctx, owner, statement)])).toEqual(
    [id, id],
  );
  const kept = await asOwner(it.ctx.db, owner, listStatements);
  expect(kept).toHaveLength(1);
  const compared = compareStatement(kept[0] ?? { ...statement, id }, await formBs(), []);
  expect(compared.map(({ month, verdict, words }) => [month, verdict, words])).toEqual([
    ['2026-11', 'agrees', 'Agrees'],
    ['2026-12', 'more', 'More at the agency: £1,260.00'],
  ]);
  expect(await refused(keepStatement(it.ctx, owner, { ...statement, schemeYear: '2025-26' as SchemeYear }))).toBe(
    'input.invalid',
  );
});

test.each([
  [63_000, null, 'agrees', 'Agrees'],
  [0, null, 'missing', 'Missing at the agency: £630.00'],
  [63_001, null, 'differs', 'Differs by £0.01 in pensionable pay, more at the agency'],
  [62_000, null, 'differs', 'Differs by £10.00 in pensionable pay, less at the agency'],
  [63_000, 9060, 'differs', 'Differs by £0.01 in the employer’s contributions, more at the agency'],
])(
  'a month that the agency holds at %i and %s pence is told in words',
  async (pensionable, employer, verdict, words) => {
    await pay(await bill([await add('2026-11-16')]));
    await send();
    const [compared] = compareStatement(
      {
        id: '' as Id<'statement'>,
        schemeYear: YEAR,
        scheme: 'england_and_wales',
        statedOn: today(),
        source: 'typed',
        fileName: null,
        lines: [
          {
            month: NOVEMBER,
            description: '',
            pensionablePence: pence(pensionable),
            employeePence: null,
            employerPence: employer === null ? null : pence(employer),
          },
        ],
      },
      await formBs(),
      [],
    );
    expect(compared).toMatchObject({ verdict, words });
    expect(compared?.next === '').toBe(verdict === 'agrees');
  },
);

test('what cannot be read of a file is told by its line, and other columns can be chosen', () => {
  const text = 'When,A,B\nJune 2026,"1,000.00",5\nlast summer,10,1\n07/2026,ten,1\n,12,1\n';
  expect(readStatementCsv(text).errors.map(error => error.line)).toEqual([2, 3, 4, 5]);
  const read = readStatementCsv(text, { month: 'When', pensionable: 'A', employee: 'B' });
  expect(read.lines).toMatchObject([
    { month: '2026-06', pensionablePence: 100_000, employeePence: 500 },
    { month: null, pensionablePence: 1200 },
  ]);
  expect(read.errors).toEqual([
    { line: 3, message: '“last summer” is not a month. Write it as June 2026 or 06/2026.' },
    { line: 4, message: '“ten” is not an amount of pensionable pay in pounds.' },
  ]);
});

test('a correction that takes back what an earlier line said is kept and compared as such', async () => {
  const { lines } = readStatementCsv(
    'Month,Pensionable pay,Employer\nNovember 2026,630.00,90.59\nNovember 2026,(630.00),-90.59',
  );
  await keepStatement(it.ctx, owner, {
    schemeYear: YEAR,
    scheme: 'england_and_wales',
    statedOn: today(),
    source: 'imported',
    fileName: 'statement.csv',
    lines,
  });
  const [kept] = await asOwner(it.ctx.db, owner, listStatements);
  expect(kept?.lines.map(line => [line.pensionablePence, line.employerPence])).toEqual([
    [63_000, 9059],
    [-63_000, -9059],
  ]);
});
