import { expect, test } from 'vitest';
import { maskTail } from './answer.ts';
import { bankAccountWarning, checkAccountNumber, checkSortCode, formatSortCode } from './bank-account.ts';
import { checkCompanyNumber, checkOdsCode, checkPostcode } from './places.ts';
import { checkMembershipNumber, checkRegistrationNumber } from './professional.ts';
import { checkNino, checkUtr, checkVatNumber } from './tax-numbers.ts';

/** Published examples, from the sources that the checks name. */
test('National Insurance numbers', () => {
  for (const it of ['AB123456C', 'CS100700A', 'AA111111A', 'ab 12 34 56 c'])
    expect(checkNino(it)).toMatchObject({ ok: true });
  for (const it of ['AO123456C', 'AB123456E', 'BG123456C', 'QQ123456C', ''])
    expect(checkNino(it)).toMatchObject({ ok: false });
});

test('taxpayer references, HMRC’s own display example not among them', () => {
  for (const it of ['2234567890', '2108834503', '1097172564', 'K2234567890', '1232234567890'])
    expect(checkUtr(it)).toMatchObject({ ok: true });
  for (const it of ['1234567890', '5550000621', '123']) expect(checkUtr(it)).toMatchObject({ ok: false });
  expect(checkUtr('2234567890k')).toEqual({ ok: true, value: '2234567890' });
});

test('VAT numbers by both check sums', () => {
  for (const it of ['101747696', 'GB 101 7476 41']) expect(checkVatNumber(it)).toMatchObject({ ok: true });
  expect(checkVatNumber('101747697')).toMatchObject({ ok: false, reason: 'wrong_check_digit' });
});

test('bank accounts by the modulus check, a failure only a warning', () => {
  for (const [sort, account] of VALID_ACCOUNTS) expect(bankAccountWarning(sort, account)).toBeUndefined();
  for (const [sort, account] of INVALID_ACCOUNTS) expect(bankAccountWarning(sort, account)).toBeDefined();
  expect(checkSortCode('12-34-56')).toEqual({ ok: true, value: '123456' });
  expect(checkAccountNumber('123456')).toEqual({ ok: true, value: '00123456' });
  expect(checkAccountNumber('123456789')).toMatchObject({ ok: false });
  expect(formatSortCode('123456')).toBe('12-34-56');
});

test('postcodes are kept as the Post Office writes them', () => {
  expect(checkPostcode('sw1a1aa')).toEqual({ ok: true, value: 'SW1A 1AA' });
  expect(checkPostcode('m1 1ae')).toEqual({ ok: true, value: 'M1 1AE' });
  for (const it of ['SW1A', 'QA1 1AA', '12345']) expect(checkPostcode(it)).toMatchObject({ ok: false });
});

test('codes of organisations and companies', () => {
  expect(checkOdsCode('g34721', true)).toEqual({ ok: true, value: 'G34721' });
  expect(checkOdsCode('FVR79', true)).toMatchObject({ ok: true, warning: expect.any(String) });
  expect(checkOdsCode('ABCDEFGHIJ', false)).toMatchObject({ ok: false });
  expect(checkCompanyNumber('445790')).toEqual({ ok: true, value: '00445790' });
  expect(checkCompanyNumber('SC123456')).toMatchObject({ ok: true });
  expect(checkCompanyNumber('S1234567')).toMatchObject({ ok: false });
});

test('registration numbers by profession; formats without a primary source only warn', () => {
  expect(checkRegistrationNumber('gp', '7012345')).toMatchObject({ ok: true });
  expect(checkRegistrationNumber('gp', '701234')).toMatchObject({ ok: false });
  for (const it of ['71A2998E', '01A2345N', '12A3456B'])
    expect(checkRegistrationNumber('nurse', it)).toMatchObject({ ok: true });
  expect(checkRegistrationNumber('pharmacist', '2033467')).toEqual({ ok: true, value: '2033467' });
  expect(checkRegistrationNumber('pharmacist', '5033467')).toMatchObject({ ok: true, warning: expect.any(String) });
  for (const it of ['PH123456', 'PYL123456', 'PH095159', 'CH029821'])
    expect(checkRegistrationNumber('physiotherapist', it)).toMatchObject({ ok: true });
  expect(checkRegistrationNumber('dentist', 'X1')).toMatchObject({ ok: true, warning: expect.any(String) });
  expect(checkRegistrationNumber('optometrist', '01-09491')).toEqual({ ok: true, value: '01-09491' });
});

test('membership numbers, the older way of printing them too', () => {
  expect(checkMembershipNumber('SD 12/345678')).toEqual({ ok: true, value: '12345678' });
  expect(checkMembershipNumber('1234567')).toMatchObject({ ok: false });
});

test('what is masked shows its end only', () => {
  expect([maskTail('12345678'), maskTail('123', 4)]).toEqual(['••••5678', '••••']);
});

const VALID_ACCOUNTS = [
  ['180002', '00000190'],
  ['309070', '02355688'],
  ['086090', '06774744'],
  ['938611', '07806039'],
  ['871427', '09123496'],
  ['074456', '11104102'],
  ['070116', '34012583'],
  ['200915', '41011166'],
  ['202959', '63748472'],
  ['134020', '63849203'],
  ['118765', '64371389'],
  ['089999', '66374958'],
  ['820000', '73688637'],
  ['827999', '73988638'],
  ['107999', '88837491'],
  ['772798', '99345694'],
] as const;

const INVALID_ACCOUNTS = [
  ['938063', '15763217'],
  ['938063', '15764273'],
  ['203099', '58716970'],
  ['118765', '64371388'],
  ['089999', '66374959'],
  ['203099', '66831036'],
  ['107999', '88837493'],
] as const;
