import { Span } from '#platform/ui/figures.tsx';
import { formatDay, formatDayShort, longMonthName } from '#rules/dates.ts';
import type { AvailableDay, DayState } from '../month.ts';
import { WEEKDAY_LABELS } from './words.ts';

/** Colour repeats the word in the cell; the whole word is in the legend and read out. */
const LOOKS: Readonly<Record<DayState, { readonly mark: string; readonly word: string; readonly look: string }>> = {
  free: { mark: 'free', word: 'Free', look: 'border-success text-success' },
  part: { mark: 'part', word: 'Partly free', look: 'border-info text-info' },
  taken: { mark: 'taken', word: 'Taken, or too soon', look: 'border-warning text-warning' },
  off: { mark: 'off', word: 'Day off', look: 'border-base-300 bg-base-200' },
  none: { mark: '', word: 'Nothing offered', look: 'border-base-300 text-muted' },
};

const LEGEND: readonly DayState[] = ['free', 'part', 'taken', 'off', 'none'];

/** A month of free and busy, small enough for a phone, and the same in words below it. */
export function MonthGrid({
  month,
  days,
  today,
  isEmpty,
}: {
  month: Temporal.PlainYearMonth;
  days: readonly AvailableDay[];
  today: Temporal.PlainDate;
  isEmpty: boolean;
}) {
  const title = `${longMonthName(month.month)} ${month.year}`;
  const free = days.filter(day => day.slots.length > 0);
  return (
    <section aria-labelledby="month">
      <div class="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 id="month" class="text-lg font-medium">
          {title}
        </h2>
        <nav aria-label="Months" class="flex gap-2">
          <a class="btn btn-sm min-h-11" href={`/availability?month=${month.subtract({ months: 1 })}`} rel="prev">
            Earlier
          </a>
          <a class="btn btn-sm min-h-11" href="/availability">
            Today
          </a>
          <a class="btn btn-sm min-h-11" href={`/availability?month=${month.add({ months: 1 })}`} rel="next">
            Later
          </a>
        </nav>
      </div>
      <div class="flex flex-col gap-6 lg:flex-row lg:items-start">
        <div class="w-full max-w-md shrink-0">
          <Grid title={title} days={days} today={today} />
          <ul class="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-sm" aria-label="What the marks mean">
            {LEGEND.map(state => (
              <li class="flex items-center gap-1">
                <span
                  aria-hidden="true"
                  class={`inline-block size-4 rounded-field border-2 ${LOOKS[state].look}`}
                ></span>
                {LOOKS[state].word}
              </li>
            ))}
          </ul>
        </div>
        <div class="min-w-0 flex-1">
          <h3 class="mb-1 font-medium">Free in {title}</h3>
          {free.length === 0 ? (
            <p class="text-muted">
              {isEmpty
                ? 'Nothing yet. Offer a session, for instance every Tuesday morning, and organisations see when you are free.'
                : 'Nothing in this month.'}
            </p>
          ) : (
            <ul class="gap-x-8 sm:columns-2">
              {free.map(day => (
                <li class="break-inside-avoid py-1">
                  {formatDay(day.date)}:{' '}
                  {day.slots.map((slot, i) => (
                    <>
                      {i > 0 && ', '}
                      <Span from={slot.startsAt} to={slot.endsAt} />
                    </>
                  ))}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </section>
  );
}

function Grid({ title, days, today }: { title: string; days: readonly AvailableDay[]; today: Temporal.PlainDate }) {
  const before = (days[0]?.date.dayOfWeek ?? 1) - 1;
  const cells: (AvailableDay | undefined)[] = [...Array.from({ length: before }, () => undefined), ...days];
  while (cells.length % 7 > 0) cells.push(undefined);
  const weeks = Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7));
  return (
    <table class="w-full table-fixed border-separate border-spacing-0.5">
      <caption class="sr-only">{title}, free and busy</caption>
      <thead>
        <tr>
          {WEEKDAY_LABELS.map(name => (
            <th scope="col" class="text-center text-sm font-medium text-muted">
              <abbr title={name} class="no-underline">
                {name.slice(0, 2)}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map(week => (
          <tr>
            {week.map(day =>
              day ? (
                <td class={`h-12 rounded-field border text-center text-sm leading-tight ${LOOKS[day.state].look}`}>
                  <time datetime={day.date.toString()} aria-current={day.date.equals(today) ? 'date' : undefined}>
                    <span class={day.date.equals(today) ? 'font-bold underline' : ''} aria-hidden="true">
                      {day.date.day}
                    </span>
                    <span class="sr-only">
                      {formatDayShort(day.date)}: {LOOKS[day.state].word}
                    </span>
                  </time>
                  <span aria-hidden="true" class="block text-xs">
                    {LOOKS[day.state].mark || '\u00a0'}
                  </span>
                </td>
              ) : (
                <td></td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
