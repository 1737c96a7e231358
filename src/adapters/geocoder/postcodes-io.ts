import { z } from 'zod';
import type { Geocoder, Located } from '#ports/geocoder.ts';
import { areaOf } from '#rules/postcode-areas.ts';
import { areaTable } from './area-table.ts';

const TIMEOUT_MS = 3000;
const MOST_KEPT = 5000;
/** New postcodes and places come with each release of the data, every three months. */
const UNKNOWN_FOR_MS = 60 * 60 * 1000;

const coordinates = { latitude: z.number().nullable(), longitude: z.number().nullable() };
const postcodeAnswer = z.object({
  result: z.object({ ...coordinates, outcode: z.string(), admin_district: z.string().nullable().optional() }),
});
const terminatedAnswer = z.object({ terminated: z.object({ latitude: z.number(), longitude: z.number() }) });
const outcodeAnswer = z.object({
  result: z.object({ ...coordinates, admin_district: z.array(z.string()).optional() }),
});
const refusal = z.object({ error: z.string() });
const placesAnswer = z.object({
  result: z.array(z.object({ ...coordinates, name_1: z.string() })),
});

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * postcodes.io, or an installation of it (contract: https://github.com/ideal-postcodes/postcodes.io, v18.0.1, read 2026-11-23). Only the
 * postcode or the place's name is sent. A malformed or unknown postcode is a 404; one that was taken out of use is a 404 that still says where
 * it was; coordinates may be null, and then the outcode's are taken, "about". Any other 404 is a wrong address of the service. Answers are
 * kept in memory, the oldest going first, what is unknown for an hour. While the service fails, our own table says "about".
 */
export function postcodesIo(
  baseUrl: string,
  fetchIt: Fetch = fetch,
  milliseconds: () => number = () => performance.now(),
): Geocoder {
  const kept = new Map<string, { readonly located: Located; readonly until: number }>();
  const base = baseUrl.replace(/\/+$/, '');
  const ask = async (path: string): Promise<{ status: number; body: unknown }> => {
    const answer = await fetchIt(`${base}${path}`, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.status >= 500 || answer.status === 429) throw new Error(`postcodes.io answered ${answer.status}`);
    return { status: answer.status, body: await answer.json() };
  };
  const remembering = async (
    key: string,
    look: () => Promise<Located>,
    instead: () => Promise<Located>,
  ): Promise<Located> => {
    const known = kept.get(key);
    if (known && known.until > milliseconds()) return known.located;
    try {
      const located = await look();
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
      const until = located.kind === 'found' ? Number.POSITIVE_INFINITY : milliseconds() + UNKNOWN_FOR_MS;
      kept.set(key, { located, until });
      return located;
    } catch {
      const about = await instead();
      return about.kind === 'found'
        ? { kind: 'unavailable', instead: { point: about.point, place: about.place } }
        : { kind: 'unavailable' };
    }
  };
  const table = areaTable();
  return {
    locatePostcode(postcode) {
      const wanted = postcode.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
      if (wanted === '') return Promise.resolve({ kind: 'unknown' });
      return remembering(
        `postcode ${wanted}`,
        () => (/\d[A-Z]{2}$/.test(wanted) && wanted.length > 4 ? wholePostcode(ask, wanted) : outcode(ask, wanted)),
        () => table.locatePostcode(wanted),
      );
    },
    locatePlace(name) {
      const wanted = name.trim().toLowerCase();
      if (wanted === '') return Promise.resolve({ kind: 'unknown' });
      return remembering(
        `place ${wanted}`,
        () => place(ask, wanted),
        () => table.locatePlace(wanted),
      );
    },
  };
}

type Ask = (path: string) => Promise<{ status: number; body: unknown }>;

async function wholePostcode(ask: Ask, wanted: string): Promise<Located> {
  const { status, body } = await ask(`/postcodes/${encodeURIComponent(wanted)}`);
  if (status === 404) {
    const terminated = terminatedAnswer.safeParse(body);
    if (!terminated.success) return unknown(body);
    return { kind: 'found', point: terminated.data.terminated, precision: 'about', place: nameOf(wanted) };
  }
  const { result } = postcodeAnswer.parse(body);
  if (result.latitude === null || result.longitude === null) return outcode(ask, result.outcode);
  return {
    kind: 'found',
    point: { latitude: result.latitude, longitude: result.longitude },
    precision: 'exact',
    place: result.admin_district ?? nameOf(result.outcode),
  };
}

async function outcode(ask: Ask, wanted: string): Promise<Located> {
  const { status, body } = await ask(`/outcodes/${encodeURIComponent(wanted)}`);
  if (status === 404) return unknown(body);
  const { result } = outcodeAnswer.parse(body);
  if (result.latitude === null || result.longitude === null) return { kind: 'unknown' };
  return {
    kind: 'found',
    point: { latitude: result.latitude, longitude: result.longitude },
    precision: 'about',
    place: result.admin_district?.[0] ?? nameOf(wanted),
  };
}

async function place(ask: Ask, wanted: string): Promise<Located> {
  const { body } = await ask(`/places?q=${encodeURIComponent(wanted)}&limit=10`);
  const { result } = placesAnswer.parse(body);
  const best = result.find(it => it.name_1.toLowerCase() === wanted) ?? result[0];
  if (!best || best.latitude === null || best.longitude === null) return { kind: 'unknown' };
  return {
    kind: 'found',
    point: { latitude: best.latitude, longitude: best.longitude },
    precision: 'about',
    place: best.name_1,
  };
}

/** "Resource not found" is said of a path, not of a postcode: then this is no postcodes.io, or not its root. */
function unknown(body: unknown): Located {
  if (/postcode|outcode/i.test(refusal.parse(body).error)) return { kind: 'unknown' };
  throw new Error('the address of postcodes.io is wrong');
}

const ISLANDS: Readonly<Record<string, string>> = { GY: 'Guernsey', IM: 'Isle of Man', JE: 'Jersey' };

/** What is shown where the service names no district; never the postcode or a part of it. */
function nameOf(postcode: string): string {
  return areaOf(postcode)?.place ?? ISLANDS[postcode.slice(0, 2)] ?? 'United Kingdom';
}
