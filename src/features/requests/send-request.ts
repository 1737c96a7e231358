import { readAccount } from '#features/accounts/index.ts';
import { type Caller, type Entered, useLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { isHealthServiceAddress } from '#rules/nhs-addresses.ts';
import { KEPT_DAYS } from '#rules/retention.ts';
import { bookAtOnce } from './book-at-once.ts';
import type { RequestInput } from './input.ts';
import { tellOfRequest, writeToAsker } from './letters.ts';
import type { BookingRequest } from './request.ts';
import { dayWords, rateWords } from './request-words.ts';
import { deleteUnconfirmed, insertRequest, lockRequest, updateRequest } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'cipher'>;

/** Keeps what an organisation asks for and mails the work address a link to prove it. The locum sees nothing before that. Refuses days that are past. */
export async function sendRequest(ctx: Ctx, locum: Owner, input: RequestInput): Promise<Id<'request'>> {
  const today = ctx.clock.today();
  if (input.days.some(day => Temporal.PlainDate.compare(day.date, today) < 0))
    throw new InputRefusal({ dayDate: 'One of these days is past. Ask for days from today on.' });
  const id = newId('request');
  await asOwner(ctx.db, locum, async tx => {
    const account = await readAccount(tx);
    await insertRequest(tx, id, input, {
      isHealthService: isHealthServiceAddress(input.contactEmail),
      at: ctx.clock.now(),
    });
    await writeToAsker(
      ctx,
      tx,
      account,
      { id, contactName: input.contactName, contactEmail: input.contactEmail },
      {
        subject: `Please confirm your booking request to ${account.name}`,
        paragraphs: [
          `You asked ${account.name} for ${input.days.length === 1 ? 'a booking' : `bookings on ${input.days.length} days`} at ${input.organisationName}.`,
          'Please confirm that this is your address: the request goes to the locum only after that. You need no account.',
        ],
        button: 'Look at it and confirm',
        isProof: true,
      },
    );
  });
  return id;
}

/**
 * The holder of the work address confirms it: the locum is told now, or, where the request was made for instant booking and all its
 * days are still offered, the bookings stand at once. Answers the address of the request's own page, which outlives the link that proved
 * the address and is mailed too. A second time changes nothing.
 */
export async function confirmAddress(ctx: Ctx, { owner, link }: Entered, caller: Caller): Promise<string | undefined> {
  return asOwner(ctx.db, owner, async tx => {
    const request = await lockRequest(tx, link.subjectId as Id<'request'>);
    if (!request) throw notFound('page');
    if (request.state !== 'unconfirmed') return undefined;
    await useLink(ctx, tx, link, 'confirm_address', caller);
    await updateRequest(tx, request.id, { state: 'waiting', confirmed_at: ctx.clock.now() });
    await recordFact(ctx, tx, { kind: 'request.confirmed', subjectId: request.id });
    const booked = request.isInstant ? await bookAtOnce(ctx, tx, { ...request, state: 'waiting' }) : undefined;
    if (booked !== undefined) return booked;
    await tellOfRequest(ctx, tx, request, {
      subject: `Booking request from ${request.organisationName}`,
      paragraphs: [
        `${request.contactName} at ${request.organisationName} asks for you:`,
        ...request.days.map(dayWords),
        `Rate offered: ${rateWords(request)}. ${standing(request)}`,
      ],
      button: 'Accept, decline or propose',
    });
    const account = await readAccount(tx);
    return writeToAsker(ctx, tx, account, request, {
      subject: `Your booking request to ${account.name}`,
      paragraphs: [
        `Thank you for confirming your address. Your request for ${request.organisationName} is with me:`,
        ...request.days.map(dayWords),
        'On the page behind the button you see how it stands, and can write to me or withdraw it. I answer by mail.',
      ],
      button: 'See the request',
    });
  });
}

/** The organisation no longer needs anybody. Refuses what is answered already. */
export async function withdrawRequest(ctx: Ctx, { owner, link }: Entered, caller: Caller): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const request = await lockRequest(tx, link.subjectId as Id<'request'>);
    if (!request) throw notFound('page');
    if (request.state === 'withdrawn') return;
    if (request.state !== 'waiting' && request.state !== 'countered') {
      throw new Refusal({ code: 'request.answered', message: 'This request is answered already.' });
    }
    await useLink(ctx, tx, link, 'answer', caller);
    await updateRequest(tx, request.id, {
      state: 'withdrawn',
      answered_at: ctx.clock.now(),
      answered_by: 'organisation',
    });
    await recordFact(ctx, tx, { kind: 'request.withdrawn', subjectId: request.id });
    await tellOfRequest(ctx, tx, request, {
      subject: `${request.organisationName} withdrew its request`,
      paragraphs: [
        `${request.contactName} at ${request.organisationName} no longer needs you on these days:`,
        ...request.days.map(dayWords),
      ],
      button: 'Open the request',
    });
  });
}

/** Drops requests whose address nobody proved within a week. Run every day. */
export async function dropUnconfirmed(ctx: Needs<'db' | 'clock'>, owner: Owner): Promise<number> {
  const before = ctx.clock.now().subtract({ hours: 24 * KEPT_DAYS.unconfirmedRequest });
  return asOwner(ctx.db, owner, tx => deleteUnconfirmed(tx, before));
}

/** How well the sender is known, in words. */
export function standing(request: Pick<BookingRequest, 'isHealthService' | 'isTrusted'>): string {
  if (request.isHealthService) return 'The address belongs to the health service.';
  return request.isTrusted ? 'You trust this address.' : 'Not verified: the address is not one of the health service.';
}
