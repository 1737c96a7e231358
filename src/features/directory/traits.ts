import { type RawBuilder, sql } from 'kysely';

/** Which of a listing's lists a word stands in, as the index marks it. */
type Trait = 'A' | 'B' | 'C';

/** Specialties, skills and clinical systems as the index holds them: plain words without stems, marked by the list they are of. */
export function traitsOf(
  specialties: readonly string[],
  skills: readonly string[],
  systems: readonly string[],
): RawBuilder<string> {
  const marked = [specialties, skills, systems].map((list, i) => {
    const words = wordsOf(list.join(' ')).join(' ');
    return sql`setweight(to_tsvector('simple', ${words}::text), ${MARKS[i]}::"char")`;
  });
  return sql<string>`${sql.join(marked, sql` || `)}`;
}

/** Whether one of the listing's entries has these words, one after the other, each begun as wanted: `surg` finds "Minor surgery". */
export function hasTrait(mark: Trait, wanted: string): RawBuilder<boolean> {
  const words = wordsOf(wanted);
  if (words.length === 0) return sql<boolean>`true`;
  // words hold letters and digits only: nothing in them is an operator
  const query = words.map(word => `'${word}':*${mark}`).join(' <-> ');
  return sql<boolean>`l.traits @@ ${query}::tsquery`;
}

const MARKS = ['A', 'B', 'C'] as const;

/** Letters and digits in small letters; whatever stands between parts words, in entries and in what is wanted alike. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
