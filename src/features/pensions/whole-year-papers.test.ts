import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { formatDay, formatDayShort } from '#rules/dates.ts';
import { type Id, readId } from '#rules/ids.ts';
import { formatPercent, formatPounds, shareOf, sumPence } from '#rules/money.ts';
import { formatPensionMonth, type PensionMonth, pensionMonthOf } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import { liveAPensionYear } from '#tests/cast/pension-year.ts';
import { addDelivered, addPractice } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { beyondMargins, lookAtPaper } from '#tests/support/look-at-paper.ts';
import { readPaper } from '#tests/support/read-paper.ts';
import type { KeptFormB } from './form-b-store.ts';
import type { LedgerRow } from './ledger.ts';
import { readPensionYear } from './pension-year.ts';
import { type Ledger, readLedger } from './read-ledger.ts';
import { readMember } from './read-member.ts';
import { renderSoloAnnual, renderSoloRecord } from './solo-document.ts';
import { readSoloAnnual, readSoloRecord } from './solo-papers.ts';
import type { KeptFormA } from './store.ts';
import { renderType2 } from './type2-document.ts';
import { type2Figures } from './type2-figures.ts';

/** Every paper of the golden year, read back by another program and held against the rows of the ledger, never against its own content. */
let it: TestContext;
let owner: Owner;
let ledger: Ledger;
const YEAR = '2025-26' as SchemeYear;
const ENGLAND = 'england_and_wales' as const;

beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
  await liveAPensionYear(it, owner);
  // beside the rota that is only told, three nights that are booked here
  const nights = await addPractice(it, owner, {
    name: 'Dales Night Service',
    kind: 'out_of_hours',
    ods_code: 'Y01234',
  });
  for (const day of ['2026-01-05', '2026-01-20', '2026-02-03'])
    await addDelivered(it, owner, nights, day, { work_type: 'out_of_hours', rate_pence: 48_013 });
  it.ctx.clock.set(Temporal.Instant.from('2026-04-20T09:00:00Z'));
  ledger = await asOwner(it.ctx.db, owner, tx => readLedger(tx, YEAR, it.ctx.clock.today()));
}, 120_000);
afterAll(() => it.close());

const kept = async (id: Id<'file'>) =>
  asOwner(it.ctx.db, owner, async tx => (await readStoredFile(it.ctx, tx, id)).bytes);
const textOf = async (bytes: Uint8Array) => (await readPaper(bytes)).text.replaceAll(/\s+/g, ' ');
const sum = (rows: readonly LedgerRow[], of: 'feePence' | 'pensionablePence' | 'employerPence') =>
  sumPence(rows.flatMap(row => row[of] ?? []));

test('every Form A says of its work what the ledger says: whose, when, how much, and the employer’s share only where a practice pays it', async () => {
  const forms = Map.groupBy(
    ledger.rows.filter(row => row.form),
    row => row.form as KeptFormA,
  );
  // 46 in England and six in Scotland that were received, and the one given up
  expect(forms.size).toBe(53);
  for (const [form, rows] of forms) {
    const text = await textOf(await kept(form.fileId));
    const [row] = rows;
    if (!row) throw new Error('a form without work');
    const isEnglish = row.booking.organisationNation === 'england';
    const lines = [
      `for invoice ${form.invoiceNumber}`,
      'Scheme year 2025/26',
      'National Insurance number AB123456C',
      ...rows.map(it => `${formatDay(it.booking.workDate)} ${formatDay(it.booking.workDate)} 1 `),
      `${formatPounds(sum(rows, 'feePence'))} Box 2 Pensionable pay (90% of box 1) ${formatPounds(sum(rows, 'pensionablePence'))}`,
      `Practice ${row.booking.organisationName} Date paid`,
      ...(isEnglish
        ? [`Box 3 Employer contribution (14.38% of box 2) ${formatPounds(sum(rows, 'employerPence'))}`]
        : []),
    ];
    for (const line of lines) expect(text, `${form.invoiceNumber}, ${row.booking.organisationName}`).toContain(line);
    expect(text.includes('Box 3')).toBe(isEnglish);
    expect(text.match(/£[\d.,]+/g)).toHaveLength(isEnglish ? 3 : 2);
  }
});

test('every Form B has a line for each row of the ledger that is on it and no other, and its sums are theirs', async () => {
  const forms = Map.groupBy(
    ledger.rows.filter(row => row.formB),
    row => row.formB as KeptFormB,
  );
  expect(forms.size).toBe(10);
  for (const [form, rows] of forms) {
    const text = await textOf(await kept(form.fileId));
    const isEnglish = form.scheme === ENGLAND;
    const expected = rows.map(row => {
      const day = formatDayShort(row.booking.workDate);
      const paid = row.form?.paidOn ? formatDayShort(row.form.paidOn) : '';
      const amounts = [row.pensionablePence, ...(isEnglish ? [row.employerPence] : [])];
      return `${row.booking.organisationName} ${day} ${day} ${paid} ${amounts.map(it => formatPounds(it ?? sumPence([]))).join(' ')}`;
    });
    expect(linesOf(text).toSorted(), `${form.month} ${form.scheme}`).toEqual(expected.toSorted());
    const [a, h] = [sum(rows, 'pensionablePence'), sum(rows, 'employerPence')];
    const b = shareOf(a, form.tierBasisPoints);
    const soFar = ledger.rows.filter(row => row.formB?.scheme === form.scheme && row.formB.month <= form.month);
    const sums = [
      `✓ ${formatPercent(form.tierBasisPoints)} (`,
      `a Pensionable pay: total of box 2 ${formatPounds(a)}`,
      `b Employee contributions: a at ${formatPercent(form.tierBasisPoints)} ${formatPounds(b)}`,
      `b + c + d + e + f ${formatPounds(b)}`,
      `of the scheme year so far ${formatPounds(sum(soFar, 'pensionablePence'))}`,
      `Month of payment ${formatPensionMonth(form.month).replace(/ \d+$/, '')} Year ${form.month.slice(0, 4)}`,
      ...(isEnglish
        ? [
            `h Employer contributions: total of box 3 ${formatPounds(h)} i To pay: g + h ${formatPounds(sumPence([b, h]))}`,
          ]
        : []),
    ];
    for (const line of sums) expect(text, `${form.month} ${form.scheme}`).toContain(line);
    // the money came in in the month that the form is for
    for (const row of rows) expect(row.form?.paidOn && pensionMonthOf(row.form.paidOn)).toBe(form.month);
  }
});

/** The printed lines: practice, first day, last day, day paid, box 2, and box 3 where there is one. */
function linesOf(text: string): string[] {
  const day = '\\d{1,2} [A-Z][a-z]{2} \\d{4}';
  return (
    text.match(new RegExp(`(?:Aire Surgery|Clyde Practice) \\d+ ${day} ${day} ${day}(?: £[\\d.,]+){1,2}`, 'g')) ?? []
  );
}

test('the annual SOLO paper has each provider’s months as the ledger has them, and their sums', async () => {
  expect(ledger.solo).toHaveLength(8);
  const annual = await asOwner(it.ctx.db, owner, tx => readSoloAnnual(it.ctx, tx, ENGLAND, YEAR));
  if (!annual) throw new Error('there was SOLO work');
  const text = await textOf(await renderSoloAnnual(annual));
  for (const row of ledger.solo) {
    const by = row.by === 'provider' ? 'the provider' : 'bookings here';
    const taken = row.contributedPence === undefined ? 'not known' : formatPounds(row.contributedPence);
    expect(text).toContain(
      `${formatPensionMonth(row.month)} ${row.works} ${by} ${formatPounds(row.pensionablePence)} ${taken}`,
    );
  }
  for (const [name, rows] of Map.groupBy(ledger.solo, row => row.name)) {
    expect(text).toContain(name);
    expect(text).toContain(`All ${formatPounds(sumPence(rows.map(row => row.pensionablePence)))}`);
  }
  const all = formatPounds(sumPence(ledger.solo.map(row => row.pensionablePence)));
  // £600.00 in six months, and three nights at £480.13
  expect(all).toBe('£5,040.39');
  expect(text).toContain(`Pensionable pay ${all} Contributions taken not known`);
});

test('the record of each SOLO month that is booked here has its nights and comes to the ledger', async () => {
  const booked = ledger.solo.filter(row => row.works > 0);
  expect(booked.map(row => [row.month, row.works])).toEqual([
    ['2026-02', 1],
    ['2026-01', 2],
  ]);
  for (const row of booked) {
    const organisation = readId('organisation', row.provider);
    if (!organisation) throw new Error('an organisation');
    const record = await asOwner(it.ctx.db, owner, tx =>
      readSoloRecord(it.ctx, tx, { scheme: row.scheme, organisation, month: row.month }),
    );
    if (!record) throw new Error('a record');
    const text = await textOf(await renderSoloRecord(record));
    expect(text).toContain(`Name ${row.name} ODS code Y01234 Month of work ${formatPensionMonth(row.month)}`);
    const nights = NIGHTS[row.month] ?? [];
    for (const day of nights)
      expect(text).toContain(`${formatDay(Temporal.PlainDate.from(day))} Out of hours £480.13 £0.00 £480.13`);
    expect(text.match(/Out of hours £/g)).toHaveLength(nights.length);
    expect(text).toContain(`Pensionable pay ${formatPounds(row.pensionablePence)}`);
    const year = await asOwner(it.ctx.db, owner, tx => readPensionYear(tx, row.scheme, YEAR, it.ctx.clock.today()));
    const due = year.reckoning.months.find(month => month.month === row.month)?.due;
    expect(due?.ok && text).toContain(
      `Tier to take contributions at ${due?.ok && formatPercent(due.tier.basisPoints)}`,
    );
  }
});

const NIGHTS: Readonly<Record<PensionMonth, readonly string[]>> = {
  ['2026-01' as PensionMonth]: ['2026-01-05', '2026-01-20'],
  ['2026-02' as PensionMonth]: ['2026-02-03'],
};

test('the Type 2 figures are the ledger’s: each SOLO provider and the locum forms with what Forms B took, and all of it', async () => {
  const figures = await asOwner(it.ctx.db, owner, async tx =>
    type2Figures(
      await readPensionYear(tx, ENGLAND, YEAR, it.ctx.clock.today()),
      await readMember(it.ctx, tx),
      it.ctx.clock.now(),
    ),
  );
  const text = await textOf(await renderType2(figures));
  for (const row of ledger.solo) expect(text).toContain(row.name);
  const rota = ledger.solo.filter(row => row.name === 'Aire Out of Hours');
  expect(text).toContain(
    `SOLO Aire Out of Hours 182 ${formatPounds(sumPence(rota.map(row => row.pensionablePence)))} ${formatPounds(sumPence(rota.flatMap(row => row.contributedPence ?? [])))}`,
  );
  const received = ledger.rows.filter(row => row.scheme === ENGLAND && row.formB);
  const formBs = new Set(received.flatMap(row => row.formB ?? []));
  const taken = sumPence([...formBs].map(form => form.employeeTotalPence));
  expect(text).toContain(
    `Locum (Forms A and B) ${received.length} forms in all 46 ${formatPounds(sum(received, 'pensionablePence'))} ${formatPounds(taken)}`,
  );
  const all = sumPence([sum(received, 'pensionablePence'), ...ledger.solo.map(row => row.pensionablePence)]);
  const allTaken = sumPence([taken, ...ledger.solo.flatMap(row => row.contributedPence ?? [])]);
  expect(text).toContain(`All ${formatPounds(all)} ${formatPounds(allTaken)}`);
});

test('seen as pictures, no paper of the year draws past its margins, on its first page or its last', async () => {
  const aFormOfEach = new Map(ledger.rows.map(row => [row.booking.organisationId, row.form?.fileId]));
  const files = new Set([...aFormOfEach.values(), ...ledger.rows.map(row => row.formB?.fileId)]);
  for (const file of files) {
    if (!file) continue;
    const sheets = await lookAtPaper(await kept(file));
    expect(sheets.length).toBeGreaterThan(0);
    expect(beyondMargins(sheets, { side: 17.5, top: 15, bottom: 10 })).toEqual([]);
  }
});
