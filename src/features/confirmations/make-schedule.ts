import { readAccount } from '#features/accounts/index.ts';
import { readBooking } from '#features/bookings/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { tellLocum } from '#features/profile/index.ts';
import { type Caller, type Entered, makeLink, useLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { storeFile } from '#platform/stored-file.ts';
import { formatMoment, londonDay } from '#rules/dates.ts';
import { type Id, showId } from '#rules/ids.ts';
import type { AcknowledgementInput, ScheduleInput } from './input.ts';
import { scheduleLines } from './schedule-content.ts';
import { renderSchedule } from './schedule-document.ts';
import { insertSchedule, readSchedule, updateSchedule } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files'>;

/** Freezes several bookings of one organisation, with the terms of each, into a paper. Sent twice with one id it is made once. */
export async function makeSchedule(ctx: Ctx, owner: Owner, input: ScheduleInput): Promise<Id<'schedule'>> {
  const id = input.id ?? newId('schedule');
  await asOwner(ctx.db, owner, async tx => {
    if (await readSchedule(tx, id)) return;
    const organisation = await readOrganisation(tx, input.organisation);
    if (!organisation) throw notFound('organisation');
    const bookings = [];
    for (const wanted of new Set(input.bookings)) {
      const booking = await readBooking(tx, wanted);
      if (!booking) throw notFound('booking');
      if (booking.organisationId !== organisation.id || booking.state === 'cancelled')
        throw new InputRefusal({ bookings: `Choose bookings at ${organisation.name} that are not cancelled.` });
      bookings.push(booking);
    }
    const [account, now, lines] = [await readAccount(tx), ctx.clock.now(), scheduleLines(bookings)];
    const bytes = await renderSchedule({ madeAt: now, locum: account.name, organisation: organisation.name, lines });
    const name = `Booking-schedule-${londonDay(now)}.pdf`;
    const fileId = await storeFile(ctx, tx, { kind: 'schedule', name, contentType: 'application/pdf', bytes });
    await insertSchedule(tx, { id, organisationId: organisation.id, lines, fileId, madeAt: now });
    await recordFact(ctx, tx, { kind: 'schedule.made', subjectId: id });
  });
  return id;
}

/** Mails a schedule with its paper and a link on which it is acknowledged. */
export async function sendSchedule(ctx: Ctx, owner: Owner, id: Id<'schedule'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const schedule = await readSchedule(tx, id);
    if (!schedule) throw notFound('schedule');
    const [account, organisation] = [await readAccount(tx), await readOrganisation(tx, schedule.organisationId)];
    if (!organisation?.bookingContactEmail) {
      throw new Refusal({
        code: 'schedule.no_contact',
        message: `${schedule.organisationName} has no email address for bookings. Add one to it first.`,
        status: 422,
      });
    }
    const to = {
      name: organisation.bookingContactName ?? organisation.name,
      address: organisation.bookingContactEmail,
    };
    const link = await makeLink(ctx, tx, { scope: 'schedule', subjectId: id, recipient: to });
    await queueMail(ctx, tx, {
      kind: 'booking_schedule',
      subjectId: id,
      to,
      fromName: account.name,
      replyTo: { name: account.name, address: account.email },
      subject: `Booking schedule from ${account.name}: ${schedule.lines.length} bookings`,
      letter: {
        greeting: `Dear ${to.name},`,
        paragraphs: [
          `Please find attached the schedule of my bookings at ${organisation.name}, with rate and terms of each.`,
          'Please acknowledge it on the page behind the button. You need no account.',
        ],
        button: { label: 'See and acknowledge', url: link.url },
        closing: ['With kind regards,', account.name],
        footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. The link works for 30 days.`,
      },
      attachments: [{ fileId: schedule.fileId, name: `Booking-schedule-${londonDay(schedule.madeAt)}.pdf` }],
    });
    await updateSchedule(tx, id, { sent_at: ctx.clock.now() });
    await recordFact(ctx, tx, { kind: 'schedule.sent', subjectId: id });
  });
}

/** The organisation acknowledges a schedule. The first one counts. */
export async function acknowledgeSchedule(
  ctx: Ctx,
  { owner, link }: Entered,
  input: AcknowledgementInput,
  caller: Caller,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const id = link.subjectId as Id<'schedule'>;
    const schedule = await readSchedule(tx, id);
    if (!schedule) throw notFound('page');
    await useLink(ctx, tx, link, 'acknowledge', caller);
    if (schedule.acknowledgedAt !== null) return;
    await updateSchedule(tx, id, { acknowledged_at: ctx.clock.now(), acknowledged_by: input.name });
    await tellLocum(ctx, tx, {
      kind: 'answer',
      subjectId: id,
      subject: `${input.name} acknowledged your booking schedule`,
      paragraphs: [
        `${input.name} at ${schedule.organisationName} acknowledged the schedule of ${formatMoment(schedule.madeAt)}.`,
        ...(input.note ? [input.note] : []),
      ],
      button: { label: 'Open the schedule', path: `/schedules/${showId('schedule', id)}` },
    });
    await recordFact(ctx, tx, { kind: 'schedule.acknowledged', subjectId: id });
  });
}
