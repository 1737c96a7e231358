import { expect, test } from 'vitest';
import { pence } from '../money.ts';
import { vatWatchFrom, vatWindows } from './vat-watch.ts';

const TODAY = Temporal.PlainDate.from('2026-11-24');
const supply = (on: string, pounds: number, isTaxable = true) => ({
  on: Temporal.PlainDate.from(on),
  pence: pence(pounds * 100),
  isTaxable,
});
const windowTo = (last: string, supplies: Parameters<typeof vatWindows>[0], today = TODAY) =>
  vatWindows(supplies, today).find(it => it.last.toString() === last);

test('exempt work never counts, however much it is', () => {
  const supplies = [supply('2026-10-02', 500_000, false), supply('2026-10-03', 90_000)];
  expect(windowTo('2026-10-31', supplies)).toMatchObject({
    taxablePence: 9_000_000,
    exemptPence: 50_000_000,
    isOver: false,
    registerBy: undefined,
  });
});

test('a penny above £90,000 in twelve months to a month’s end is to be told within thirty days', () => {
  const supplies = [supply('2025-11-01', 45_000), supply('2026-10-31', 45_000.01)];
  expect(windowTo('2026-10-31', supplies)?.registerBy?.toString()).toBe('2026-11-30');
  // a month later the first of them is out of the window
  expect(windowTo('2026-11-24', supplies)?.isOver).toBe(false);
});

test('today’s window shows what is coming, and asks for nothing before the month is over', () => {
  expect(windowTo('2026-11-24', [supply('2026-11-20', 100_000)])).toMatchObject({
    isOver: true,
    registerBy: undefined,
  });
});

test('the window is twelve months: its first day is in, the day before is out', () => {
  const window = windowTo('2026-02-28', [supply('2025-02-28', 10), supply('2025-03-01', 7)]);
  expect([window?.first.toString(), window?.taxablePence]).toEqual(['2025-03-01', 700]);
});

test('the threshold is that of the day', () => {
  const supplies = [supply('2024-03-20', 86_000)];
  const today = Temporal.PlainDate.from('2024-04-10');
  expect(windowTo('2024-03-31', supplies, today)).toMatchObject({ thresholdPence: 8_500_000, isOver: true });
  expect(windowTo('2024-04-10', supplies, today)).toMatchObject({ thresholdPence: 9_000_000, isOver: false });
});

test('twelve ends of months and today are looked at, and nothing before the first of them is read', () => {
  const windows = vatWindows([], TODAY);
  expect(windows).toHaveLength(13);
  expect(windows.at(-1)?.first.toString()).toBe(vatWatchFrom(TODAY).toString());
});
