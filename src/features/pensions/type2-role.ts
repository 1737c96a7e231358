import type { OwnedTransaction } from '#platform/access.ts';
import { type2Due } from '#rules/pension/deadlines.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';
import { type PensionYear, readPensionYear } from './pension-year.ts';
import type { Post } from './posts-store.ts';

/**
 * Only who also works as a Type 2 practitioner, salaried or by SOLO, has the year-end form. SOLO work that is booked here is a role without
 * a post; partners are Type 1 and have a certificate of their own; a pure locum checks alone
 * (https://pcse.england.nhs.uk/services/gp-pensions/end-year-submissions-type-1-type-2/salaried-and-solo-gps-type-2-self, read 2026-11-23).
 */
export function hasType2Role({ posts, input, year }: PensionYear): boolean {
  return (
    input.pieces.some(piece => piece.kind === 'solo') ||
    posts.some(post => (post.kind === 'salaried' || post.kind === 'solo') && stoodIn(post, year))
  );
}

/** Whether a post stood on any day of a year. */
export function stoodIn(post: Pick<Post, 'startedOn' | 'endedOn'>, year: SchemeYear): boolean {
  const { first, last } = schemeYearDays(year);
  const { compare } = Temporal.PlainDate;
  return compare(post.startedOn, last) <= 0 && (post.endedOn === null || compare(post.endedOn, first) >= 0);
}

/** A Type 2 self-assessment that has still to come in. */
export interface Type2Due {
  readonly year: SchemeYear;
  readonly on: Temporal.PlainDate;
}

/** That of the scheme year that ended last, where its day is not over and the locum had a Type 2 role; its day is known for England and Wales only. */
export async function readType2Due(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<Type2Due | undefined> {
  const year = schemeYearOf(today.subtract({ years: 1 }));
  const on = type2Due(year);
  if (Temporal.PlainDate.compare(today, on) > 0) return undefined;
  return hasType2Role(await readPensionYear(tx, 'england_and_wales', year, today)) ? { year, on } : undefined;
}
