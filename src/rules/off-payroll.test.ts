import { expect, test } from 'vitest';
import { answerDue, whoDecides } from './off-payroll.ts';

test('a public or larger hirer decides the status; a small private one leaves it to the worker’s company', () => {
  expect([whoDecides('public'), whoDecides('medium_or_large'), whoDecides('small')]).toEqual([
    'hirer',
    'hirer',
    'own_company',
  ]);
});

test('a disagreement is answered within 45 days, its own day the first', () => {
  expect(answerDue(Temporal.PlainDate.from('2026-11-01')).toString()).toBe('2026-12-15');
});
