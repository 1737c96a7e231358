import { expect, test } from 'vitest';
import { newTotpSecret, stepOfCode, totpCode, totpStep } from './totp.ts';

/** RFC 6238, appendix B: the ASCII secret "12345678901234567890" in base 32, SHA-1; the last six of the eight digits printed there. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('the code at second %i is the one of RFC 6238', (second, code) => {
  expect(totpCode(SECRET, totpStep(Temporal.Instant.fromEpochMilliseconds(second * 1000)))).toBe(code);
});

test('a code is taken half a minute early or late, and not later', () => {
  const now = Temporal.Instant.from('2026-11-24T10:00:00Z');
  const code = totpCode(SECRET, totpStep(now));
  const taken = (seconds: number) => stepOfCode(SECRET, code, now.add({ seconds }), 0) !== undefined;
  expect([-60, -30, 0, 29, 59, 60].map(taken)).toEqual([false, true, true, true, true, false]);
});

test('a code works once: neither it nor an older one is taken again', () => {
  const now = Temporal.Instant.from('2026-11-24T10:00:00Z');
  const step = totpStep(now);
  expect(stepOfCode(SECRET, totpCode(SECRET, step), now, step)).toBeUndefined();
  expect(stepOfCode(SECRET, totpCode(SECRET, step - 1), now, step)).toBeUndefined();
  expect(stepOfCode(SECRET, totpCode(SECRET, step + 1), now, step)).toBe(step + 1);
});

test('secrets have 160 bits and differ', () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(newTotpSecret());
});
