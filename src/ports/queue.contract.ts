import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Job, JobHandler, Queue, SqlRunner } from './queue.ts';

export interface QueueUnderTest {
  readonly queue: Queue;
  /** Makes the queues of these names ready. */
  open(names: readonly string[]): Promise<void>;
  /** One transaction of the application's own role. */
  inTransaction(work: (transaction: SqlRunner) => Promise<void>): Promise<void>;
  /** Runs all jobs that are due, of these names, until none is left. */
  work(handlers: readonly JobHandler[]): Promise<void>;
  close(): Promise<void>;
}

/** What every queue promises. */
export function describeQueue(name: string, make: () => Promise<QueueUnderTest>): void {
  describe(`the queue: ${name}`, () => {
    let made: QueueUnderTest;
    beforeAll(async () => {
      made = await make();
      await made.open(NAMES);
    });
    afterAll(() => made.close());

    const enqueue = (...jobs: Job[]) =>
      made.inTransaction(async transaction => {
        for (const job of jobs) await made.queue.enqueue(transaction, job);
      });
    const runsOf = async (job: string) => {
      const runs: Job['payload'][] = [];
      const run = async (payload: Job['payload']) => void runs.push(payload);
      await made.work(NAMES.map(each => ({ name: each, retries: 0, run: each === job ? run : async () => {} })));
      return runs;
    };

    test('runs a job once the transaction has committed, with its payload', async () => {
      const payload = { accountId: 'a', count: 3, urgent: true, note: null };
      await enqueue({ name: 'mail.deliver', payload });
      expect(await runsOf('mail.deliver')).toEqual([payload]);
      expect(await runsOf('mail.deliver')).toEqual([]);
    });

    test('never runs a job whose transaction was rolled back', async () => {
      const undone = made.inTransaction(async transaction => {
        await made.queue.enqueue(transaction, { name: 'mail.deliver', payload: { mailId: 'undone' } });
        throw new Error('the verb refused');
      });
      await expect(undone).rejects.toThrow('the verb refused');
      expect(await runsOf('mail.deliver')).toEqual([]);
    });

    test('runs jobs of one name in the order in which they were added', async () => {
      await enqueue(...[1, 2, 3, 4, 5].map(number => ({ name: 'mail.deliver', payload: { number } })));
      expect((await runsOf('mail.deliver')).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    });

    test('drops a second job with the key of one that waits, and takes it again once that has run', async () => {
      const job = (number: number): Job => ({ name: 'invoice.chase', payload: { number }, onceKey: 'invoice-7' });
      await enqueue(job(1), job(2));
      await enqueue(job(3));
      expect(await runsOf('invoice.chase')).toEqual([{ number: 1 }]);
      await enqueue(job(4));
      expect(await runsOf('invoice.chase')).toEqual([{ number: 4 }]);
    });

    test('tells keys apart by the job’s name, and drops nothing that has no key', async () => {
      await enqueue(
        { name: 'invoice.chase', payload: { number: 1 }, onceKey: 'same' },
        { name: 'mail.deliver', payload: { number: 2 }, onceKey: 'same' },
        { name: 'mail.deliver', payload: { number: 3 } },
        { name: 'mail.deliver', payload: { number: 3 } },
      );
      expect((await runsOf('mail.deliver')).map(({ number }) => number).sort()).toEqual([2, 3, 3]);
    });

    test('does not run a job before its time', async () => {
      const later = Temporal.Now.instant().add({ hours: 1 });
      const due = Temporal.Now.instant().subtract({ minutes: 1 });
      await enqueue(
        { name: 'mail.deliver', payload: { number: 1 }, startAfter: later },
        { name: 'mail.deliver', payload: { number: 2 }, startAfter: due },
      );
      expect(await runsOf('mail.deliver')).toEqual([{ number: 2 }]);
    });
  });
}

const NAMES = ['mail.deliver', 'invoice.chase'];
