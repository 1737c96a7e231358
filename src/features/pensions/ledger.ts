import { apportion } from '#rules/apportion.ts';
import { londonDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds, lessPence, type Pence, sumPence, ZERO } from '#rules/money.ts';
import { isOverForGood, tenWeeks } from '#rules/pension/deadlines.ts';
import { type PensionScheme, schemeOf } from '#rules/pension/scheme.ts';
import { type SchemeYear, schemeYearOf } from '#rules/tax-year.ts';
import { arrivalOf, leftToPay, paidOver, paymentsOf, wasSent } from './form-b-history.ts';
import type { KeptFormB } from './form-b-store.ts';
import type { PensionedWork } from './pensioned-work.ts';
import type { SeenOn } from './statement.ts';
import type { KeptFormA } from './store.ts';

/** The chain from work to the annual statement, in its order. */
export const LINKS = [
  'booked',
  'form_a',
  'sent',
  'signed',
  'money',
  'form_b',
  'submitted',
  'contributions',
  'statement',
] as const;
export type LinkKind = (typeof LINKS)[number];

export interface LedgerLink {
  readonly kind: LinkKind;
  /** Undefined while it is missing. */
  readonly on: Temporal.PlainDate | undefined;
  /** Missing, and no longer of any use: a signature on paper, or anything after the work was given up. */
  readonly isIdle: boolean;
  /** Who, where, under which reference. */
  readonly note: string;
}

export interface LedgerRow extends PensionedWork {
  readonly scheme: PensionScheme;
  /** Fee and extra work; of an appraisal on separate days the part of its form. */
  readonly feePence: Pence;
  /** Billed on a Form A, and by the locum's posts of today it would go another way. */
  readonly isRerouted: boolean;
  /** The booking's share of its Form A, to the penny; undefined while there is none. */
  readonly pensionablePence: Pence | undefined;
  readonly employerPence: Pence | undefined;
  readonly links: readonly LedgerLink[];
  /** The first link that is missing; undefined where none is, or the work is given up or too late. */
  readonly missing: LinkKind | undefined;
  /** `sent_late`: its Form B was sent after the last chance, and no exception is known. */
  readonly standing: 'in_hand' | 'whole' | 'too_late' | 'sent_late' | 'given_up';
  readonly safeUntil: Temporal.PlainDate;
  readonly lastChance: Temporal.PlainDate;
}

export interface LedgerInput {
  readonly work: readonly PensionedWork[];
  readonly year: SchemeYear;
  readonly today: Temporal.PlainDate;
  /** The day on which each invoice's first mail went out. */
  readonly sentOn: ReadonlyMap<Id<'invoice'>, Temporal.PlainDate>;
  /** The day of the statement on which a month of a scheme stands as the ledger has it. */
  readonly seenOn: SeenOn;
}

/** A row for each piece of work of a scheme year: the year in which its money came in, until then that in which it was worked. */
export function ledgerRows(it: LedgerInput): LedgerRow[] {
  const shares = sharesOf(it.work);
  return it.work
    .filter(({ form, booking }) => schemeYearOf(form?.paidOn ?? booking.workDate) === it.year)
    .map(work => {
      const { booking, form } = work;
      const { safeUntil } = tenWeeks(booking.workDate, booking.workDate);
      const { lastChance } = tenWeeks(form?.firstDay ?? booking.workDate, form?.lastDay ?? booking.workDate);
      const links = linksOf(work, it);
      const missing = links.find(link => link.on === undefined && !link.isIdle)?.kind;
      const standing = standingOf(work, missing, lastChance, it.today);
      return {
        ...work,
        scheme: schemeOf(form?.nation ?? booking.organisationNation),
        feePence: work.isPart && form ? form.feePence : booking.total.workPence,
        pensionablePence: shares.get(work)?.pensionablePence,
        employerPence: shares.get(work)?.employerPence,
        isRerouted: form !== undefined && form.givenUp === undefined && booking.pensionRoute !== 'form_ab',
        links,
        missing: standing === 'in_hand' ? missing : undefined,
        standing,
        safeUntil,
        lastChance,
      };
    });
}

export interface LedgerFoot {
  readonly pensionablePence: Pence;
  readonly employerPence: Pence;
  /** Of the rows that are on a Form B that stands. */
  readonly onFormsB: { readonly pensionablePence: Pence; readonly employerPence: Pence };
  /** What those Forms B say themselves. */
  readonly formsB: { readonly pensionablePence: Pence; readonly employerPence: Pence };
  /** The Forms B that say other than their rows: a form on them went with its invoice. */
  readonly apart: readonly KeptFormB[];
}

/** The sums of a year's rows beside those of its Forms B. */
export function ledgerFoot(rows: readonly LedgerRow[], formBs: readonly KeptFormB[], year: SchemeYear): LedgerFoot {
  const sums = (of: readonly LedgerRow[]) => ({
    pensionablePence: sumPence(of.map(row => row.pensionablePence ?? ZERO)),
    employerPence: sumPence(of.map(row => row.employerPence ?? ZERO)),
  });
  const ofYear = formBs.filter(form => form.schemeYear === year);
  return {
    ...sums(rows.filter(row => row.standing !== 'given_up')),
    onFormsB: sums(rows.filter(row => row.formB !== undefined)),
    formsB: {
      pensionablePence: sumPence(ofYear.map(form => form.pensionablePence)),
      employerPence: sumPence(ofYear.map(form => form.employerPence)),
    },
    apart: ofYear.filter(form => {
      const its = sums(rows.filter(row => row.formB?.id === form.id));
      return its.pensionablePence !== form.pensionablePence || its.employerPence !== form.employerPence;
    }),
  };
}

/** The boxes of each Form A shared out over its bookings by what they earned; the shares come to the boxes. */
function sharesOf(work: readonly PensionedWork[]) {
  const shares = new Map<PensionedWork, { readonly pensionablePence: Pence; readonly employerPence: Pence }>();
  for (const together of Map.groupBy(work, it => it.form?.id).values()) {
    const form = together[0]?.form;
    if (!form) continue;
    const weights = together.map(it => it.booking.total.workPence);
    const pensionable = apportion(form.pensionablePence, weights);
    const employer = apportion(form.employerPence, weights);
    for (const [at, piece] of together.entries()) {
      shares.set(piece, { pensionablePence: pensionable[at] ?? ZERO, employerPence: employer[at] ?? ZERO });
    }
  }
  return shares;
}

function linksOf({ booking, form, formB }: PensionedWork, it: LedgerInput): LedgerLink[] {
  const link = (kind: LinkKind, on: Temporal.PlainDate | null | undefined, note = '', isIdle = false): LedgerLink => ({
    kind,
    on: on ?? undefined,
    note,
    isIdle: isIdle || form?.givenUp !== undefined,
  });
  const stands = formB?.rejected === undefined ? formB : undefined;
  const isSubmitted = stands !== undefined && stands.submittedOn !== null;
  return [
    link('booked', londonDay(booking.confirmedAt ?? booking.startsAt), booking.organisationName),
    link('form_a', form && londonDay(form.madeAt), form?.invoiceNumber),
    link('sent', form && it.sentOn.get(form.invoiceId), '', isSubmitted),
    link('signed', form?.signed && londonDay(form.signed.at), form?.signed?.name, isSubmitted),
    link('money', form?.paidOn),
    link('form_b', stands && londonDay(stands.madeAt), stands && revisionOf(stands)),
    link('submitted', stands?.submittedOn, stands && form && submissionOf(stands, form)),
    link('contributions', formB && paidOverOn(formB), formB && paymentWords(formB)),
    link('statement', stands && isSubmitted ? it.seenOn(stands.scheme, stands.month) : undefined),
  ];
}

function revisionOf(form: KeptFormB): string {
  return form.revision > 1 ? `revision ${form.revision}` : '';
}

function submissionOf(formB: KeptFormB, form: KeptFormA): string {
  const late = arrivalOf(form, formB)?.isTooLate ? 'sent too late' : null;
  return [formB.submittedTo, formB.submissionReference, late].filter(Boolean).join(', ');
}

/** The day of the last payment, where this revision was paid or earlier ones paid all of it. */
function paidOverOn(form: KeptFormB): Temporal.PlainDate | undefined {
  if (form.rejected || (!form.paid && leftToPay(form) > 0)) return undefined;
  return paymentsOf(form).at(-1)?.on;
}

function paymentWords(form: KeptFormB): string {
  const [paid, left] = [paidOver(form), leftToPay(form)];
  if (paid === 0) return '';
  const rest =
    left > 0 ? `${formatPounds(left)} left` : left < 0 ? `${formatPounds(lessPence(ZERO, left))} too much` : '';
  const sums = rest && `${formatPounds(paid)} paid over, ${rest}`;
  return [form.paymentReference, sums].filter(Boolean).join(', ');
}

function standingOf(
  { booking, form, formB }: PensionedWork,
  missing: LinkKind | undefined,
  lastChance: Temporal.PlainDate,
  today: Temporal.PlainDate,
): LedgerRow['standing'] {
  if (form?.givenUp) return 'given_up';
  if (missing === undefined) return 'whole';
  const arrival = form && arrivalOf(form, formB);
  if (arrival) return arrival.isTooLate ? 'sent_late' : 'in_hand';
  // it reached the office in time and came back: its month asks for it again
  if (form && wasSent(form, formB)) return 'in_hand';
  return isOverForGood(booking.organisationNation, lastChance, today) ? 'too_late' : 'in_hand';
}
