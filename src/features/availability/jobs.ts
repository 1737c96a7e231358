import type { Kysely } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { enqueue } from '#platform/facts.ts';
import type { JobHandler } from '#ports/queue.ts';
import { refreshCalendar } from './keep-calendar.ts';
import { listCalendars } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'calendars'>;

const ALL = 'calendars.refresh';
const OF_ONE = 'calendars.refresh-account';

const ACCOUNTS_AT_ONCE = 500;

/** Every hour, all calendars that have an address: one job for each account that has any. */
export function calendarJobs(ctx: Ctx, signIn: Kysely<Tables>): readonly JobHandler[] {
  return [
    {
      name: ALL,
      retries: 2,
      // not on the hour, when every program on the internet asks
      schedule: '17 * * * *',
      run: () => enqueueAccounts(ctx, signIn),
    },
    { name: OF_ONE, retries: 0, run: payload => refreshAccount(ctx, ownerOf(String(payload.accountId))) },
  ];
}

/** Only the role of sign-in may list accounts; whether one has calendars is seen as that account. */
async function enqueueAccounts(ctx: Ctx, signIn: Kysely<Tables>): Promise<void> {
  for (let after = ''; ; ) {
    const accounts = await signIn
      .selectFrom('accounts')
      .select('id')
      .where('email_verified', '=', true)
      .$if(after !== '', query => query.where('id', '>', after as never))
      .orderBy('id')
      .limit(ACCOUNTS_AT_ONCE)
      .execute();
    for (const { id } of accounts) {
      await asOwner(ctx.db, ownerOf(id), async tx => {
        if ((await listCalendars(tx)).some(it => it.isSubscribed))
          await enqueue(ctx.queue, tx, { name: OF_ONE, payload: { accountId: id }, onceKey: id });
      });
    }
    const last = accounts.at(-1);
    if (!last || accounts.length < ACCOUNTS_AT_ONCE) return;
    after = last.id;
  }
}

async function refreshAccount(ctx: Ctx, owner: Owner): Promise<void> {
  const calendars = await asOwner(ctx.db, owner, listCalendars);
  for (const calendar of calendars.filter(it => it.isSubscribed)) {
    try {
      await refreshCalendar(ctx, owner, calendar.id);
    } catch (fault) {
      // removed meanwhile
      if (!(fault instanceof Refusal)) throw fault;
    }
  }
}
