import { expect, test } from 'vitest';
import { pence } from '#rules/money.ts';
import { annasFormB } from '#tests/cast/papers.ts';
import { outside, overlaps, readPaper } from '#tests/support/read-paper.ts';
import { renderFormB } from './form-b-document.ts';
import type { FormB } from './form-content.ts';

test('Form B shows lines a to j to the penny', async () => {
  const { text } = await readPaper(await renderFormB(annasFormB()));
  for (const line of [
    'a Pensionable pay: total of box 2 £4,590.00',
    'b Employee contributions: a at 10.7% £491.13',
    'c Added years £0.00',
    'd Money purchase AVC £50.00',
    'e Additional pension £0.00',
    'f Early retirement reduction buy-out (ERRBO) £0.00',
    'g Employee total: b + c + d + e + f £541.13',
    'h Employer contributions: total of box 3 £660.03',
    'i To pay: g + h £1,201.16',
    'j Locum pensionable income of the scheme year so far £28,046.78',
  ]) {
    expect(text).toContain(line);
  }
});

test('Form B names the locum, the month, the reference and the day it is due', async () => {
  const { text } = await readPaper(await renderFormB(annasFormB()));
  for (const part of [
    'Kowalska',
    'Anna Maria',
    '29 Feb 1984',
    '7123456',
    'December 2026',
    '12345678LOCDEC2026',
    'Thu 7 Jan 2027',
  ]) {
    expect(text).toContain(part);
  }
});

test('every tier of the year is there and one of them is ticked', async () => {
  const { text, roles } = await readPaper(await renderFormB(annasFormB()));
  expect(text).toContain('5.2% (up to £13,259)');
  expect(text).toContain('✓ 10.7% (£52,779 to £67,668)');
  expect(text).toContain('12.5% (£67,669 and above)');
  expect(text.match(/✓/g)).toHaveLength(1);
  expect(roles.filter(role => role === 'Figure')).toHaveLength(6);
});

test('a month of three practices fits on one page, a month of 30 runs over with its headings repeated', async () => {
  expect((await readPaper(await renderFormB(annasFormB(3)))).pages).toHaveLength(1);
  const long = await readPaper(await renderFormB(annasFormB(30)));
  expect(long.pages).toHaveLength(2);
  for (const page of long.pages) expect(page).toContain('Date paid');
  expect(overlaps(long.runs)).toEqual([]);
  expect(outside(long.runs)).toEqual([]);
});

test('a tier that the year does not know is refused', async () => {
  await expect(renderFormB({ ...annasFormB(), tierBasisPoints: 999 })).rejects.toThrow(
    '9.99% is not a tier of 2026/27',
  );
});

test('the same Form B is the same file byte for byte', async () => {
  expect(Buffer.from(await renderFormB(annasFormB())).equals(await renderFormB(annasFormB()))).toBe(true);
});

test('what the form of a year does not have is not on it', async () => {
  const old = (await readPaper(await renderFormB({ ...annasFormB(), schemeYear: '2017/18' }))).text;
  for (const part of ['GMC number', 'ODS', 'of the scheme year so far', 'could not be read'])
    expect(old).not.toContain(part);
  expect(old).toContain('12345678LOCDEC26');
  const read = (await readPaper(await renderFormB({ ...annasFormB(), schemeYear: '2021/22' }))).text;
  for (const part of ['GMC number', 'of the scheme year so far']) expect(read).toContain(part);
  for (const part of ['ODS', 'could not be read']) expect(read).not.toContain(part);
  const now = (await readPaper(await renderFormB(annasFormB()))).text;
  for (const part of ['EA or ODS code', 'of 2026/27 could not be read']) expect(now).toContain(part);
});

test('in Northern Ireland the form has no employer’s money, the GMC number for a reference, and goes to HSC', async () => {
  const paper = await readPaper(await renderFormB(northernIrish()));
  for (const part of [
    'HSC Pension Scheme',
    'GMC number (payment reference)',
    'g Employee total, to pay: b + c + d + e + f £541.13',
    'Pay g in one sum under the reference 7123456. Money and forms have to reach HSC Pensions by Wed 6 Jan 2027.',
    '✓ 10.7% (the tier in use; the bounds of this year are not known)',
  ])
    expect(paper.text).toContain(part);
  for (const part of ['Box 3', 'Employer contributions', 'PCSE', 'LOC']) expect(paper.text).not.toContain(part);
  expect(overlaps(paper.runs)).toEqual([]);
  expect(outside(paper.runs)).toEqual([]);
});

test('an employer’s contribution that the form has no place for is refused, not dropped', async () => {
  const { sums } = annasFormB();
  await expect(renderFormB({ ...northernIrish(), sums })).rejects.toThrow('no employer contribution');
});

test('an unsigned Welsh form of three practices stays on one page', async () => {
  const paper = await readPaper(await renderFormB({ ...annasFormB(3), nation: 'wales' }));
  expect(paper.text).toContain('LHB reference');
  expect(paper.text).toContain('have to reach the Local Health Board by Thu 7 Jan 2027');
  expect(paper.pages).toHaveLength(1);
});

function northernIrish(): FormB {
  const form = annasFormB();
  const sums = { ...form.sums, employerPence: pence(0), payablePence: form.sums.employeeTotalPence };
  return {
    ...form,
    nation: 'northern_ireland',
    scheme: 'northern_ireland',
    paymentReference: '7123456',
    tiers: [{ rateBasisPoints: 1070 }],
    dueOn: Temporal.PlainDate.from('2027-01-06'),
    sums,
  };
}
