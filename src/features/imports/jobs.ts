import { ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import type { JobHandler } from '#ports/queue.ts';
import type { Id } from '#rules/ids.ts';
import { IMPORT_JOB, runImport } from './run-import.ts';

/** Imports one file. */
export function importJob(ctx: Needs<'db' | 'clock' | 'queue'>): JobHandler {
  return {
    name: IMPORT_JOB,
    retries: 5,
    run: ({ accountId, batchId }) => runImport(ctx, ownerOf(String(accountId)), String(batchId) as Id<'importBatch'>),
  };
}
