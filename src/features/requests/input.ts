import { z } from 'zod';
import { WORK_TYPES } from '#features/bookings/index.ts';
import { ORGANISATION_KINDS } from '#features/organisations/index.ts';
import {
  checkbox,
  choice,
  decimal,
  email,
  listOf,
  money,
  optionalMoney,
  optionalText,
  requiredText,
  shownId,
} from '#platform/input.ts';
import { RATE_KINDS } from '#rules/booking-fee.ts';
import { periodOf } from '#rules/booking-time.ts';
import { formatDay, formatTime, parseDay, parseTime } from '#rules/dates.ts';
import { checkPostcode } from '#rules/identifiers/places.ts';
import { firstOverlap } from './request.ts';

export const MOST_DAYS = 31;

export interface AskedDay {
  readonly date: Temporal.PlainDate;
  readonly start: Temporal.PlainTime;
  readonly end: Temporal.PlainTime;
}

/** Rows of day, start and end; rows left empty fall away, each other one has to be whole. */
function readDays(columns: { date: string[]; start: string[]; end: string[] }): AskedDay[] | string {
  const days: AskedDay[] = [];
  for (const [i, text] of columns.date.entries()) {
    const [from, to] = [columns.start[i]?.trim() ?? '', columns.end[i]?.trim() ?? ''];
    if (text.trim() === '') continue;
    const [date, start, end] = [parseDay(text.trim()), parseTime(from), parseTime(to)];
    if (!date.ok) return `Enter day ${i + 1} as a date, such as 24/11/2026.`;
    if (!start.ok || !end.ok) return `Enter start and end of ${formatDay(date.day)}, such as 08:30 and 13:00.`;
    const day = { date: date.day, start: start.time, end: end.time };
    const period = periodOf(day);
    if (!period.ok) return `${formatDay(date.day)}: ${period.message}`;
    if (days.some(it => it.date.equals(day.date) && it.start.equals(day.start)))
      return `${formatDay(date.day)} stands there twice with the same start.`;
    days.push(day);
  }
  if (days.length === 0) return 'Enter at least one day with its start and end.';
  const overlap = firstOverlap(days);
  if (overlap) return `${formatDay(overlap.date)}, ${formatTime(overlap.start)} overlaps another row.`;
  return days.length > MOST_DAYS ? `Ask for at most ${MOST_DAYS} days at once.` : days;
}

/** What an organisation enters on the public page. */
export const requestInput = z
  .object({
    organisationName: requiredText('the name of the organisation', 160),
    organisationKind: choice('what kind of organisation it is', ORGANISATION_KINDS),
    organisationAddress: requiredText('the address, as it stands on invoices', 400),
    organisationPostcode: optionalText('the postcode', 10),
    contactName: requiredText('your name', 120),
    contactEmail: email('your work email address'),
    contactPhone: optionalText('the telephone number', 40),
    workType: choice('the type of work', WORK_TYPES),
    rateKind: choice('what it is paid by', RATE_KINDS),
    rate: optionalMoney('the rate'),
    notes: optionalText('the notes', 2000),
    dayDate: listOf(z.string()),
    dayStart: listOf(z.string()),
    dayEnd: listOf(z.string()),
    instant: checkbox(),
  })
  .transform(({ dayDate, dayStart, dayEnd, ...rest }, ctx) => {
    const days = readDays({ date: dayDate, start: dayStart, end: dayEnd });
    if (typeof days === 'string') ctx.addIssue({ code: 'custom', path: ['dayDate'], message: days });
    const postcode = rest.organisationPostcode === null ? null : checkPostcode(rest.organisationPostcode);
    if (postcode && !postcode.ok)
      ctx.addIssue({ code: 'custom', path: ['organisationPostcode'], message: postcode.message });
    return {
      ...rest,
      organisationPostcode: postcode?.ok ? postcode.value : null,
      days: typeof days === 'string' ? [] : days,
    };
  });

export type RequestInput = z.output<typeof requestInput>;

const answerTerms = {
  days: listOf(z.string()).refine(ids => ids.length > 0, { error: 'Choose at least one day.' }),
  /** An organisation of the address book; empty or `new`: it is added. */
  organisation: z
    .union([shownId('organisation', 'an organisation'), z.enum(['new', '']).transform(() => null)])
    .optional()
    .transform(id => id ?? null),
  rateKind: choice('what it is paid by', RATE_KINDS),
  rate: money('the rate'),
  pensionable: checkbox(),
  /** The request's days, in their order, to which the columns belong. */
  dayId: listOf(z.string()),
  dayUnits: listOf(z.string()),
};

const sessions = decimal('how many sessions or days it is', { decimals: 2, most: 100, empty: 100 }).refine(
  it => it > 0,
  {
    error: 'Enter how many sessions or days it is, such as 1 or 1.5.',
  },
);

interface DayUnits {
  readonly id: string;
  readonly hundredths: number;
}

/** What each day counts as; one left empty or not named counts as one. */
function readUnits(ids: readonly string[], texts: readonly string[], ctx: z.RefinementCtx): DayUnits[] {
  return ids.flatMap((id, i) => {
    const read = sessions.safeParse(texts[i]);
    if (read.success) return [{ id, hundredths: read.data }];
    ctx.addIssue({ code: 'custom', path: ['dayUnits'], message: read.error.issues[0]?.message ?? 'Enter a number.' });
    return [];
  });
}

/** The locum takes all or some days, at this rate. */
export const acceptInput = z
  .object(answerTerms)
  .transform(({ dayId, dayUnits, ...rest }, ctx) => ({ ...rest, units: readUnits(dayId, dayUnits, ctx) }));
export type AcceptInput = z.output<typeof acceptInput>;

/** The locum proposes another rate, other times, or fewer days. The columns belong to the request's days, in their order; no times: as asked. */
export const counterInput = z
  .object({
    ...answerTerms,
    dayStart: listOf(z.string()),
    dayEnd: listOf(z.string()),
    note: optionalText('the note', 1000),
  })
  .transform(({ dayId, dayUnits, dayStart, dayEnd, ...rest }, ctx) => {
    const times = dayId.flatMap((id, i) => {
      const [from, to] = [dayStart[i]?.trim() ?? '', dayEnd[i]?.trim() ?? ''];
      if (from === '' && to === '') return [];
      const [start, end] = [parseTime(from), parseTime(to)];
      if (start.ok && end.ok) return [{ id, start: start.time, end: end.time }];
      ctx.addIssue({
        code: 'custom',
        path: ['dayStart'],
        message: 'Enter each start and end as a time, such as 09:30.',
      });
      return [];
    });
    return { ...rest, times, units: readUnits(dayId, dayUnits, ctx) };
  });

export type CounterInput = z.output<typeof counterInput>;

export const declineInput = z.object({ reason: requiredText('a reason, so that they know', 500) });

/** What the organisation says to a proposal. */
export const counterAnswerInput = z.object({
  answer: choice('yes or no', ['accept', 'decline']),
  reason: optionalText('the reason', 500),
});

export type CounterAnswerInput = z.output<typeof counterAnswerInput>;

export const trustInput = z.object({ email: email('the address') });
