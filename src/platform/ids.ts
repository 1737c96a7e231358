import { randomUUIDv7 } from 'node:crypto';
import type { Id, Named } from '#rules/ids.ts';

/** A new id, sortable by the moment it was made. */
export function newId<Of extends Named>(_of: Of): Id<Of> {
  return randomUUIDv7() as Id<Of>;
}
