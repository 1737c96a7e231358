import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '#tests/support/database.ts';
import type { Database } from './connection.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function one(query: ReturnType<typeof sql<Record<string, unknown>>>): Promise<Record<string, unknown>> {
  const { rows } = await query.execute(database.app);
  return rows[0] ?? {};
}

describe('the application’s connection', () => {
  test('works as the role that row-level security binds, in UTC', async () => {
    expect(
      await one(
        sql`SELECT current_user AS role, current_setting('timezone') AS zone, current_setting('statement_timeout') AS most`,
      ),
    ).toEqual({
      role: 'sessional_app',
      zone: 'UTC',
      most: '30s',
    });
  });

  test('gives calendar days and moments as Temporal, and whole numbers as numbers', async () => {
    const row =
      await one(sql`SELECT date '2026-04-05' AS day, time '08:30' AS starts, timestamptz '2026-03-29 01:30:00.123456+00' AS at,
      9007199254740991::bigint AS pence, 1.10::numeric AS rate, NULL::date AS never,
      ARRAY[date '2026-04-05', NULL] AS days, ARRAY[1, 2]::bigint[] AS amounts`);
    expect(String(row.day)).toBe('2026-04-05');
    expect(row.day).toBeInstanceOf(Temporal.PlainDate);
    expect(row.starts).toBeInstanceOf(Temporal.PlainTime);
    expect(String(row.at)).toBe('2026-03-29T01:30:00.123456Z');
    expect(row.at).toBeInstanceOf(Temporal.Instant);
    expect(row).toMatchObject({ pence: Number.MAX_SAFE_INTEGER, rate: '1.10', never: null, amounts: [1, 2] });
    expect((row.days as unknown[]).map(String)).toEqual(['2026-04-05', 'null']);
  });

  test('refuses a whole number that JavaScript cannot hold', async () => {
    await expect(one(sql`SELECT 9007199254740993::bigint AS n`)).rejects.toThrow('not a safe integer');
  });

  test('takes Temporal values as parameters, alone and in arrays', async () => {
    const day = Temporal.PlainDate.from('2026-04-05');
    const at = Temporal.Instant.from('2026-10-25T00:59:59.5Z');
    const starts = Temporal.PlainTime.from('18:30');
    const row = await one(sql`SELECT ${day}::date + 1 AS next, ${at}::timestamptz AS at, ${starts}::time AS starts,
      date '2026-04-05' = ANY(${[day]}::date[]) AS found`);
    expect(row).toMatchObject({ found: true });
    expect(String(row.next)).toBe('2026-04-06');
    expect((row.at as Temporal.Instant).equals(at)).toBe(true);
    expect((row.starts as Temporal.PlainTime).equals(starts)).toBe(true);
  });

  test('refuses a zoned time, which no column can keep whole', async () => {
    const zoned = Temporal.ZonedDateTime.from('2026-04-05T09:00[Europe/London]');
    await expect(one(sql`SELECT ${zoned}::timestamptz AS at`)).rejects.toThrow('store its instant');
  });
});

test('sign-in works as its own role, with the driver’s dates', async () => {
  const { rows } = await database.authPool.query(
    `SELECT current_user AS role, timestamptz '2026-04-05 00:00+00' AS at`,
  );
  expect(rows[0]).toEqual({ role: 'sessional_auth', at: new Date('2026-04-05T00:00:00Z') });
});
