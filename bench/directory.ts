/**
 * `node bench/directory.ts`: the directory among 100,000 published locums. Radius 25 miles and one free day around each postcode area,
 * by the product's own search; then the same question at the same places as a full scan with the haversine formula, in the same run on the
 * same rows. Fails where the search is not twenty times as fast, by the median and by p95, or finds others on a sample of the places.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '#database/connection.ts';
import { startEmbedded } from '#database/embedded/start-embedded.ts';
import { migrate } from '#database/migrate.ts';
import { PAGE_SIZE, searchListings } from '#features/directory/search.ts';
import { EARTH_MILES, type MapPoint } from '#rules/distance.ts';
import { POSTCODE_AREAS, type PostcodeArea } from '#rules/postcode-areas.ts';
import { addManyListings } from '#tests/cast/many-listings.ts';

const LOCUMS = Number(process.argv[2] ?? 100_000);
const MILES = 25;
const DAY = Temporal.PlainDate.from('2026-12-15');
const LEAST_RATIO = 20;
const differences: string[] = [];

const folder = mkdtempSync(join(tmpdir(), 'sessional-directory-'));
const server = await startEmbedded({ folder, durable: false });
const database = await openDatabase({ connection: server.connection });
await migrate(database.admin, 'src/database/migrations');
await addManyListings(database.admin, LOCUMS);
console.log(`${cpus().length} processors, ${cpus()[0]?.model.trim()}, Node ${process.version}`);
console.log(`node bench/directory.ts ${LOCUMS}: ${LOCUMS} published locums, ${MILES} miles and one free day`);

const wanted = {
  miles: MILES,
  profession: undefined,
  specialty: [],
  skill: [],
  system: [],
  text: null,
  free: [DAY],
  page: 1,
};
for (const area of POSTCODE_AREAS.slice(0, 10)) await searchListings(database.strangers, wanted, area);

const found: number[] = [];
const ours = await times(POSTCODE_AREAS.concat(POSTCODE_AREAS), async area => {
  found.push((await searchListings(database.strangers, wanted, area)).found.length);
});
const scans = await times(POSTCODE_AREAS, async area => {
  await scan(area);
});
for (const area of POSTCODE_AREAS.filter((_, i) => i % 6 === 0)) await compare(area);

const ratios = [0.5, 0.95].map(part => at(scans, part) / at(ours, part));
console.log(`searched ${ours.length} times, ${Math.min(...found)} to ${Math.max(...found)} on the first page`);
console.log(`search: median ${at(ours, 0.5).toFixed(2)} ms, p95 ${at(ours, 0.95).toFixed(2)} ms`);
console.log(
  `full scan of the same places: median ${at(scans, 0.5).toFixed(2)} ms, p95 ${at(scans, 0.95).toFixed(2)} ms`,
);
console.log(`ratio: ${ratios[0]?.toFixed(1)} times as fast by the median, ${ratios[1]?.toFixed(1)} by p95`);

await database.close();
await server.stop();
rmSync(folder, { recursive: true, force: true });

const slow = ratios.some(ratio => !(ratio >= LEAST_RATIO));
if (slow) console.error(`less than ${LEAST_RATIO} times as fast as the full scan`);
for (const difference of differences) console.error(difference);
if (slow || differences.length > 0) process.exitCode = 1;

interface Scanned {
  readonly slug: string;
  readonly miles: number;
}

/** The same question without any index: every row's distance over the ground. */
async function scan(area: PostcodeArea): Promise<readonly Scanned[]> {
  const { rows } = await sql<Scanned>`
    SELECT l.account_id, s.slug, l.name, ${milesTo(area)} AS miles FROM listings l JOIN listing_slugs s ON s.account_id = l.account_id AND s.is_current
    WHERE l.visibility = 'published' AND ${milesTo(area)} <= ${MILES} AND get_bit(l.free_bits, ${DAY}::date - l.free_from) = 1
    ORDER BY miles, l.account_id LIMIT ${PAGE_SIZE}`.execute(database.strangers);
  if (rows.length === 0) throw new Error(`nobody near ${area.place}`);
  return rows;
}

/** Both find as many, each at the same distance: on the flat map it is right to a fifth of a per cent, so that neighbours may change places. */
async function compare(area: PostcodeArea): Promise<void> {
  const [searched, scanned] = [(await searchListings(database.strangers, wanted, area)).found, await scan(area)];
  if (searched.length !== scanned.length)
    differences.push(`${area.place}: the search finds ${searched.length}, the scan ${scanned.length}`);
  for (const [i, { miles = Number.NaN }] of searched.entries()) {
    const expected = scanned[i]?.miles ?? Number.NaN;
    if (!(Math.abs(miles - expected) <= 0.01 + expected * 0.005))
      differences.push(`${area.place}, place ${i + 1}: ${miles} miles by the search, ${expected} by the scan`);
  }
}

/** The haversine formula of rules/distance.ts, in SQL. */
function milesTo(around: MapPoint) {
  return sql<number>`${2 * EARTH_MILES}::float8 * asin(least(1, sqrt(
    sin(radians(l.location[1] - ${around.latitude}::float8) / 2) ^ 2
    + cos(radians(${around.latitude}::float8)) * cos(radians(l.location[1])) * sin(radians(l.location[0] - ${around.longitude}::float8) / 2) ^ 2)))`;
}

async function times<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<number[]> {
  const took: number[] = [];
  for (const item of items) {
    const began = performance.now();
    await work(item);
    took.push(performance.now() - began);
  }
  return took.toSorted((a, b) => a - b);
}

function at(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
