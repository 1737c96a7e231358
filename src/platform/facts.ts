import { CompiledQuery } from 'kysely';
import type { Queue, SqlRunner } from '#ports/queue.ts';
import type { Id } from '#rules/ids.ts';
import type { OwnedTransaction } from './access.ts';
import type { Needs } from './context.ts';
import { newId } from './ids.ts';

/** Something that happened, as the ledger keeps it. */
export interface Fact {
  readonly id: Id<'fact'>;
  /** `invoice.issued` */
  readonly kind: string;
  readonly subjectId: string;
  /** Ids, days and pence; never personal data. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** The name of the job that hands a fact to its subscribers. */
export const FACT_JOB = 'facts.dispatch';

/**
 * Records what happened and who did it in the verb's own transaction, and has the worker tell those who subscribed. At commit the
 * database adds it to the account's audit log (migration 0041).
 */
export async function recordFact(
  ctx: Needs<'queue' | 'clock'>,
  tx: OwnedTransaction,
  fact: Omit<Fact, 'id' | 'details'> & { readonly details?: Fact['details'] },
): Promise<void> {
  const id = newId('fact');
  await tx.db
    .insertInto('facts')
    .values({
      account_id: tx.accountId,
      id,
      kind: fact.kind,
      subject_id: fact.subjectId,
      details: JSON.stringify(fact.details ?? {}),
      happened_at: ctx.clock.now(),
      actor_kind: tx.actor.kind,
      actor_id: tx.actor.id,
      caller_hash: tx.actor.callerHash,
      device: tx.actor.device,
    })
    .execute();
  await enqueue(ctx.queue, tx, { name: FACT_JOB, payload: { accountId: tx.accountId, factId: id } });
}

/** Enqueues in the owner's open transaction. */
export async function enqueue(queue: Queue, tx: OwnedTransaction, job: Parameters<Queue['enqueue']>[1]): Promise<void> {
  await queue.enqueue(runnerOf(tx), job);
}

function runnerOf(tx: OwnedTransaction): SqlRunner {
  return {
    async executeSql(text, values = []) {
      const { rows } = await tx.db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values));
      return { rows };
    },
  };
}
