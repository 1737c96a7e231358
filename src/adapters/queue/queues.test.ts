import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Database } from '#database/connection.ts';
import { describeQueue, type QueueUnderTest } from '#ports/queue.contract.ts';
import type { JobHandler, SqlRunner } from '#ports/queue.ts';
import { testDatabase } from '#tests/support/database.ts';
import { type BossQueue, bossQueue } from './boss-queue.ts';
import { tableQueue } from './table-queue.ts';

describeQueue('one table', async () => {
  const database = await testDatabase();
  const queue = tableQueue(database.admin);
  return {
    queue,
    open: () => queue.open(),
    ...transactionsOf(database),
    work: async handlers => {
      expect(await queue.drain(handlers, Temporal.Now.instant())).toEqual([]);
    },
    close: () => database.close(),
  };
});

describeQueue('pg-boss', async () => {
  const database = await testDatabase();
  const queue = bossQueue(database.admin, fail);
  return {
    queue,
    open: names => queue.open(names),
    ...transactionsOf(database),
    work: handlers => workUntilIdle(database, handlers),
    close: async () => {
      await queue.stop();
      await database.close();
    },
  };
});

describe('the queue of the one table', () => {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  test('tells the faults of the jobs that failed, and runs the others', async () => {
    const queue = tableQueue(database.admin);
    await queue.open();
    await transactionsOf(database).inTransaction(async transaction => {
      for (const number of [1, 2, 3]) await queue.enqueue(transaction, { name: 'sums', payload: { number } });
      await queue.enqueue(transaction, { name: 'unknown', payload: {} });
    });
    const ran: unknown[] = [];
    const run: JobHandler['run'] = async ({ number }) => {
      if (number === 2) throw new Error('two is too much');
      ran.push(number);
    };
    const faults = await queue.drain([{ name: 'sums', retries: 0, run }], Temporal.Now.instant());
    expect(ran).toEqual([1, 3]);
    expect(faults.map(String)).toEqual(['Error: two is too much', 'Error: no handler for unknown']);
  });
});

describe('pg-boss', () => {
  let database: Database;
  let queues: BossQueue[];
  beforeAll(async () => {
    database = await testDatabase();
    queues = Array.from({ length: 4 }, () => bossQueue(database.admin, () => {}));
  });
  afterAll(async () => {
    await Promise.all(queues.map(queue => queue.stop()));
    await database.close();
  });
  const enqueueFrom = (queue: BossQueue | undefined, name: string, numbers: number[]) =>
    transactionsOf(database).inTransaction(async transaction => {
      for (const number of numbers) await queue?.enqueue(transaction, { name, payload: { number } });
    });

  test('is opened by four processes at once, and two workers share the jobs, each of which runs once', async () => {
    await Promise.all(queues.map(queue => queue.open(['shared', 'failing', 'nightly', 'slow'])));
    const [first, second, webOnly] = queues;
    const ran: number[] = [];
    const handler: JobHandler = {
      name: 'shared',
      retries: 0,
      run: async ({ number }) => void ran.push(Number(number)),
    };
    const numbers = Array.from({ length: 20 }, (_, i) => i);
    await enqueueFrom(webOnly, 'shared', numbers);
    await Promise.all([first?.start([handler]), second?.start([handler])]);
    await vi.waitFor(() => expect(ran).toHaveLength(20), { timeout: 25_000 });
    expect(ran.toSorted((a, b) => a - b)).toEqual(numbers);
  });

  test('tries a job that failed again, later and later, as often as its handler says', async () => {
    const queue = bossQueue(database.admin, () => {});
    queues.push(queue);
    await queue.open(['failing']);
    await queue.start([
      { name: 'failing', retries: 5, run: () => Promise.reject(new Error('the mail server is away')) },
    ]);
    await enqueueFrom(queue, 'failing', [1]);
    const job = await waitForJob(database.admin, `name = 'failing' AND state = 'retry'`);
    expect(job).toMatchObject({ retry_limit: 5, retry_backoff: true });
    expect(job.pause_seconds).toBeGreaterThan(1);
  });

  test('takes the next job at once, where another waits, without a pause between them', async () => {
    const queue = bossQueue(database.admin, () => {});
    queues.push(queue);
    await queue.open(['many']);
    let ran = 0;
    const numbers = Array.from({ length: 60 }, (_, i) => i);
    await enqueueFrom(queue, 'many', numbers);
    await queue.start([{ name: 'many', retries: 0, run: async () => void ran++ }]);
    // half a second between two would be half a minute
    await vi.waitFor(() => expect(ran).toBe(60), { timeout: 20_000 });
  });

  test('runs what is on a timetable by London time', async () => {
    const queue = bossQueue(database.admin, () => {});
    queues.push(queue);
    await queue.open(['nightly']);
    await queue.start([{ name: 'nightly', retries: 1, schedule: '0 3 * * *', run: async () => {} }]);
    const { rows } = await database.admin.query('SELECT name, cron, timezone FROM pgboss.schedule');
    expect(rows).toEqual([{ name: 'nightly', cron: '0 3 * * *', timezone: 'Europe/London' }]);
  });

  test('waits at its end for the job that is under way', async () => {
    const queue = bossQueue(database.admin, () => {});
    await queue.open(['slow']);
    const begun = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const told: string[] = [];
    const run = async () => {
      begun.resolve();
      await mayEnd.promise;
      told.push('job ended');
    };
    await queue.start([{ name: 'slow', retries: 0, run }]);
    await enqueueFrom(queue, 'slow', [1]);
    await begun.promise;
    const stopped = queue.stop().then(() => told.push('queue stopped'));
    mayEnd.resolve();
    await stopped;
    expect(told).toEqual(['job ended', 'queue stopped']);
    expect(await waitForJob(database.admin, `name = 'slow' AND state = 'completed'`)).toBeDefined();
  });

  test('lets the application’s role add jobs and nothing else', async () => {
    const app = new pg.Client({ ...database.connection, options: '-c role=sessional_app' });
    await app.connect();
    await expect(app.query('DELETE FROM pgboss.job')).rejects.toThrow('permission denied');
    await expect(app.query('UPDATE pgboss.job SET data = NULL')).rejects.toThrow('permission denied');
    await expect(app.query(`INSERT INTO pgboss.schedule (name, cron) VALUES ('shared', '* * * * *')`)).rejects.toThrow(
      'permission denied',
    );
    await app.end();
  });
});

function fail(fault: unknown): never {
  throw fault;
}

/** Transactions of the application's role, on a connection of their own. */
function transactionsOf(database: Database): Pick<QueueUnderTest, 'inTransaction'> {
  return {
    async inTransaction(work) {
      const client = new pg.Client({ ...database.connection, options: '-c role=sessional_app' });
      await client.connect();
      const runner: SqlRunner = { executeSql: (text, values) => client.query(text, values) };
      try {
        await client.query('BEGIN');
        await work(runner);
        await client.query('COMMIT');
      } finally {
        // closing rolls back what was not committed
        await client.end();
      }
    },
  };
}

/** A worker of its own that lives until no job is left that is due. */
async function workUntilIdle(database: Database, handlers: readonly JobHandler[]): Promise<void> {
  const worker = bossQueue(database.admin, fail);
  await worker.open([]);
  await worker.start(handlers);
  await vi.waitFor(
    async () => {
      const { rowCount } = await database.admin.query(
        `SELECT FROM pgboss.job WHERE state < 'completed' AND start_after <= now()`,
      );
      expect(rowCount).toBe(0);
    },
    { timeout: 20_000 },
  );
  await worker.stop();
}

async function waitForJob(admin: pg.Pool, condition: string): Promise<{ pause_seconds: number }> {
  return await vi.waitFor(
    async () => {
      const { rows } = await admin.query(
        `SELECT *, extract(epoch FROM start_after - now())::float8 AS pause_seconds FROM pgboss.job WHERE ${condition}`,
      );
      expect(rows).toHaveLength(1);
      return rows[0];
    },
    { timeout: 20_000 },
  );
}
