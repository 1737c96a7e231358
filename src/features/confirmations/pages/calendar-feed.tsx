import { Hono } from 'hono';
import { enterLink } from '#features/sharing/index.ts';
import { CALENDAR_TYPE } from '#platform/calendar/write-calendar.ts';
import { callerOf } from '#platform/caller.ts';
import type { Needs } from '#platform/context.ts';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebEnv } from '#platform/web.ts';
import { type FeedDays, feedAddress, feedText, replaceFeed } from '../calendar-feed.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

/** The locum's bookings as a feed that any calendar program can follow, and the page that tells its address. `daysOf` adds days to keep. */
export function calendarFeedPages(ctx: Ctx, daysOf: FeedDays): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/calendar-feed/:token', async c => {
    const entered = await enterLink(ctx, c.req.param('token').replace(/\.ics$/, ''), 'calendar', callerOf(c));
    c.header('X-Robots-Tag', 'noindex');
    return c.body(await feedText(ctx, entered, callerOf(c), daysOf), 200, { 'Content-Type': CALENDAR_TYPE });
  });

  app.get('/calendar/feed', requireVisitor, async c => {
    const address = await feedAddress(ctx, visitorOf(c).owner);
    return showPage(
      c,
      {
        title: 'Your calendar feed',
        lead: 'Your bookings, and the days of your pension and tax, in the calendar of your phone or computer, kept up to date by itself.',
      },
      <div class="flex flex-col gap-6">
        <p class="break-all">
          <a class="link" href={`${address}.ics`}>
            {address}.ics
          </a>
        </p>
        <p class="max-w-prose">
          In your calendar program choose “subscribe by address” and paste it. Whoever has the address sees your
          bookings, without rates and notes. If it got into the wrong hands, replace it: the old one stops at once.
        </p>
        <form method="post" action="/calendar/feed">
          <button type="submit" class="btn min-h-11">
            Replace the address
          </button>
        </form>
      </div>,
    );
  });

  app.post('/calendar/feed', requireVisitor, async c => {
    await replaceFeed(ctx, visitorOf(c).owner);
    return c.redirect(withNotice('/calendar/feed', 'link-replaced'), 303);
  });

  return app;
}
