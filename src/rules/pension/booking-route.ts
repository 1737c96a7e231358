import { type WorkRoute, type WorkToPension, type WorkType, workRoute } from './work-route.ts';

/** How a booking is pensioned once the locum has said that it is: on Forms A and B by its invoice, by SOLO by its provider, or not at all. */
export interface BookingRoute {
  readonly route: 'form_ab' | 'solo' | 'none';
  readonly why: string;
  readonly source: string;
}

/**
 * The route of work that the locum marked as pensionable. Where the sources leave it open, a practice's own hours go on Forms A and B,
 * since only the practice can have told so; anything else is not pensioned here until its organisation is entered as what it is.
 */
export function bookingRoute(work: WorkToPension): BookingRoute {
  const found = workRoute(work);
  return { route: decided(found, work), why: found.why, source: found.source };
}

function decided({ route }: WorkRoute, work: WorkToPension): BookingRoute['route'] {
  if (route === 'form_ab' || route === 'solo') return route;
  const ownHours = work.organisationKind === 'gp_practice' && !NOT_OWN_HOURS.includes(work.workType);
  return route === 'ask' && ownHours ? 'form_ab' : 'none';
}

/** Work that is not the practice's own, even where the practice pays it. */
const NOT_OWN_HOURS: readonly WorkType[] = ['out_of_hours', 'appraisal'];
