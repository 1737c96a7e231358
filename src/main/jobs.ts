import type { Kysely } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { calendarJobs } from '#features/availability/jobs.ts';
import { statementJob } from '#features/bank/index.ts';
import { chaseOverdue } from '#features/chasing/index.ts';
import { tellOfChange } from '#features/confirmations/index.ts';
import { refreshListing } from '#features/directory/index.ts';
import { remindOfExpiry } from '#features/documents/index.ts';
import { evidenceJob } from '#features/evidence/index.ts';
import { makeRecurring } from '#features/expenses/index.ts';
import { exportJob, forgetOldExports } from '#features/exports/index.ts';
import { importJob } from '#features/imports/jobs.ts';
import { accountsToErase, eraseAccount, remindOfErasure } from '#features/leaving/index.ts';
import { sweepAccount, sweepSignIn } from '#features/legal/index.ts';
import { forgetLooseFiles } from '#features/messages/index.ts';
import { closeAnswered } from '#features/payments/index.ts';
import { chaseUnsigned, warnOfDeadlines } from '#features/pensions/index.ts';
import { dropUnconfirmed } from '#features/requests/index.ts';
import { forgetOldPacks, packJob } from '#features/taxes/index.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { type FactSubscriber, factJob } from '#platform/dispatch-facts.ts';
import { enqueue } from '#platform/facts.ts';
import { mailJob } from '#platform/mail/deliver-mail.ts';
import { isResealed, resealAccount } from '#platform/reseal.ts';
import type { JobHandler } from '#ports/queue.ts';
import type { Id } from '#rules/ids.ts';
import { runAll } from './run-all.ts';

/** Who is told of which facts. Higher rooms subscribe here; the rooms below do not know of them. */
function subscribers(ctx: Context): readonly FactSubscriber[] {
  return [
    {
      // what strangers see follows what the locum changes and is booked for
      kinds: [
        'account.renamed',
        'account.closing',
        'account.kept',
        'profile.changed',
        'availability.changed',
        'booking.created',
        'booking.changed',
        'booking.confirmed',
        'booking.cancelled',
        'booking.deleted',
      ],
      hear: owner => refreshListing(ctx, owner),
    },
    {
      // an organisation that was told of a booking is told what becomes of it
      kinds: ['booking.changed', 'booking.cancelled'],
      hear: (owner, fact) => tellOfChange(ctx, owner, fact.subjectId as Id<'booking'>),
    },
    {
      // its messages went with it, their attachments did not
      kinds: ['booking.deleted'],
      hear: owner => forgetLooseFiles(ctx, owner),
    },
    {
      // a credit note may leave nothing to pay: then nothing said of the invoice waits for an answer
      kinds: ['credit_note.issued', 'invoice.written_off'],
      hear: (owner, fact) => closeAnswered(ctx, owner, fact.details.invoiceId as Id<'invoice'>),
    },
  ];
}

const DAILY_JOB = 'day.account';
const RESEAL_JOB = 'keys.reseal';

/** What is done for each account once a day. Each bears to run twice: where one fails, all are tried again. */
const DAILY_STEPS: readonly ((ctx: Context, owner: Owner) => Promise<unknown>)[] = [
  dropUnconfirmed,
  remindOfExpiry,
  remindOfErasure,
  sweepAccount,
  warnOfDeadlines,
  chaseUnsigned,
  chaseOverdue,
  makeRecurring,
  refreshListing,
  forgetOldPacks,
  forgetOldExports,
];

/** The job table: everything that a worker does. `accounts` reads which accounts there are. */
export function jobTable(ctx: Context, accounts: Kysely<Tables>): readonly JobHandler[] {
  return [
    mailJob(ctx),
    factJob(ctx, subscribers(ctx)),
    importJob(ctx),
    ...calendarJobs(ctx, accounts),
    packJob(ctx),
    exportJob(ctx),
    statementJob(ctx),
    evidenceJob(ctx),
    {
      name: 'day.begin',
      retries: 3,
      schedule: '10 3 * * *',
      async run() {
        const day = ctx.clock.today().toString();
        for (const { id } of await accounts.selectFrom('accounts').select('id').execute()) {
          await asOwner(ctx.db, ownerOf(id), tx =>
            enqueue(ctx.queue, tx, { name: DAILY_JOB, payload: { accountId: id }, onceKey: `${id} ${day}` }),
          );
        }
      },
    },
    {
      name: 'accounts.erase',
      retries: 5,
      schedule: '50 3 * * *',
      async run() {
        const due = await accountsToErase(ctx, accounts);
        await runAll(due.map(id => () => eraseAccount(ctx, accounts, id)));
      },
    },
    {
      name: 'retention.sweep',
      retries: 3,
      schedule: '20 4 * * *',
      run: () => sweepSignIn(ctx, accounts),
    },
    {
      // after ENCRYPTION_KEYS got a new first key, and for files from before files were sealed
      name: 'keys.begin',
      retries: 3,
      schedule: '40 2 * * *',
      async run() {
        for (const { id } of await accounts.selectFrom('accounts').select('id').execute()) {
          const owner = ownerOf(id);
          if (await isResealed(ctx, owner)) continue;
          await asOwner(ctx.db, owner, tx =>
            enqueue(ctx.queue, tx, {
              name: RESEAL_JOB,
              payload: { accountId: id },
              onceKey: `${id} ${ctx.cipher.keyId}`,
            }),
          );
        }
      },
    },
    {
      name: RESEAL_JOB,
      retries: 5,
      run: ({ accountId }) => resealAccount(ctx, ownerOf(String(accountId))),
    },
    {
      name: DAILY_JOB,
      retries: 5,
      async run({ accountId }) {
        const owner = ownerOf(String(accountId));
        await runAll(DAILY_STEPS.map(step => () => step(ctx, owner)));
      },
    },
  ];
}
