import { notFound } from '#platform/errors.ts';
import { readId } from '#rules/ids.ts';
import type { Subject } from './message.ts';

/** The subject behind a shown id: `bkg_…`, `req_…` or `inv_…`. Refuses `not_found`. */
export function readSubject(shown: string): Subject {
  const [booking, request, invoice] = [readId('booking', shown), readId('request', shown), readId('invoice', shown)];
  if (booking) return { kind: 'booking', id: booking };
  if (request) return { kind: 'request', id: request };
  if (invoice) return { kind: 'invoice', id: invoice };
  throw notFound('thread');
}
