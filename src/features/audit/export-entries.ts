import { csvText } from '#platform/csv.ts';
import { ACTOR_WORDS, entryWords } from './entry-words.ts';
import type { AuditEntry } from './store.ts';

/** Entries as CSV (UTF-8 with a mark; cells that look like formulas are made harmless), with their hashes, so that a copy proves itself. */
export function entriesCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map(it => ({
    Place: String(it.place),
    'When (UTC)': it.happenedAt.toString(),
    What: entryWords(it.kind),
    Kind: it.kind,
    About: it.subjectId,
    Details: JSON.stringify(it.details),
    Who: ACTOR_WORDS[it.actor],
    'By session, key or link': it.actorId ?? '',
    Device: it.device ?? '',
    'From (hash)': it.callerHash ?? '',
    Hash: it.hash,
  }));
  return csvText(rows);
}
