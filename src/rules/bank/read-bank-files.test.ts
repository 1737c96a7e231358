import { expect, test } from 'vitest';
import { parseBankDay, parseSignedPounds, type ReadBankLines } from './bank-line.ts';
import { readCsvRows } from './read-csv-rows.ts';
import { isOfx, readOfx } from './read-ofx.ts';
import { isQif, readQif } from './read-qif.ts';

const csv = (text: string, isReversed = false) =>
  readCsvRows(
    text.split('\n').map(row => row.split('|')),
    { columns: {}, isReversed },
  );
const shown = (read: ReadBankLines) => read.lines.map(it => `${it.day} ${it.amountPence} ${it.description}`.trim());

test.each([
  [
    'barclays',
    'Number|Date|Account|Amount|Subcategory|Memo\n |24/11/2026|20-00-00 12345678|700.00|DIRECTDEP|RIVERSIDE SURGERY   INV-0042 BGC\n |25/11/2026|20-00-00 12345678|-12.30|PAYMENT|TESCO',
    ['2026-11-24 70000 RIVERSIDE SURGERY INV-0042 BGC', '2026-11-25 -1230 TESCO'],
  ],
  [
    'lloyds',
    "Transaction Date|Transaction Type|Sort Code|Account Number|Transaction Description|Debit Amount|Credit Amount|Balance\n24/11/2026|FPI|'30-00-00|12345678|RIVERSIDE SURGERY||1,234.50|2000.00\n25/11/2026|DEB|'30-00-00|12345678|TESCO|12.30||1987.70",
    ['2026-11-24 123450 RIVERSIDE SURGERY', '2026-11-25 -1230 TESCO'],
  ],
  [
    'hsbc',
    '24/11/2026|RIVERSIDE SURGERY CR|700.00\n25/11/2026|TESCO|-12.30',
    ['2026-11-24 70000 RIVERSIDE SURGERY CR', '2026-11-25 -1230 TESCO'],
  ],
  [
    'natwest',
    "Date| Type| Description| Value| Balance| Account Name| Account Number\n24 Nov 2026|BAC|'RIVERSIDE SURGERY , INV-0042|700.00|700.00|A OKAFOR|600000-12345678",
    ['2026-11-24 70000 RIVERSIDE SURGERY , INV-0042'],
  ],
  [
    'santander',
    'Date|Description|Money in|Money out|Balance\n24/11/2026|BANK GIRO CREDIT REF RIVERSIDE|£700.00||£900.00\n25/11/2026|TESCO||£12.30|£887.70',
    ['2026-11-24 70000 BANK GIRO CREDIT REF RIVERSIDE', '2026-11-25 -1230 TESCO'],
  ],
  [
    'nationwide',
    'Account Name:|FlexAccount ****12345\nAccount Balance:|£900.00\nAvailable Balance:|£900.00\n\nDate|Transaction type|Description|Paid out|Paid in|Balance\n24 Nov 2026|Bank credit|RIVERSIDE SURGERY||£1,700.00|£1,900.00',
    ['2026-11-24 170000 RIVERSIDE SURGERY'],
  ],
  [
    'monzo',
    'Transaction ID|Date|Time|Type|Name|Emoji|Category|Amount|Currency|Local amount|Local currency|Notes and #tags|Address|Receipt|Description|Category split|Money Out|Money In\ntx_1|24/11/2026|09:12:00|Faster payment|Riverside Surgery||Income|700.00|GBP|700.00|GBP|INV-0042|||INV-0042|||700.00',
    ['2026-11-24 70000 Riverside Surgery INV-0042'],
  ],
  [
    'starling',
    'Date|Counter Party|Reference|Type|Amount (GBP)|Balance (GBP)|Spending Category|Notes\n24/11/2026|Riverside Surgery|INV-0042|FASTER PAYMENT|700.00|900.00|INCOME|',
    ['2026-11-24 70000 Riverside Surgery INV-0042'],
  ],
  [
    'csv',
    'Type|Product|Started Date|Completed Date|Description|Amount|Fee|Currency|State|Balance\nTopup|Current|2026-11-23 22:10:00|2026-11-24 09:12:00|Riverside Surgery INV-0042|700.00|0.00|GBP|COMPLETED|900.00',
    ['2026-11-24 70000 Riverside Surgery INV-0042'],
  ],
  [
    'csv',
    'Date|Description|Amount|Balance\n24/11/2026|RIVERSIDE SURGERY|700.00|900.00',
    ['2026-11-24 70000 RIVERSIDE SURGERY'],
  ],
  [
    'csv',
    'Posting date|Details|Credit|Debit\n2026-11-24|Riverside|700.00|\n2026-11-25|Tesco||-12.30',
    ['2026-11-24 70000 Riverside', '2026-11-25 -1230 Tesco'],
  ],
] as const)('the CSV of %s is read by its headings, with either sign or two columns', (format, text, lines) => {
  const read = csv(text);
  expect(read.errors).toEqual([]);
  expect(read.format).toBe(format);
  expect(shown(read)).toEqual(lines);
});

test('a file that writes what came in with a minus is read the other way round', () => {
  const text = 'Date|Description|Amount\n24/11/2026|Riverside|-700.00\n25/11/2026|Tesco|12.30';
  expect(shown(csv(text, true))).toEqual(['2026-11-24 70000 Riverside', '2026-11-25 -1230 Tesco']);
});

test('what cannot be read is told by its line, and the rest is read', () => {
  const read = csv('Date|Description|Amount\n31/02/2026|Riverside|700.00\n24/11/2026|Hill|seven\n24/11/2026|Vale|1.00');
  expect(read.errors).toEqual([
    { line: 2, message: '“31/02/2026” is not a date. Write it as 24/11/2026.' },
    { line: 3, message: '“seven” is not an amount in pounds.' },
  ]);
  expect(shown(read)).toEqual(['2026-11-24 100 Vale']);
});

test('columns that no heading gives away are chosen, and a file without any says so', () => {
  const rows = [
    ['When', 'Who', 'How much'],
    ['24/11/2026', 'Riverside', '700'],
  ];
  expect(readCsvRows(rows, { columns: {}, isReversed: false }).errors[0]?.message).toBe(
    'No column is chosen for the date.',
  );
  const columns = { date: 'When', description: 'Who', amount: 'How much' };
  expect(shown(readCsvRows(rows, { columns, isReversed: false }))).toEqual(['2026-11-24 70000 Riverside']);
});

const SGML = `OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><BANKTRANLIST>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261124120000[0:GMT]<TRNAMT>700.00<FITID>1<NAME>RIVERSIDE &amp; HILL<MEMO>INV-0042
<STMTTRN>
<TRNTYPE>DEBIT
<DTPOSTED>20261125
<TRNAMT>-12.30
<FITID>2
<NAME>TESCO
</STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;

const XML = `<?xml version="1.0"?><?OFX OFXHEADER="200" VERSION="211"?>
<OFX><BANKTRANLIST><STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20261124</DTPOSTED><TRNAMT>700.00</TRNAMT><NAME>RIVERSIDE &amp; HILL</NAME><MEMO>INV-0042</MEMO></STMTTRN>
<STMTTRN><DTPOSTED>20261125</DTPOSTED><TRNAMT>-12.30</TRNAMT><NAME>TESCO</NAME></STMTTRN></BANKTRANLIST></OFX>`;

test.each([
  ['SGML', SGML],
  ['XML', XML],
])('OFX is read in its %s form', (_, text) => {
  expect(isOfx(text)).toBe(true);
  expect(readOfx(text)).toMatchObject({ format: 'ofx', errors: [] });
  expect(shown(readOfx(text))).toEqual(['2026-11-24 70000 RIVERSIDE & HILL INV-0042', '2026-11-25 -1230 TESCO']);
});

test('OFX names the line of what it cannot read', () => {
  expect(readOfx(SGML.replace('-12.30', 'lots')).errors).toEqual([
    { line: 7, message: '“lots” is not an amount in pounds (TRNAMT).' },
  ]);
});

test('QIF is read day first, with a year in four figures or after an apostrophe', () => {
  const text =
    "!Type:Bank\nD24/11/2026\nT1,700.00\nPRIVERSIDE SURGERY\nMINV-0042\n^\nD25/11'26\nT-12.30\nPTESCO\n^\nD 5/ 1'26\nT3.00\nPHILL\n";
  expect(isQif(text)).toBe(true);
  expect(readQif(text).errors).toEqual([]);
  expect(shown(readQif(text))).toEqual([
    '2026-11-24 170000 RIVERSIDE SURGERY INV-0042',
    '2026-11-25 -1230 TESCO',
    '2026-01-05 300 HILL',
  ]);
  expect(readQif('!Type:Bank\nDsoon\nT1.00\n^').errors).toEqual([{ line: 2, message: '“soon” is not a date (D).' }]);
});

test.each([
  ['24/11/2026', '2026-11-24'],
  ['4/1/26', '2026-01-04'],
  ['2026-11-24T09:12:00Z', '2026-11-24'],
  ['20261124', '2026-11-24'],
  ['24-Nov-2026', '2026-11-24'],
  ['24 November 2026', '2026-11-24'],
  ['11/24/2026', undefined],
  ['soon', undefined],
])('a day as banks write it: %s', (text, day) => {
  const read = parseBankDay(text);
  expect(read.ok ? read.day.toString() : undefined).toBe(day);
});

test.each([
  ['£1,234.50', 123_450],
  ['-12.30', -1230],
  ['(12.30)', -1230],
  ['£-12.30', -1230],
  ['12.30 DR', -1230],
  ['12.30CR', 1230],
  ['12.30-', -1230],
  ['+12.30', 1230],
  ['12.345', undefined],
  ['', undefined],
])('an amount as banks write it: %s', (text, amount) => {
  expect(parseSignedPounds(text)).toBe(amount);
});
