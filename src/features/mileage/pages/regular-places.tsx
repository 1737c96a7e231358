import { Caution } from '#platform/ui/notice.tsx';
import { COMMUTING_SOURCES, type RegularPlace } from '#rules/regular-places.ts';

/** Places that somebody goes to so often that the way there may be commuting: what the law says, and what to do. */
export function RegularPlaces({ year, places }: { year: string; places: readonly RegularPlace[] }) {
  if (places.length === 0) return null;
  return (
    <Caution>
      <p class="font-medium">The way to a regular place of work may be commuting</p>
      <ul class="my-1 list-disc pl-5">
        {places.map(it => (
          <li>
            <a class="link" href={`/mileage?year=${year}&place=${encodeURIComponent(it.place)}`}>
              {it.place}
            </a>
            : {it.days} of {it.allDays} days travelled in the last twelve months
          </li>
        ))}
      </ul>
      <p class="max-w-prose">
        From home to a place where you work regularly and predictably the miles are not allowed, even with an office at
        home (
        <a class="link" href={COMMUTING_SOURCES.regular}>
          Samadian and Jain
        </a>
        ,{' '}
        <a class="link" href={COMMUTING_SOURCES.doctors}>
          doctors’ cases
        </a>
        ; read 23 Nov 2026). Going from place to place with home as the base may be (Horton v Young, BIM37620). The law
        gives the self-employed no number of days, and the 24 months and 40% of employees are not for you: we show
        places from 24 days a year, or two fifths of your days. Where it is commuting, tick that on the trip: it stays
        in the log and is not claimed.
      </p>
    </Caution>
  );
}
