import type { Booking } from '#features/bookings/index.ts';
import type { Chase, InterestDue, InterestInvoice } from '#features/chasing/index.ts';
import { agreedRows } from '#features/confirmations/index.ts';
import type { Invoice } from '#features/invoices/index.ts';
import type { listMessages } from '#features/messages/index.ts';
import type { Claim, Dispute, Payment } from '#features/payments/index.ts';
import { csvText } from '#platform/csv.ts';
import { formatDay, formatMoment, formatTime, londonTime } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { LATE_PAYMENT_SOURCES, STATUTORY_MARGIN } from '#rules/late-payment.ts';
import { formatPercent, formatPounds, sumPence } from '#rules/money.ts';
import type { BookingRecord, LinkAct, SentMail } from './read-record.ts';

/** A booking: what was agreed, what the organisation said of it, what was worked and who signed for it. */
export function bookingText(booking: Booking, { answers, signOff }: BookingRecord): string {
  return page(`Booking ${showId('booking', booking.id)} at ${booking.organisationName}`, [
    [
      'Agreed',
      [
        ...agreedRows(booking).map(([label, value]) => `${label}: ${value}`),
        `Confirmed: ${booking.confirmedAt ? formatMoment(booking.confirmedAt) : 'not noted'}`,
      ],
    ],
    [
      'What the organisation said',
      answers.map(
        it =>
          `${formatMoment(it.at)}: ${it.name} ${it.kind === 'acknowledged' ? 'saw it and agreed' : `said that something is wrong: ${it.note}`}${it.agreedHash ? ` (SHA-256 of what was agreed: ${it.agreedHash})` : ''}`,
      ),
    ],
    [
      'Worked',
      [
        booking.cancelledAt
          ? `Cancelled ${formatMoment(booking.cancelledAt)} by the ${booking.cancelledBy ?? 'organisation'}: ${booking.cancellationReason ?? 'no reason given'}`
          : `${formatTime(londonTime(booking.actualStartsAt ?? booking.startsAt))} to ${formatTime(londonTime(booking.actualEndsAt ?? booking.endsAt))}, marked as delivered ${booking.deliveredAt ? formatMoment(booking.deliveredAt) : 'never'}`,
        ...booking.extras.map(extra => `${extra.description}: ${formatPounds(extra.amountPence)}`),
        `Together: ${formatPounds(booking.total.totalPence)}`,
      ],
    ],
    ['Sign-off', signOff ? [signOffWords(signOff)] : []],
  ]);
}

/** Mails and what was done by their links, in the order of time, as CSV. */
export function deliveryLog(mails: readonly SentMail[], acts: readonly LinkAct[]): string {
  const rows = [
    ...mails.map(mail => ({
      at: mail.at,
      What: `mail ${mail.state}${mail.reason ? `: ${mail.reason}` : ''}`,
      Who: mail.toAddress,
      About: mail.subject,
      Detail: mail.providerMessageId ?? '',
    })),
    ...acts.map(act => ({
      at: act.at,
      What: `link of ${act.scope.replaceAll('_', ' ')}: ${act.action}`,
      Who: act.recipient,
      About: act.about,
      Detail: act.device,
    })),
  ]
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
    .map(({ at, ...row }) => ({ When: at.toString({ smallestUnit: 'second' }), ...row }));
  return csvText(rows);
}

export function mailText(mail: SentMail): string {
  return [
    `To: ${mail.toAddress}`,
    `Subject: ${mail.subject}`,
    `${mail.state === 'sent' ? 'Sent' : mail.state}: ${formatMoment(mail.at)}`,
    ...(mail.reason ? [`Reason: ${mail.reason}`] : []),
    '',
    mail.text,
    '',
  ].join('\n');
}

export function threadText(title: string, messages: Awaited<ReturnType<typeof listMessages>>): string {
  return page(
    `Messages: ${title}`,
    messages.map(
      message =>
        [
          `${formatMoment(message.sentAt)}, ${message.authorName} (${message.author}, by ${message.via})`,
          [message.body, ...message.files.map(file => `Attached: ${file.name}`)],
        ] as const,
    ),
  );
}

/** What came in, what the organisation claimed or disputed, and when it was reminded. */
export function moneyText(
  invoice: Invoice,
  it: {
    readonly payments: readonly Payment[];
    readonly claims: readonly Claim[];
    readonly disputes: readonly Dispute[];
    readonly chases: readonly Chase[];
  },
): string {
  return page(`Invoice ${invoice.number}`, [
    [
      'Sums',
      [
        `Total: ${formatPounds(invoice.totalPence)}`,
        `Paid: ${formatPounds(invoice.paidPence)}`,
        `Credited: ${formatPounds(invoice.creditedPence)}`,
        `Outstanding: ${formatPounds(invoice.outstandingPence)}`,
        `Due: ${invoice.dueDate ? formatDay(invoice.dueDate) : 'not issued'}`,
      ],
    ],
    [
      'Payments',
      it.payments.map(
        payment =>
          `${formatDay(payment.receivedOn)}: ${formatPounds(payment.amountPence)} ${payment.note}${payment.withdrawnAt ? ` (withdrawn ${formatMoment(payment.withdrawnAt)})` : ''}`,
      ),
    ],
    [
      'Payment claims',
      it.claims.map(
        claim =>
          `${formatMoment(claim.claimedAt)}: ${claim.name} says that ${formatPounds(claim.amountPence)} was paid on ${formatDay(claim.paidOn)} ${claim.reference}. ${claim.state}${claim.reason ? `: ${claim.reason}` : ''}`,
      ),
    ],
    [
      'Disputes',
      it.disputes.map(
        dispute =>
          `${formatMoment(dispute.openedAt)}: ${dispute.name}: ${dispute.reason}${dispute.settledAt ? ` Settled ${formatMoment(dispute.settledAt)}: ${dispute.outcome ?? ''}` : ' Not settled.'}`,
      ),
    ],
    [
      'Reminders',
      it.chases
        .toReversed()
        .map(
          chase => `${formatMoment(chase.at)} to ${chase.toAddress}, ${chase.byHand ? 'by hand' : 'by the schedule'}`,
        ),
    ],
  ]);
}

/** The calculation as the page of late payment shows it, and what was asked for already. */
export function interestText(
  invoice: Invoice,
  due: InterestDue,
  issued: readonly InterestInvoice[],
  today: Temporal.PlainDate,
): string {
  return page(`Interest and compensation on invoice ${invoice.number}, up to ${formatDay(today)}`, [
    ['Not asked for yet', due.ok ? dueLines(due) : [WITHOUT[due.reason]]],
    [
      'Interest invoices',
      issued.map(
        it =>
          `${it.number} of ${formatDay(it.issueDate)}: ${formatPounds(sumPence([it.interestPence, it.compensationPence]))}, interest up to ${formatDay(it.chargedTo)}. ${it.paidOn ? `Paid ${formatDay(it.paidOn)}` : it.waivedAt ? 'Waived' : 'Open'}`,
      ),
    ],
    ['Sources', Object.values(LATE_PAYMENT_SOURCES)],
  ]);
}

const WITHOUT = {
  nothing_due: 'Nothing.',
  rate_unknown: 'The reference rate of this debt is not known here, so interest cannot be said.',
} as const;

function dueLines({ interest, compensationPence, totalPence }: Extract<InterestDue, { ok: true }>): string[] {
  return [
    `${formatPercent(interest.basisPoints)} a year: Bank Rate of ${formatDay(interest.referenceDay)}, ${formatPercent(interest.referenceBasisPoints)}, and ${formatPercent(STATUTORY_MARGIN)}. Simple interest, 365 days a year.`,
    ...interest.periods.map(
      it =>
        `${formatDay(it.first)} to ${formatDay(it.last)}, ${it.days} days on ${formatPounds(it.balancePence)}: ${formatPounds(it.interestPence)}`,
    ),
    `Fixed compensation: ${formatPounds(compensationPence)}`,
    `Together: ${formatPounds(totalPence)}`,
  ];
}

function signOffWords(it: NonNullable<BookingRecord['signOff']>): string {
  const times = `${formatTime(it.start)} to ${formatTime(it.end)}, break ${it.breakMinutes} minutes`;
  return it.signedAt
    ? `${times}, signed by ${it.name ?? ''} (${it.role ?? ''}) ${formatMoment(it.signedAt)}, ${it.device ?? ''}`
    : `${times}, not signed`;
}

function page(title: string, parts: readonly (readonly [heading: string, lines: readonly string[]])[]): string {
  const written = parts.map(([heading, lines]) =>
    [heading, '-'.repeat(heading.length), ...(lines.length > 0 ? lines : ['None.'])].join('\n'),
  );
  return `${[title, '='.repeat(title.length), '', written.join('\n\n')].join('\n')}\n`;
}
