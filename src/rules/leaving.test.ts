import { expect, test } from 'vitest';
import { eraseDay, leavingReminder } from './leaving.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

test('thirty days, across the end of a month and a leap day', () => {
  expect(eraseDay(day('2026-11-25')).toString()).toBe('2026-12-25');
  expect(eraseDay(day('2028-02-10')).toString()).toBe('2028-03-11');
});

test('two reminders in the thirty days, each once', () => {
  const end = eraseDay(day('2026-11-25'));
  let last: number | null = null;
  const told: string[] = [];
  for (
    let today = day('2026-11-25');
    Temporal.PlainDate.compare(today, end.add({ days: 3 })) < 0;
    today = today.add({ days: 1 })
  ) {
    const due = leavingReminder(end, today, last);
    if (due === undefined) continue;
    told.push(`${today} ${due}`);
    last = due;
  }
  expect(told).toEqual(['2026-12-18 7', '2026-12-24 1']);
});

test('where the worker slept past the first, only the second is sent; after the end none', () => {
  const end = day('2026-12-25');
  expect(leavingReminder(end, day('2026-12-20'), null)).toBe(7);
  expect(leavingReminder(end, day('2026-12-24'), null)).toBe(1);
  expect(leavingReminder(end, day('2026-12-25'), null)).toBeUndefined();
});
