import { WORK_TYPE_LABELS, WORK_TYPES } from '#features/bookings/index.ts';
import { formatDay, formatTime, LONDON } from '#rules/dates.ts';
import { formatPounds } from '#rules/money.ts';
import { type Cells, nameKey, readDay, readPounds, readTime } from './cells.ts';
import { newOrganisation } from './new-organisation.ts';
import { type KnownInvoice, type PlanContext, type Planned, wrong } from './planned.ts';

/** A session that was worked. It never asks for an invoice or a Form A: both are history. */
export function planSession(cells: Cells, { choice, known }: PlanContext): Planned {
  const organisation = cells('organisation');
  if (organisation === '') return wrong('The organisation is missing.');
  const isNew = !known.organisations.has(nameKey(organisation));
  const named = newOrganisation(organisation);
  if (isNew && !named.ok) return wrong(named.reason);
  const day = readDay(cells('date'));
  if (!day.ok) return wrong(day.reason);
  if (Temporal.PlainDate.compare(day.value, known.today) >= 0)
    return wrong('Only days before today are imported. Add what is to come as a booking.');
  const [startText, endText] = [cells('start') || choice.usualStart, cells('end') || choice.usualEnd];
  if (startText === '' || endText === '')
    return wrong('Start or end is missing. Say above which times hold where the file names none.');
  const [start, end] = [readTime(startText), readTime(endText)];
  if (!start.ok) return wrong(start.reason);
  if (!end.ok) return wrong(end.reason);
  const fee = readPounds(cells('fee'));
  if (!fee.ok) return wrong(fee.reason);
  const breakMinutes = cells('break') === '' ? 0 : Number(cells('break'));
  if (!Number.isInteger(breakMinutes) || breakMinutes < 0 || breakMinutes > 720)
    return wrong(`“${cells('break')}” is not a break in whole minutes.`);
  const invoice = invoiceOf(cells('invoice'), known.invoices);
  if (invoice === 'unknown')
    return wrong(`No imported invoice has the number ${cells('invoice')}. Import the invoices first.`);
  const from = day.value.toZonedDateTime({ timeZone: LONDON, plainTime: start.value });
  // an end that is not later is of the next morning
  const lastDay = Temporal.PlainTime.compare(end.value, start.value) > 0 ? day.value : day.value.add({ days: 1 });
  const to = lastDay.toZonedDateTime({ timeZone: LONDON, plainTime: end.value });
  const [startsAt, endsAt] = [from.toInstant(), to.toInstant()];
  if (startsAt.until(endsAt).total('minutes') <= breakMinutes) return wrong('The break is longer than the session.');
  const [startMs, endMs] = [startsAt.epochMilliseconds, endsAt.epochMilliseconds];
  const clash = known.sessions.find(it => it.from < endMs && it.to > startMs);
  if (clash?.from === startMs && nameKey(clash.organisation) === nameKey(organisation))
    return { outcome: 'duplicate', reason: 'This session is in your bookings.' };
  if (clash) return wrong(`It overlaps with a session at ${clash.organisation}.`);
  known.sessions.push({ from: startMs, to: endMs, organisation });
  if (isNew) known.organisations.set(nameKey(organisation), organisation);
  return {
    outcome: 'make',
    words: `${formatDay(day.value)}, ${formatTime(start.value)}–${formatTime(end.value)}, ${organisation}${isNew ? ' (new)' : ''}, ${formatPounds(fee.value)}`,
    thing: {
      kind: 'session',
      session: {
        organisation,
        startsAt,
        endsAt,
        workDate: day.value,
        breakMinutes,
        feePence: fee.value,
        workType: workTypeOf(cells('work')),
        notes: cells('notes').slice(0, 2000),
        invoice,
      },
    },
  };
}

function invoiceOf(number: string, invoices: ReadonlyMap<string, KnownInvoice>): KnownInvoice | undefined | 'unknown' {
  if (number === '') return undefined;
  const found = invoices.get(number.toLowerCase());
  return found?.isImported ? found : 'unknown';
}

function workTypeOf(text: string): string {
  const key = nameKey(text);
  const named = WORK_TYPES.find(type => nameKey(type) === key || nameKey(WORK_TYPE_LABELS[type]) === key);
  if (named) return named;
  if (/out of hours|ooh/i.test(text)) return 'out_of_hours';
  if (/triage|phone|telephone/i.test(text)) return 'triage';
  if (/visit/i.test(text)) return 'visits';
  return /surgery|session|gp/i.test(text) ? 'surgery' : 'other';
}
