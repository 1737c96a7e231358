import { expect, test } from 'vitest';
import { isHealthServiceAddress } from './nhs-addresses.ts';

test.each([
  'maggie.hill@nhs.net',
  'Booking@Riverside.NHS.UK',
  'rota@wales.nhs.uk',
  'gp@lothian.nhs.scot',
  'x@westerntrust.hscni.net',
])('%s is of the health service', address => {
  expect(isHealthServiceAddress(address)).toBe(true);
});

test.each([
  'x@notnhs.net',
  'x@nhs.net.example.com',
  'x@nhs.uk.co',
  'nhs.net@example.com',
  'x@example.com',
  'x@mail-nhs.net',
  '',
])('%s may belong to anybody', address => {
  expect(isHealthServiceAddress(address)).toBe(false);
});
