import { parseDay, startOfDay } from '#rules/dates.ts';
import type { AuditFilter } from './store.ts';

export const ACTORS = ['owner', 'delegate', 'api_key', 'link', 'stranger', 'staff', 'system', 'unrecorded'] as const;

/** What a page's address or the API's query asks of the log. What cannot be read asks for nothing. */
export interface AuditQuery {
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  /** First and last day, in London. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The filter of a query. */
export function filterOf(query: AuditQuery): AuditFilter {
  const [from, to] = [parseDay(query.from ?? ''), parseDay(query.to ?? '')];
  return {
    subject: /^[a-z_]+$/.test(query.subject ?? '') ? query.subject : undefined,
    actor: ACTORS.find(it => it === query.actor),
    from: from.ok ? startOfDay(from.day) : undefined,
    before: to.ok ? startOfDay(to.day.add({ days: 1 })) : undefined,
  };
}
