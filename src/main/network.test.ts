import { expect, test } from 'vitest';
import { countryName, networkOf } from './network.ts';

test('one household counts as one caller, however many addresses it has', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(networkOf('2001:0DB8:0001:2::9')).toBe('2001:db8:1:2');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0');
  expect(networkOf('::1')).toBe('0:0:0:0');
  expect(networkOf('2001:db8:1:3::9')).not.toBe(networkOf('2001:db8:1:2::9'));
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('unknown')).toBe('unknown');
});

test('countries are told in words, and what is none is not', () => {
  expect(countryName('GB')).toBe('United Kingdom');
  expect(countryName('fr')).toBe('France');
  expect([undefined, '', 'XX', 'T1', 'GBR', '<b'].map(countryName)).toEqual(Array(6).fill(undefined));
});
