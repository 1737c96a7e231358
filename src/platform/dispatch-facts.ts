import type { JobHandler } from '#ports/queue.ts';
import type { Id } from '#rules/ids.ts';
import { asOwner, type Owner, ownerOf } from './access.ts';
import type { Needs } from './context.ts';
import { FACT_JOB, type Fact } from './facts.ts';

/** A room that wants to hear of facts of certain kinds. Told at least once: it must bear to be told twice. */
export interface FactSubscriber {
  readonly kinds: readonly string[];
  hear(owner: Owner, fact: Fact): Promise<void>;
}

/** The job that hands one fact to its subscribers, in the order of the table. */
export function factJob(ctx: Needs<'db'>, subscribers: readonly FactSubscriber[]): JobHandler {
  return {
    name: FACT_JOB,
    retries: 5,
    async run(payload) {
      const owner = ownerOf(String(payload.accountId));
      const fact = await readFact(ctx, owner, String(payload.factId) as Id<'fact'>);
      for (const subscriber of subscribers.filter(it => fact && it.kinds.includes(fact.kind))) {
        if (fact) await subscriber.hear(owner, fact);
      }
    },
  };
}

async function readFact(ctx: Needs<'db'>, owner: Owner, id: Id<'fact'>): Promise<Fact | undefined> {
  const row = await asOwner(ctx.db, owner, tx =>
    tx.db
      .selectFrom('facts')
      .select(['id', 'kind', 'subject_id', 'details'])
      .where('account_id', '=', tx.accountId)
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  return row && { id: row.id, kind: row.kind, subjectId: row.subject_id, details: row.details as Fact['details'] };
}
