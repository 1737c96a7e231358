import { readAccount } from '#features/accounts/index.ts';
import { listBookingsBetween } from '#features/bookings/index.ts';
import {
  type AccessLink,
  type Caller,
  type Entered,
  linkState,
  linkUrl,
  listLinks,
  listUses,
  makeLink,
  noteOpening,
  revokeLink,
} from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import { type CalendarDay, writeCalendar } from '#platform/calendar/write-calendar.ts';
import type { Needs } from '#platform/context.ts';
import { bookingEvent } from './calendar-event.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

const BACK_DAYS = 90;
const AHEAD_DAYS = 400;

/** The address of the locum's own calendar feed, which is made when it is first asked for. Secret: whoever has it sees the bookings. */
export async function feedAddress(ctx: Ctx, owner: Owner): Promise<string> {
  return asOwner(ctx.db, owner, async tx => {
    const link = (await feedLink(ctx, tx)) ?? (await newFeedLink(ctx, tx));
    return linkUrl(ctx, tx.accountId, link);
  });
}

/** Ends the feed's address and makes another one. Calendars that have the old one see nothing any more. */
export async function replaceFeed(ctx: Ctx, owner: Owner): Promise<void> {
  const old = await asOwner(ctx.db, owner, tx => feedLink(ctx, tx));
  if (old) await revokeLink(ctx, owner, old.id);
  await asOwner(ctx.db, owner, tx => newFeedLink(ctx, tx));
}

/** The days that higher rooms add to the feed. */
export type FeedDays = (owner: Owner) => Promise<readonly CalendarDay[]>;

/** The feed itself: what is offered, agreed and worked, with what was cancelled said to be so, and the days that are to be kept. */
export async function feedText(ctx: Ctx, entered: Entered, caller: Caller, daysOf: FeedDays): Promise<string> {
  const now = ctx.clock.now();
  const { account, bookings, isKnown } = await asOwner(ctx.db, entered.owner, async tx => ({
    account: await readAccount(tx),
    bookings: await listBookingsBetween(
      tx,
      now.subtract({ hours: 24 * BACK_DAYS }),
      now.add({ hours: 24 * AHEAD_DAYS }),
    ),
    // a calendar asks every hour: once a day is noted
    isKnown: (await listUses(tx, [entered.link.id])).some(
      use =>
        use.callerHash === caller.callerHash && Temporal.Instant.compare(use.usedAt, now.subtract({ hours: 24 })) > 0,
    ),
  }));
  if (!isKnown) await noteOpening(ctx, entered, caller);
  const events = bookings.map(booking => bookingEvent(booking, account.name, 'own'));
  const days = await daysOf(entered.owner);
  return writeCalendar({ name: `Bookings of ${account.name}`, events, days, refreshHours: 1, writtenAt: now });
}

async function feedLink(ctx: Ctx, tx: OwnedTransaction): Promise<AccessLink | undefined> {
  const links = await listLinks(tx, tx.accountId);
  return links.find(link => link.scope === 'calendar' && linkState(link, ctx.clock.now()) === 'works');
}

function newFeedLink(ctx: Ctx, tx: OwnedTransaction) {
  return makeLink(ctx, tx, { scope: 'calendar', subjectId: tx.accountId, days: null });
}
