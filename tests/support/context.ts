import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CalendarShelf, calendarShelf } from '#adapters/calendar-source/shelf.ts';
import { type SetClock, setClock } from '#adapters/clock/set-clock.ts';
import { folderStore } from '#adapters/file-store/folder.ts';
import { areaTable } from '#adapters/geocoder/area-table.ts';
import { type MailboxMailer, mailboxMailer } from '#adapters/mailer/mailbox.ts';
import { type TableQueue, tableQueue } from '#adapters/queue/table-queue.ts';
import { noScanner } from '#adapters/scanner/none.ts';
import { fullName } from '#features/accounts/index.ts';
import { jobTable } from '#main/jobs.ts';
import { type Owner, ownerOf } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { fieldCipher } from '#platform/encryption.ts';
import { newId } from '#platform/ids.ts';
import { linkSigner } from '#platform/link-signer.ts';
import { jsonLog } from '#platform/log.ts';
import { sealedFiles } from '#platform/sealed-files.ts';
import type { ProfessionCode } from '#rules/professions.ts';
import { testDatabase } from './database.ts';

/** A whole context on a database of its own, with local adapters and a clock that stands where it is set. */
export interface TestContext {
  readonly ctx: Context & { readonly clock: SetClock; readonly calendars: CalendarShelf };
  readonly database: Awaited<ReturnType<typeof testDatabase>>;
  readonly mailbox: MailboxMailer;
  readonly queue: TableQueue;
  /** Names of all that the file store has on disk. */
  onDisk(): string[];
  /** A new, verified account. */
  makeAccount(
    profession?: ProfessionCode,
    name?: { title: string | null; firstName: string; lastName: string },
  ): Promise<Owner>;
  /** Runs all waiting jobs; throws the first fault. */
  work(): Promise<void>;
  close(): Promise<void>;
}

/** Tuesday 24 November 2026, ten in the morning, in London. */
export const TUESDAY = Temporal.Instant.from('2026-11-24T10:00:00Z');

const KEYS = [{ id: 'test', secret: new Uint8Array(32).fill(7) }];

/** For `beforeAll`; `close` in `afterAll`. */
export async function testContext(): Promise<TestContext> {
  const database = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'sessional-context-'));
  const clock = setClock(TUESDAY);
  const queue = tableQueue(database.admin);
  await queue.open();
  const mailbox = mailboxMailer(join(folder, 'mailbox'));
  const ctx = {
    db: database.app,
    calendars: calendarShelf(),
    clock,
    queue,
    mailer: mailbox,
    files: sealedFiles(folderStore(join(folder, 'files')), KEYS),
    cipher: fieldCipher(KEYS),
    geocoder: areaTable(),
    scanner: noScanner(),
    links: linkSigner('a secret of tests, longer than thirty-two characters'),
    log: jsonLog(clock.now, () => {}, true),
    site: {
      baseUrl: 'http://localhost:3000',
      operatorName: 'Test Operator',
      operator: { name: 'Test Operator', address: '1 High Street, Leeds LS1 4AP', email: 'privacy@example.org' },
      processors: [],
      mailFrom: 'sessional@example.org',
      replyDomain: 'in.example.org',
      isDevelopment: true,
    },
  };
  const jobs = jobTable(ctx, database.signIn);
  return {
    ctx,
    database,
    mailbox,
    queue,
    onDisk: () =>
      existsSync(join(folder, 'files'))
        ? readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true })
            .filter(entry => entry.isFile())
            .map(entry => entry.name)
        : [],
    async makeAccount(profession = 'gp', name = { title: 'Dr', firstName: 'Amara', lastName: 'Okafor' }) {
      const id = newId('account');
      await database.admin.query(
        `INSERT INTO accounts (id, email, email_verified, name, title, first_name, last_name, profession, declared_adult_at, created_at, updated_at)
         VALUES ($1, $2, true, $3, $4, $5, $6, $7, now(), now(), now())`,
        [id, `${id}@example.org`, fullName(name), name.title, name.firstName, name.lastName, profession],
      );
      return ownerOf(id);
    },
    async work() {
      const [fault] = await queue.drain(jobs, clock.now());
      if (fault) throw fault;
    },
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
