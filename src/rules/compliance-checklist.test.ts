import { expect, test } from 'vitest';
import { checklistFor, proposedExpiry, reminderDue } from './compliance-checklist.ts';
import { PROFESSION_CODES } from './professions.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

test('every profession has a checklist with indemnity, DBS and identity, each kind once', () => {
  for (const profession of PROFESSION_CODES) {
    const categories = checklistFor(profession).map(item => item.category);
    expect(new Set(categories).size, profession).toBe(categories.length);
    expect(categories, profession).toEqual(expect.arrayContaining(['registration', 'indemnity', 'dbs', 'identity']));
  }
});

test('registration counts as long as each regulator says', () => {
  const months = (profession: 'gp' | 'nurse' | 'paramedic' | 'pharmacist') =>
    checklistFor(profession).find(item => item.category === 'registration')?.months;
  expect([months('gp'), months('nurse'), months('paramedic'), months('pharmacist')]).toEqual([12, 36, 24, 12]);
});

test('walking through a year, each reminder is sent once: at 60, 30, 7 and 0 days', () => {
  const expires = day('2028-02-29');
  const sent: number[] = [];
  const on: string[] = [];
  for (let today = day('2027-03-01'); today.toString() < '2028-06-01'; today = today.add({ days: 1 })) {
    const due = reminderDue(expires, today, sent);
    if (due === undefined) continue;
    sent.push(due);
    on.push(today.toString());
  }
  expect(sent).toEqual([60, 30, 7, 0]);
  expect(on).toEqual(['2027-12-31', '2028-01-30', '2028-02-22', '2028-02-29']);
});

test('what was missed is not sent late: only the nearest reminder counts', () => {
  expect(reminderDue(day('2026-12-01'), day('2026-11-24'), [])).toBe(7);
  expect(reminderDue(day('2026-12-01'), day('2026-11-24'), [7])).toBeUndefined();
  expect(reminderDue(day('2026-11-23'), day('2026-11-24'), [])).toBeUndefined();
});

test('an expiry is proposed by whole months, and at the end of a short month', () => {
  expect(proposedExpiry(day('2025-08-31'), 6)?.toString()).toBe('2026-02-28');
  expect(proposedExpiry(day('2025-08-31'), null)).toBeUndefined();
});
