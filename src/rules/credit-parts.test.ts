import { expect, test } from 'vitest';
import { type MoneyParts, partsLeft, takeParts, totalOfParts, withoutHeld } from './credit-parts.ts';
import { type Pence, pence } from './money.ts';

const parts = (work: number, expenses: number, employer: number): MoneyParts => ({
  workPence: pence(work),
  expensesPence: pence(expenses),
  employerPence: pence(employer),
});

test('an amount is taken off the work first, then the expenses, the employer’s share last', () => {
  const left = parts(70_000, 1_250, 9_059);
  expect(takeParts(left, pence(50_000))).toEqual(parts(50_000, 0, 0));
  expect(takeParts(left, pence(70_500))).toEqual(parts(70_000, 500, 0));
  expect(takeParts(left, pence(80_309))).toEqual(left);
  expect(takeParts(left, pence(80_310))).toBe('too_much');
});

test('what is on a Form A is held back, and never below nought', () => {
  expect(withoutHeld(parts(80_000, 1_250, 9_059), parts(70_000, 0, 9_059))).toEqual(parts(10_000, 1_250, 0));
  expect(withoutHeld(parts(100, 0, 0), parts(200, 0, 0))).toEqual(parts(0, 0, 0));
});

test('more gone than was there is a fault, not a figure', () => {
  expect(() => partsLeft(parts(100, 0, 0), [parts(101, 0, 0)])).toThrow('workPence');
});

test('any series of credits, the last of all that is left, undoes an invoice to the penny in each of its parts', () => {
  const random = generator(20_261_125);
  for (let round = 0; round < 2_000; round++) {
    const whole = parts(random(200_000), random(9_000), random(28_000));
    const given: MoneyParts[] = [];
    for (let note = 0; note < random(6); note++) {
      const left = partsLeft(whole, given);
      const taken = takeParts(left, pence(random(totalOfParts(left) + 1)));
      if (taken === 'too_much') throw new Error('no more than is left was asked for');
      given.push(taken);
    }
    const rest = partsLeft(whole, given);
    const last = takeParts(rest, totalOfParts(rest));
    if (last === 'too_much') throw new Error('what is left can be credited');
    expect(partsLeft(whole, [...given, last])).toEqual(parts(0, 0, 0));
    expect([...given, last].reduce((sum, it) => sum + totalOfParts(it), 0)).toBe(totalOfParts(whole) as number);
    expect(takeParts(partsLeft(whole, [...given, last]), 1 as Pence)).toBe('too_much');
  }
});

/** Whole numbers below `most`, the same ones in each run. */
function generator(seed: number): (most: number) => number {
  let state = seed;
  return most => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return most === 0 ? 0 : state % most;
  };
}
