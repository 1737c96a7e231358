import { formatDay, monthName } from '#rules/dates.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Free and busy days, a week a row. A free day leads to asking for it; of a busy one nothing more is told. */
export function FreeBusy(props: {
  today: Temporal.PlainDate;
  weeks: number;
  free: readonly Temporal.PlainDate[];
  askPath: string;
}) {
  const first = props.today.subtract({ days: props.today.dayOfWeek - 1 });
  const free = new Set(props.free.map(String));
  return (
    <table class="w-full max-w-xl table-fixed border-collapse text-center">
      <caption class="mb-2 text-left text-muted">
        Free days are marked and lead to a booking request. All others are busy.
      </caption>
      <thead>
        <tr>
          {WEEKDAYS.map(name => (
            <th scope="col" class="py-1 text-sm font-medium text-muted">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: props.weeks }, (_, week) => (
          <tr>
            {Array.from({ length: 7 }, (_, weekday) => {
              const day = first.add({ days: week * 7 + weekday });
              return (
                <td class="border border-base-300 p-0">
                  <DayCell
                    day={day}
                    isFree={free.has(day.toString())}
                    isPast={Temporal.PlainDate.compare(day, props.today) < 0}
                    askPath={props.askPath}
                  />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell(props: { day: Temporal.PlainDate; isFree: boolean; isPast: boolean; askPath: string }) {
  const { day } = props;
  const shown = day.day === 1 ? `1 ${monthName(day.month)}` : String(day.day);
  if (props.isFree) {
    return (
      <a
        href={`${props.askPath}?day=${day}`}
        class="flex min-h-12 flex-col items-center justify-center bg-base-200 font-semibold text-primary underline"
        aria-label={`${formatDay(day)}: free, ask for it`}
      >
        {shown}
        <span class="text-xs font-normal">free</span>
      </a>
    );
  }
  return (
    <span class="flex min-h-12 flex-col items-center justify-center text-muted">
      {shown}
      <span class="text-xs">{props.isPast ? '' : 'busy'}</span>
    </span>
  );
}
