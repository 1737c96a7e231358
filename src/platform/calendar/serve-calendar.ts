import type { WebContext } from '../web.ts';
import { CALENDAR_TYPE } from './write-calendar.ts';

/** Answers with a calendar file that somebody takes into their own calendar. No search engine shows it. */
export function serveCalendar(c: WebContext, text: string, name: string): Response {
  return c.body(text, 200, {
    'Content-Type': CALENDAR_TYPE,
    'Content-Disposition': `attachment; filename="${name}"`,
    'X-Robots-Tag': 'noindex, nofollow',
  });
}
