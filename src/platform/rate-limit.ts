import { createHmac } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#database/tables.ts';
import type { Clock } from '#ports/clock.ts';
import { Refusal } from './errors.ts';

/** How often something may be tried, counted in the database so that all web processes count together. */
export interface RateLimit {
  /** What is counted: `sign_in.address`. */
  readonly name: string;
  readonly most: number;
  readonly perMinutes: number;
}

/** What is left of a limit. */
export interface Allowance {
  readonly most: number;
  readonly remaining: number;
  /** Seconds. */
  readonly resetsIn: number;
}

export interface RateLimiter {
  /** Counts one try of a subject (an address, a key); it is kept as a keyed hash only. Answers what is left. Refuses `too_many_tries` over the limit. */
  count(limit: RateLimit, subject: string): Promise<Allowance>;
  /** Forgets the tries of a subject, after it succeeded. */
  forget(limit: RateLimit, subject: string): Promise<void>;
}

/** `db` must be a connection of the sign-in role: the table belongs to no owner. */
export function rateLimiter(db: Kysely<Tables>, clock: Clock, secret: string): RateLimiter {
  const keyOf = (limit: RateLimit, subject: string) =>
    createHmac('sha256', secret).update(`${limit.name}\n${subject.toLowerCase()}`).digest('hex');
  return {
    async count(limit, subject) {
      const now = clock.now();
      const resetsAt = now.add({ minutes: limit.perMinutes });
      const row = await db
        .insertInto('rate_limits')
        .values({ key: keyOf(limit, subject), used: 1, resets_at: resetsAt })
        .onConflict(conflict =>
          conflict.column('key').doUpdateSet({
            used: sql<number>`CASE WHEN rate_limits.resets_at <= ${now} THEN 1 ELSE rate_limits.used + 1 END`,
            resets_at: sql<Temporal.Instant>`CASE WHEN rate_limits.resets_at <= ${now} THEN ${resetsAt} ELSE rate_limits.resets_at END`,
          }),
        )
        .returning(['used', 'resets_at'])
        .executeTakeFirstOrThrow();
      if (row.used <= limit.most)
        return {
          most: limit.most,
          remaining: limit.most - row.used,
          resetsIn: Math.ceil(now.until(row.resets_at).total('seconds')),
        };
      const minutes = Math.max(1, Math.ceil(now.until(row.resets_at).total('minutes')));
      throw new Refusal({
        code: 'too_many_tries',
        message: `That was tried too often. Please wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} and try again.`,
        status: 429,
        retryAfter: Math.max(1, Math.ceil(now.until(row.resets_at).total('seconds'))),
      });
    },
    async forget(limit, subject) {
      await db.deleteFrom('rate_limits').where('key', '=', keyOf(limit, subject)).execute();
    },
  };
}
