import { expect, test } from 'vitest';
import { pence } from '#rules/money.ts';
import { formBFigures, NO_ADDITIONS } from '#rules/pension/form-b.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import { type CopySource, copySheet } from './copy-sheet.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

function november(change: Partial<CopySource> = {}): CopySource {
  const form = {
    invoiceNumber: 'AK-0042',
    part: 1,
    nation: 'england',
    schemeYear: '2026-27',
    organisationName: 'Riverside Surgery',
    odsCode: 'B86001',
    periods: [
      { from: day('2026-11-03'), to: day('2026-11-04') },
      { from: day('2026-11-24'), to: day('2026-11-24') },
    ],
    firstDay: day('2026-11-03'),
    lastDay: day('2026-11-24'),
    paidOn: day('2026-12-18'),
    feePence: pence(170_000),
    pensionablePence: pence(153_000),
    employerPence: pence(22_001),
  } as const;
  return {
    nation: 'england',
    schemeYear: '2026/27',
    month: '2026-12' as PensionMonth,
    paymentReference: '12345678LOCDEC2026',
    locum: {
      name: 'Anna Kowalska',
      surname: 'Kowalska',
      otherNames: 'Anna Maria',
      dateOfBirth: day('1984-02-29'),
      niNumber: 'QQ 12 34 56 C',
      hostCode: '3000',
      hostReference: 'SB-991',
      gmcNumber: '7123456',
      address: '14 Chapel Lane, Hebden Bridge, HX7 8AB',
      email: 'anna@kowalska.example',
    },
    tierBasisPoints: 1070,
    forms: [form],
    figures: formBFigures([form], 1070, NO_ADDITIONS, pence(1_234_567)),
    ...change,
  };
}
const rows = (source: CopySource) =>
  copySheet(source).map(section => section.rows.map(row => `${row.label}: ${row.value}`));

test('the sheet holds every field of Form B and then of Form A in their order, to the letter', () => {
  const [formB, formA] = rows(november());
  expect(formB).toEqual([
    'Unique Payment Reference (UPR): 12345678LOCDEC2026',
    'Surname: Kowalska',
    'Other names: Anna Maria',
    'Date of birth: 29/02/1984',
    'National Insurance number: QQ123456C',
    'Host PCSE EA code: 3000',
    'GMC number: 7123456',
    'Address: 14 Chapel Lane, Hebden Bridge, HX7 8AB',
    'Email: anna@kowalska.example',
    'Month of payment: December',
    'Year: 2026',
    'Tier, %: 10.7',
    'Line 1, EA or ODS code: B86001',
    'Line 1, Practice: Riverside Surgery',
    'Line 1, First day: 03/11/2026',
    'Line 1, Last day: 24/11/2026',
    'Line 1, Date paid: 18/12/2026',
    'Line 1, Box 2: pensionable pay: 1530.00',
    'Line 1, Box 3: employer contribution: 220.01',
    'a  Pensionable pay: total of box 2: 1530.00',
    'b  Employee contributions: a at 10.7%: 163.71',
    'c  Added years: 0.00',
    'd  Money purchase AVC: 0.00',
    'e  Additional pension: 0.00',
    'f  Early retirement reduction buy-out (ERRBO): 0.00',
    'g  Employee total: b + c + d + e + f: 163.71',
    'h  Employer contributions: total of box 3: 220.01',
    'i  To pay: g + h: 383.72',
    'j  Locum pensionable income of the scheme year so far: 13875.67',
  ]);
  expect(formA).toEqual([
    'Unique Payment Reference (UPR): 12345678LOCDEC2026',
    'Full name: Anna Kowalska',
    'National Insurance number: QQ123456C',
    'Host PCSE EA code: 3000',
    'Worked from (1): 03/11/2026',
    'to (1): 04/11/2026',
    'Worked from (2): 24/11/2026',
    'to (2): 24/11/2026',
    'Box 1: gross fee: 1700.00',
    'Box 2: pensionable pay: 1530.00',
    'Box 3: employer contribution: 220.01',
    'Practice code: B86001',
    'Practice: Riverside Surgery',
    'Date paid to the locum: 18/12/2026',
  ]);
});

test('no value to type has a pound sign or a comma of thousands', () => {
  const [form] = november().forms;
  if (!form) throw new Error('the month has a form');
  const large = { ...form, pensionablePence: pence(1_234_567) };
  const figures = formBFigures([large], 1070, NO_ADDITIONS, pence(9_999_999));
  for (const section of copySheet(november({ forms: [large], figures })))
    for (const row of section.rows) expect(row.value).not.toMatch(/£|\d,\d/);
});

test('in Wales the health board’s reference joins, and what is not known is left empty', () => {
  const source = november({ nation: 'wales' });
  const [formB] = rows({ ...source, locum: { ...source.locum, hostCode: null, dateOfBirth: null } });
  for (const row of ['LHB reference: SB-991', 'Host LHB EA code: ', 'Date of birth: ']) expect(formB).toContain(row);
});

test('where a primary care body pays, nothing of the employer is on the sheet', () => {
  const [form] = november().forms;
  if (!form) throw new Error('the month has a form');
  const scottish = { ...form, nation: 'scotland' as const, employerPence: pence(0) };
  const figures = formBFigures([scottish], 980, NO_ADDITIONS, pence(0));
  const all = rows(
    november({ nation: 'scotland', paymentReference: '', forms: [scottish], figures, tierBasisPoints: 980 }),
  ).flat();
  expect(all.filter(row => /box 3|employer/i.test(row))).toEqual([]);
  expect(all).toContain('g  Employee total, to pay: b + c + d + e + f: 149.94');
});
