import { z } from 'zod';
import {
  checkbox,
  choice,
  day,
  listOf,
  optionalText,
  requiredText,
  shownId,
  time,
  wholeNumber,
} from '#platform/input.ts';

/** Monday to Sunday, as forms and the API name them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export const EXCEPTION_KINDS = ['extra', 'block', 'off'] as const;

/** The longest time off that is entered in one piece. */
const MOST_DAYS = 400;

const optionalDay = (label: string) =>
  z
    .union([z.literal('').transform(() => null), z.null(), day(label)])
    .optional()
    .transform(it => it ?? null);
const optionalTime = (label: string) =>
  z
    .union([z.literal('').transform(() => null), z.null(), time(label)])
    .optional()
    .transform(it => it ?? null);

export const ruleInput = z
  .object({
    id: shownId('availabilityRule', 'the session').optional(),
    weekdays: listOf(choice('the days of the week', WEEKDAYS)).refine(it => it.length > 0, {
      error: 'Tick at least one day of the week.',
    }),
    from: time('when it starts'),
    to: time('when it ends'),
    firstDay: day('the first day'),
    lastDay: optionalDay('the last day'),
    everyWeeks: z
      .union([z.literal(['1', '2', '']), z.literal([1, 2])], { error: 'Choose how often.' })
      .optional()
      .transform(it => (Number(it) === 2 ? 2 : 1)),
    termTimeOnly: checkbox(),
    askFirst: checkbox(),
  })
  .superRefine(({ from, to, firstDay, lastDay }, ctx) => {
    if (from.equals(to)) problem(ctx, 'to', 'Start and end are the same time.');
    if (lastDay && Temporal.PlainDate.compare(lastDay, firstDay) < 0)
      problem(ctx, 'lastDay', 'The last day is before the first.');
  });

export type RuleInput = z.output<typeof ruleInput>;

export const exceptionInput = z
  .object({
    id: shownId('availabilityException', 'the exception').optional(),
    kind: choice('what it is', EXCEPTION_KINDS),
    firstDay: day('the day'),
    lastDay: optionalDay('the last day'),
    from: optionalTime('when it starts'),
    to: optionalTime('when it ends'),
    reason: optionalText('the reason', 200),
    askFirst: checkbox(),
  })
  .superRefine(({ kind, firstDay, lastDay, from, to }, ctx) => {
    if (kind === 'off') return checkRange(ctx, firstDay, lastDay ?? firstDay);
    if (!from) problem(ctx, 'from', 'Enter when it starts.');
    if (!to) problem(ctx, 'to', 'Enter when it ends.');
    if (from && to && from.equals(to)) problem(ctx, 'to', 'Start and end are the same time.');
    if (lastDay && !lastDay.equals(firstDay)) problem(ctx, 'lastDay', 'Only days off can be several days.');
  });

export type ExceptionInput = z.output<typeof exceptionInput>;

export const termBreakInput = z
  .object({
    id: shownId('termBreak', 'the break').optional(),
    firstDay: day('the first day'),
    lastDay: day('the last day'),
    label: optionalText('the name', 100),
  })
  .superRefine(({ firstDay, lastDay }, ctx) => checkRange(ctx, firstDay, lastDay));

export type TermBreakInput = z.output<typeof termBreakInput>;

export const settingsInput = z.object({
  guardMinutes: wholeNumber('the minutes kept free', { least: 0, most: 480, empty: 0 }),
  noticeHours: wholeNumber('the hours of notice', { least: 0, most: 2160, empty: 0 }),
  shortestMinutes: wholeNumber('the minutes of the shortest booking', { least: 15, most: 1440, empty: 120 }),
  horizonDays: wholeNumber('the days ahead', { least: 7, most: 400, empty: 180 }),
});

export type SettingsInput = z.output<typeof settingsInput>;

export const calendarInput = z.object({
  id: shownId('calendar', 'the calendar').optional(),
  label: requiredText('a name for it', 100),
  address: z
    .string({ error: 'Enter the address of the calendar.' })
    .trim()
    .max(2000, 'That address is too long.')
    .regex(/^(https|webcal|http):\/\/\S+$/i, 'Enter an address that begins with https:// or webcal://.'),
});

export type CalendarInput = z.output<typeof calendarInput>;

/** Of a calendar that comes as a file. */
export const calendarFileInput = calendarInput.omit({ address: true });

function checkRange(ctx: z.RefinementCtx, firstDay: Temporal.PlainDate, lastDay: Temporal.PlainDate): void {
  const days = firstDay.until(lastDay, { largestUnit: 'day' }).days;
  if (days < 0) problem(ctx, 'lastDay', 'The last day is before the first.');
  if (days > MOST_DAYS) problem(ctx, 'lastDay', `Enter at most ${MOST_DAYS} days at once.`);
}

function problem(ctx: z.RefinementCtx, field: string, message: string): void {
  ctx.addIssue({ code: 'custom', path: [field], message });
}
