import { expect, test } from 'vitest';
import { readStatementCsv } from './read-statement-csv.ts';

test('what was taken back is negative, with a minus or in brackets', () => {
  const { lines, errors } = readStatementCsv(
    'Month,Pensionable pay,Employee,Employer\nJune 2026,-£120.00,(15.00),−17.26\nJuly 2026,100.00,12.50,14.38\nJuly 2026,£-5,(£1.00),-.5',
  );
  expect(errors).toEqual([]);
  expect(lines.map(line => [line.pensionablePence, line.employeePence, line.employerPence])).toEqual([
    [-12_000, -1500, -1726],
    [10_000, 1250, 1438],
    [-500, -100, -50],
  ]);
});

test('what is no amount stays refused', () => {
  const { errors } = readStatementCsv('Month,Pensionable pay\nJune 2026,--5\nJune 2026,(5\nJune 2026,-\nJune 2026,');
  expect(errors.map(error => error.line)).toEqual([2, 3, 4, 5]);
});

test('an employer’s name is not taken for the employer’s contributions', () => {
  const { choice, lines } = readStatementCsv(
    'Period,Employer name,Pensionable pay,Member contributions,Employer contributions\nJune 2026,Riverside,100.00,12.50,14.38',
  );
  expect(choice).toMatchObject({ employer: 'Employer contributions', employee: 'Member contributions' });
  expect(lines[0]).toMatchObject({ employeePence: 1250, employerPence: 1438 });
});
