import { expect, test } from 'vitest';
import { checkElectronicAddress } from './electronic-address.ts';

test('a GLN by its check digit, a VAT number with GB before it, a D-U-N-S number of nine digits', () => {
  expect(checkElectronicAddress('0088', '62 91041 50021 3')).toEqual({ ok: true, value: '6291041500213' });
  expect(checkElectronicAddress('9932', '101 7476 96')).toEqual({ ok: true, value: 'GB101747696' });
  expect(checkElectronicAddress('0060', '21-439-2847')).toEqual({ ok: true, value: '214392847' });
});

test('the example of GS1: 730001100001 has the check digit 7', () => {
  expect(checkElectronicAddress('0088', '7300011000017')).toMatchObject({ ok: true });
});

test('one wrong digit is refused, and so is the number of another scheme', () => {
  expect(checkElectronicAddress('0088', '6291041500214')).toMatchObject({ ok: false, reason: 'wrong_check_digit' });
  expect(checkElectronicAddress('9932', '101747697')).toMatchObject({ ok: false });
  expect(checkElectronicAddress('0060', '6291041500213')).toMatchObject({ ok: false });
  expect(checkElectronicAddress('0088', '')).toMatchObject({ ok: false });
});
