import { readAccount } from '#features/accounts/index.ts';
import { type Booking, readBooking } from '#features/bookings/index.ts';
import {
  type InterestDue,
  type InterestInvoice,
  interestDue,
  listChases,
  listInterestInvoices,
  listLetters,
} from '#features/chasing/index.ts';
import { findInvoice, type Invoice, listCreditNotes, listLines } from '#features/invoices/index.ts';
import { listMessages, type Subject } from '#features/messages/index.ts';
import { listClaims, listDisputes, listPayments } from '#features/payments/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { archiveName } from '#platform/archive/zip.ts';
import type { Needs } from '#platform/context.ts';
import { londonDay } from '#rules/dates.ts';
import { type Id, showId } from '#rules/ids.ts';
import { readBookingRecord, readLinkActs, readMails, readSchedules } from './read-record.ts';
import { bookingText, deliveryLog, interestText, mailText, moneyText, threadText } from './record-texts.ts';

/** One file of the pack, and what it proves. */
export interface Piece {
  readonly name: string;
  readonly proves: string;
  /** A text that is written here, or a paper as it is kept. */
  readonly from: { readonly text: string } | { readonly fileId: Id<'file'> };
}

export interface Gathered {
  readonly invoice: Invoice;
  readonly accountName: string;
  readonly interest: InterestDue;
  readonly pieces: readonly Piece[];
}

/** Everything that is kept about an invoice, in the order in which it happened: agreed, worked, invoiced, sent, reminded, said, owed. */
export async function gather(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  id: Id<'invoice'>,
): Promise<Gathered | undefined> {
  const invoice = await findInvoice(tx, id, ctx.clock.today());
  if (!invoice || invoice.number === null || invoice.fileId === null) return undefined;
  const bookings = await bookingsOf(tx, id);
  const interestInvoices = await listInterestInvoices(tx, id);
  const letters = await listLetters(tx, id);
  const notes = await listCreditNotes(tx, id);
  const about = [
    id,
    ...bookings.map(booking => booking.id),
    ...[...interestInvoices, ...letters, ...notes].map(it => it.id),
  ];
  const interest = await interestDue(ctx, tx, invoice);
  const pieces: Piece[] = [
    ...(await agreedPieces(tx, bookings)),
    { name: `2 Invoice/${invoice.number}.pdf`, proves: 'What was invoiced', from: { fileId: invoice.fileId } },
    ...notes.map(note => ({
      name: `2 Invoice/${note.number}.pdf`,
      proves: 'What was credited',
      from: { fileId: note.fileId },
    })),
    ...(await mailPieces(tx, about)),
    ...(await threadPieces(tx, invoice, bookings)),
    {
      name: '5 Payment/What was paid and said.txt',
      proves: 'Payments, payment claims and disputes',
      from: {
        text: moneyText(invoice, {
          payments: await listPayments(tx, id),
          claims: await listClaims(tx, { invoiceId: id }),
          disputes: await listDisputes(tx, { invoiceId: id }),
          chases: await listChases(tx, id),
        }),
      },
    },
    ...latePieces(ctx, invoice, interest, interestInvoices),
    ...letters.map(letter => ({
      name: `6 Late payment/Letter before claim ${letter.madeOn}.pdf`,
      proves: 'What was claimed before going to court',
      from: { fileId: letter.fileId },
    })),
  ];
  return { invoice, accountName: (await readAccount(tx)).name, interest, pieces };
}

async function bookingsOf(tx: OwnedTransaction, id: Id<'invoice'>): Promise<Booking[]> {
  const ids = new Set((await listLines(tx, id)).flatMap(line => (line.bookingId === null ? [] : [line.bookingId])));
  const bookings: Booking[] = [];
  for (const booking of ids) {
    const found = await readBooking(tx, booking);
    if (found) bookings.push(found);
  }
  return bookings;
}

async function agreedPieces(tx: OwnedTransaction, bookings: readonly Booking[]): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const booking of bookings) {
    pieces.push({
      name: `1 Agreed and worked/${booking.workDate} ${archiveName(booking.workTypeLabel)}.txt`,
      proves: 'Terms agreed, the answers of the organisation, times worked and signed off',
      from: { text: bookingText(booking, await readBookingRecord(tx, booking.id)) },
    });
  }
  const shown = bookings.map(booking => showId('booking', booking.id));
  for (const schedule of await readSchedules(tx, shown)) {
    pieces.push({
      name: `1 Agreed and worked/Booking schedule ${londonDay(schedule.at)}.pdf`,
      proves: schedule.acknowledgedBy
        ? `Bookings as agreed, acknowledged by ${schedule.acknowledgedBy}`
        : 'Bookings as sent',
      from: { fileId: schedule.fileId },
    });
  }
  return pieces;
}

async function mailPieces(tx: OwnedTransaction, about: readonly string[]): Promise<Piece[]> {
  const mails = await readMails(tx, about);
  return [
    {
      name: '3 Delivery/Delivery log.csv',
      proves: 'When each mail went out, and when its links were opened, by what device',
      from: { text: deliveryLog(mails, await readLinkActs(tx, about)) },
    },
    ...mails.map((mail, at) => ({
      name: `3 Delivery/${String(at + 1).padStart(3, '0')} ${londonDay(mail.at)} ${archiveName(mail.subject)}.txt`,
      proves: 'A mail as it was sent',
      from: { text: mailText(mail) },
    })),
  ];
}

async function threadPieces(tx: OwnedTransaction, invoice: Invoice, bookings: readonly Booking[]): Promise<Piece[]> {
  const subjects: readonly (readonly [Subject, string])[] = [
    [{ kind: 'invoice', id: invoice.id }, `Invoice ${invoice.number}`],
    ...bookings.map(
      booking => [{ kind: 'booking', id: booking.id }, `${booking.workDate} ${booking.workTypeLabel}`] as const,
    ),
  ];
  const pieces: Piece[] = [];
  for (const [subject, title] of subjects) {
    const messages = await listMessages(tx, subject);
    if (messages.length === 0) continue;
    const folder = `4 Messages/${archiveName(title)}`;
    pieces.push({
      name: `${folder}.txt`,
      proves: 'What both sides wrote',
      from: { text: threadText(title, messages) },
    });
    for (const file of messages.flatMap(message => message.files))
      pieces.push({
        name: `${folder}/${archiveName(file.name)}`,
        proves: 'Attached to a message',
        from: { fileId: file.id },
      });
  }
  return pieces;
}

function latePieces(
  ctx: Needs<'clock'>,
  invoice: Invoice,
  due: InterestDue,
  issued: readonly InterestInvoice[],
): Piece[] {
  return [
    {
      name: '6 Late payment/Interest.txt',
      proves: 'Statutory interest and compensation, with how they come about',
      from: { text: interestText(invoice, due, issued, ctx.clock.today()) },
    },
    ...issued.map(it => ({
      name: `6 Late payment/${it.number}.pdf`,
      proves: 'Interest and compensation that were asked for',
      from: { fileId: it.fileId },
    })),
  ];
}
