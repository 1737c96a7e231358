import type { Geocoder, Located } from '#ports/geocoder.ts';
import { areaOf, POSTCODE_AREAS, type PostcodeArea } from '#rules/postcode-areas.ts';

/** Our own table of postcode areas: knows where "about" a postcode is, asks nobody, and is always there. */
export function areaTable(): Geocoder {
  return {
    locatePostcode: async postcode => located(areaOf(postcode)),
    async locatePlace(name) {
      const wanted = name.trim().toLowerCase();
      if (wanted === '') return { kind: 'unknown' };
      return located(
        POSTCODE_AREAS.find(area => area.place.toLowerCase() === wanted) ??
          // "London" is several areas; its middle will do
          (wanted === 'london' ? areaOf('WC') : undefined) ??
          POSTCODE_AREAS.find(area => area.place.toLowerCase().startsWith(`${wanted} `)),
      );
    },
  };
}

function located(area: PostcodeArea | undefined): Located {
  if (!area) return { kind: 'unknown' };
  const { latitude, longitude, place } = area;
  return { kind: 'found', point: { latitude, longitude }, precision: 'about', place };
}
