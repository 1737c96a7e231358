import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { csvText } from './csv.ts';

const cellOf = (text: string) =>
  Papa.parse<string[]>(csvText([{ Cell: text }]).slice(1), { newline: '\r\n' }).data[1]?.[0];

test('what could act as a formula is made harmless, over several lines too', () => {
  for (const text of ['=1+1', '+44 113', '@SUM(A1)', '-1+cmd', '-', '\t=1', '=HYPERLINK("x")\nsecond line', '-2\n=1'])
    expect(cellOf(text), text).toBe(`'${text}`);
});

test('a negative amount stays a number that can be summed', () => {
  for (const text of ['-12.50', '-340.00', '-7', '1,000', 'A - B']) expect(cellOf(text), text).toBe(text);
});
