import { expect, test } from 'vitest';
import type { Geocoder } from './geocoder.ts';

/** What every geocoder promises: told of LS1 4AP in Leeds and of a place called Leeds. */
export function geocoderContract(name: string, make: () => Geocoder): void {
  test(`${name} finds a postcode, however it is written, within ten miles or so`, async () => {
    for (const text of ['LS1 4AP', 'ls14ap', ' Ls1  4ap ']) {
      const located = await make().locatePostcode(text);
      expect(located.kind, text).toBe('found');
      if (located.kind !== 'found') continue;
      expect(located.point.latitude).toBeCloseTo(53.8, 0);
      expect(located.point.longitude).toBeCloseTo(-1.55, 0);
      expect(located.place).not.toMatch(/\d[A-Z]{2}$/);
    }
  });

  test(`${name} finds a place by its name in any case, and says "about"`, async () => {
    for (const text of ['Leeds', ' leeds ']) {
      expect(await make().locatePlace(text)).toMatchObject({ kind: 'found', precision: 'about', place: 'Leeds' });
    }
  });

  test(`${name} says of what it does not know that it does not, and never throws`, async () => {
    for (const text of ['', 'ZZ99 9ZZ', '12345', 'not a postcode'])
      expect((await make().locatePostcode(text)).kind, text).toBe('unknown');
    for (const text of ['', 'Atlantis']) expect((await make().locatePlace(text)).kind, text).toBe('unknown');
  });
}
