import { isIPv6 } from 'node:net';

/** What of an address counts as one caller: all of it, or of IPv6 the 64 bits that one household or company is given. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...gap, ...after]
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/** The name of a country that a proxy tells by two letters; undefined where it tells none or one that there is not. */
export function countryName(code: string | undefined): string | undefined {
  if (code === undefined || !/^[A-Za-z]{2}$/.test(code) || ['XX', 'T1'].includes(code.toUpperCase())) return undefined;
  return COUNTRIES.of(code.toUpperCase());
}

const COUNTRIES = new Intl.DisplayNames('en-GB', { type: 'region', fallback: 'none' });
