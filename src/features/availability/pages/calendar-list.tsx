import { Moment } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { showId } from '#rules/ids.ts';
import type { Calendar } from '../store.ts';
import { Delete, GoTo, Section } from './section.tsx';

/** The locum's own calendars, when they were read and what went wrong. */
export function Calendars({ calendars }: { calendars: readonly Calendar[] }) {
  return (
    <Section
      title="Your own calendars"
      id="calendars"
      hint="We read when you are busy, never what you do, and keep only the times. Addresses are read every hour, files once."
      link={<GoTo href="/availability/calendars/new">Add a calendar</GoTo>}
    >
      {calendars.length > 0 && (
        <Table
          caption="Your own calendars"
          rows={calendars}
          columns={[
            { heading: 'Calendar', lead: true, cell: it => it.label },
            { heading: 'Read', cell: it => (it.lastReadAt ? <Moment at={it.lastReadAt} /> : 'not yet') },
            { heading: 'State', cell: stateOf },
            {
              heading: 'Actions',
              cell: it => (
                <span class="flex flex-wrap gap-2">
                  {it.isSubscribed && (
                    <form method="post" action={`/availability/calendars/${showId('calendar', it.id)}/refresh`}>
                      <button type="submit" class="btn btn-ghost min-h-11" aria-label={`Read ${it.label} now`}>
                        Read now
                      </button>
                    </form>
                  )}
                  <Delete
                    action={`/availability/calendars/${showId('calendar', it.id)}/delete`}
                    what={it.label}
                    word="Remove"
                  />
                </span>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}

function stateOf(calendar: Calendar): string {
  if (calendar.lastProblem) return `${calendar.lastProblem} What it said before stays busy.`;
  if (calendar.unreadableEntries > 0)
    return `${calendar.unreadableEntries} ${calendar.unreadableEntries === 1 ? 'entry' : 'entries'} could not be read: block those hours yourself.`;
  return calendar.isSubscribed ? 'Read every hour' : 'A file, read once';
}
