import { randomUUID } from 'node:crypto';
import { type ConstructorOptions, PgBoss } from 'pg-boss';
import type { JobHandler, Queue, QueueWorker } from '#ports/queue.ts';

/** What pg-boss needs of a pool: the connection's own role makes and owns the schema `pgboss`. */
export interface BossDatabase {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  /** A connection of its own, for a lock that is held while others work. */
  connect(): Promise<{ query(text: string): Promise<unknown>; release(): void }>;
}

export interface BossQueue extends Queue, QueueWorker {
  /** Makes the schema and the named queues, and lets the app's role add jobs. Every process calls it once before it enqueues. */
  open(names: readonly string[]): Promise<void>;
}

const SCHEMA = 'pgboss';
const APP_ROLE = 'sessional_app';

/** What a job's INSERT needs, and no more. */
const LET_APP_ENQUEUE = `
  GRANT USAGE ON SCHEMA ${SCHEMA} TO ${APP_ROLE};
  GRANT SELECT ON ${SCHEMA}.queue TO ${APP_ROLE};
  GRANT SELECT (id), INSERT ON ${SCHEMA}.job_common TO ${APP_ROLE}`;

/** How long one job may take before another worker tries it again. */
const EXPIRE_SECONDS = 10 * 60;

/** pg-boss on PostgreSQL: jobs are rows, added in the caller's own transaction. Many workers on many machines share it. */
export function bossQueue(database: BossDatabase, onFault: (fault: unknown) => void): BossQueue {
  const options: ConstructorOptions = {
    db: { executeSql: (text, values) => database.query(text, values) },
    schema: SCHEMA,
  };
  // the sender never watches over the queues: workers do
  const sender = new PgBoss({ ...options, supervise: false, schedule: false });
  let worker: PgBoss | undefined;
  sender.on('error', onFault);
  return {
    async open(names) {
      await inTurn(database, async () => {
        await sender.start();
        for (const name of names) await ensureQueue(sender, name);
        await database.query(LET_APP_ENQUEUE);
      });
    },
    async enqueue(transaction, job) {
      await sender.send(job.name, job.payload, {
        db: transaction,
        // the queue takes a key once, and no key for a key that is shared by all who have none
        singletonKey: job.onceKey ?? randomUUID(),
        ...(job.startAfter === undefined ? {} : { startAfter: new Date(job.startAfter.epochMilliseconds) }),
      });
    },
    async start(handlers) {
      worker = new PgBoss(options);
      worker.on('error', onFault);
      await worker.start();
      for (const handler of handlers) await runHandler(worker, handler, onFault);
    },
    async stop() {
      await worker?.stop({ graceful: true, timeout: 20_000 });
      await sender.stop({ graceful: false });
    },
  };
}

/** Processes that start at once take turns: of two that make one schema or one grant, PostgreSQL fails the second. */
async function inTurn(database: BossDatabase, work: () => Promise<void>): Promise<void> {
  const connection = await database.connect();
  try {
    await connection.query("SELECT pg_advisory_lock(hashtext('sessional.queue.open'))");
    await work();
  } finally {
    await connection
      .query("SELECT pg_advisory_unlock(hashtext('sessional.queue.open'))")
      .finally(() => connection.release());
  }
}

async function ensureQueue(boss: PgBoss, name: string): Promise<void> {
  if (await boss.getQueue(name)) return;
  await boss.createQueue(name, {
    // the only policy by which a key bars a second job until the first has finished
    policy: 'exclusive',
    retryLimit: 8,
    retryBackoff: true,
    retryDelay: 5,
    expireInSeconds: EXPIRE_SECONDS,
    deleteAfterSeconds: 7 * 24 * 60 * 60,
  });
}

async function runHandler(boss: PgBoss, handler: JobHandler, onFault: (fault: unknown) => void): Promise<void> {
  await boss.updateQueue(handler.name, { retryLimit: handler.retries, retryBackoff: true, retryDelay: 5 });
  const id = await boss.work<Record<string, string | number | boolean | null>>(
    handler.name,
    { pollingIntervalSeconds: 0.5, batchSize: 1 },
    async jobs => {
      // looks for the next at once: with the pause between two looks it would be two jobs a second
      boss.notifyWorker(id);
      for (const job of jobs) {
        try {
          await handler.run(job.data);
        } catch (fault) {
          onFault(fault);
          throw fault;
        }
      }
    },
  );
  if (handler.schedule !== undefined) await boss.schedule(handler.name, handler.schedule, {}, { tz: 'Europe/London' });
}
