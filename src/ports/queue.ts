/** Port: work to be done later, by any worker, at least once. */
export interface Job {
  /** The queue's name, as the job table in `main/` registers it: `mail.deliver`, `facts.dispatch`. */
  readonly name: string;
  /** Plain JSON without personal data: ids only. */
  readonly payload: Readonly<Record<string, string | number | boolean | null>>;
  /** A second job with the same name and key, while the first is not finished, is dropped. */
  readonly onceKey?: string;
  /** Not before this moment. */
  readonly startAfter?: Temporal.Instant;
}

/** The one statement runner that `enqueue` needs: the caller's open transaction, so that the job exists exactly if the transaction commits. */
export interface SqlRunner {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

export interface Queue {
  /** Adds the job inside the caller's transaction. */
  enqueue(transaction: SqlRunner, job: Job): Promise<void>;
}

/** What the worker runs for one name. A throw is a retry with growing pauses, up to `retries` times. */
export interface JobHandler {
  readonly name: string;
  readonly retries: number;
  /** cron in Europe/London, for jobs that run by themselves. */
  readonly schedule?: string;
  run(payload: Job['payload']): Promise<void>;
}

export interface QueueWorker {
  /** Starts taking jobs. Every name that may be enqueued must be among the handlers. */
  start(handlers: readonly JobHandler[]): Promise<void>;
  /** Stops taking jobs and waits for those under way. */
  stop(): Promise<void>;
}
