import { expect, test } from 'vitest';
import { fieldCipher } from './encryption.ts';

const key = (id: string, fill: number) => ({ id, secret: new Uint8Array(32).fill(fill) });
const place = { table: 'profiles', column: 'ni_number_sealed', row: '01a20845-995c-7391-9a72-af453e9c5a96' };

test('what is sealed opens again, and shows nothing of itself', () => {
  const cipher = fieldCipher([key('k1', 1)]);
  const sealed = cipher.seal('AB123456C', place);
  expect(sealed).toMatch(/^k1\./);
  expect(sealed).not.toContain('AB123456C');
  expect(cipher.open(sealed, place)).toBe('AB123456C');
  expect(cipher.seal('AB123456C', place)).not.toBe(sealed);
});

test('a value moved to another row, column or table does not open', () => {
  const cipher = fieldCipher([key('k1', 1)]);
  const sealed = cipher.seal('AB123456C', place);
  for (const other of [
    { ...place, row: 'other' },
    { ...place, column: 'utr_sealed' },
    { ...place, table: 'accounts' },
  ]) {
    expect(() => cipher.open(sealed, other)).toThrow();
  }
});

test('an altered value does not open', () => {
  const cipher = fieldCipher([key('k1', 1)]);
  const [id, nonce, tag, text] = cipher.seal('AB123456C', place).split('.');
  expect(() => cipher.open([id, nonce, tag, Buffer.from('another').toString('base64url')].join('.'), place)).toThrow();
  expect(() => cipher.open([id, nonce, 'AAAA', text].join('.'), place)).toThrow('not a sealed value');
});

test('several keys live at once: the first seals, all open, and what is stale is told', () => {
  const old = fieldCipher([key('k1', 1)]).seal('AB123456C', place);
  const both = fieldCipher([key('k2', 2), key('k1', 1)]);
  expect(both.open(old, place)).toBe('AB123456C');
  expect([both.isStale(old), both.isStale(both.seal('x', place))]).toEqual([true, false]);
  expect(() => fieldCipher([key('k2', 2)]).open(old, place)).toThrow('no encryption key k1');
});

test('a wrong list of keys is refused', () => {
  expect(() => fieldCipher([])).toThrow(RangeError);
  expect(() => fieldCipher([key('k1', 1), key('k1', 2)])).toThrow(RangeError);
  expect(() => fieldCipher([{ id: 'k1', secret: new Uint8Array(16) }])).toThrow(RangeError);
});
