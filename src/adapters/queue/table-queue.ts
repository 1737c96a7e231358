import type { Job, JobHandler, Queue } from '#ports/queue.ts';

export interface TableDatabase {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

export interface TableQueue extends Queue {
  /** Makes its table. */
  open(): Promise<void>;
  /** Runs every job that is due, in the order of their making, until none is left. Answers the faults; a job that failed is gone. */
  drain(handlers: readonly JobHandler[], now: Temporal.Instant): Promise<unknown[]>;
}

/** The smallest queue that keeps the port's promise of "exactly if the transaction commits": one table, emptied when told. For tests and the demo. */
export function tableQueue(database: TableDatabase): TableQueue {
  return {
    async open() {
      await database.query(`
        CREATE TABLE IF NOT EXISTS public.waiting_jobs (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, payload jsonb NOT NULL, once_key text, start_after timestamptz);
        CREATE UNIQUE INDEX IF NOT EXISTS waiting_jobs_once ON public.waiting_jobs (name, once_key);
        GRANT SELECT (name, once_key), INSERT ON public.waiting_jobs TO sessional_app`);
    },
    async enqueue(transaction, job) {
      await transaction.executeSql(
        'INSERT INTO public.waiting_jobs (name, payload, once_key, start_after) VALUES ($1, $2, $3, $4) ON CONFLICT (name, once_key) DO NOTHING',
        [job.name, JSON.stringify(job.payload), job.onceKey ?? null, job.startAfter?.toString() ?? null],
      );
    },
    async drain(handlers, now) {
      const faults: unknown[] = [];
      for (;;) {
        const { rows } = await database.query(
          `DELETE FROM public.waiting_jobs WHERE id = (
             SELECT id FROM public.waiting_jobs WHERE start_after IS NULL OR start_after <= $1 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
           ) RETURNING name, payload`,
          [now.toString()],
        );
        const job = rows[0];
        if (!job) return faults;
        const handler = handlers.find(it => it.name === job.name);
        try {
          if (!handler) throw new Error(`no handler for ${String(job.name)}`);
          await handler.run(job.payload as Job['payload']);
        } catch (fault) {
          faults.push(fault);
        }
      }
    },
  };
}
