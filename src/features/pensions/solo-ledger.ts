import { laterDay } from '#rules/dates.ts';
import type { Pence } from '#rules/money.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import { pensionMonthDays, pensionMonthOf } from '#rules/pension-month.ts';
import type { SoloMonth } from './solo-content.ts';
import type { SoloKey, SoloStep, SoloStepKind } from './solo-steps-store.ts';
import type { SoloYearOfProvider } from './solo-works.ts';
import type { SeenOn } from './statement.ts';

/** The chain of SOLO work, in its order. */
export const SOLO_LINKS = ['worked', 'record', 'sent', 'signed', 'received', 'paid', 'statement'] as const;
export type SoloLinkKind = (typeof SOLO_LINKS)[number];

export interface SoloLink {
  readonly kind: SoloLinkKind;
  /** Undefined while it is missing. */
  readonly on: Temporal.PlainDate | undefined;
  /** Missing, and not needed: a later step shows it, or the provider told its figure without a record. */
  readonly isIdle: boolean;
  readonly note: string;
}

/** A provider's SOLO work of one month in the ledger. */
export interface SoloRow extends SoloKey, Omit<SoloMonth, 'month'> {
  readonly name: string;
  readonly pensionablePence: Pence;
  readonly contributedPence: Pence | undefined;
  readonly links: readonly SoloLink[];
  /** The first link that is missing and needed; undefined where the chain is whole. */
  readonly missing: SoloLinkKind | undefined;
}

/** What the ledger shows of a scheme year's SOLO work, the latest month first. */
export function soloRows(
  scheme: SoloKey['scheme'],
  providers: readonly SoloYearOfProvider[],
  stepsOf: (of: SoloKey) => readonly SoloStep[],
  seenOn: SeenOn,
): SoloRow[] {
  return providers
    .flatMap(provider => provider.months.map(month => rowOf(scheme, provider, month, stepsOf, seenOn)))
    .toSorted((a, b) => b.month.localeCompare(a.month) || a.name.localeCompare(b.name, 'en'));
}

function rowOf(
  scheme: SoloKey['scheme'],
  provider: SoloYearOfProvider,
  month: SoloMonth,
  stepsOf: (of: SoloKey) => readonly SoloStep[],
  seenOn: SeenOn,
): SoloRow {
  const key = { scheme, provider: provider.shownId, month: month.month };
  const links = linksOf(provider, month, stepsOf(key), seenOn(scheme, month.month));
  return {
    ...month,
    ...key,
    name: provider.name,
    links,
    missing: links.find(link => link.on === undefined && !link.isIdle)?.kind,
  };
}

function linksOf(
  provider: SoloYearOfProvider,
  month: SoloMonth,
  steps: readonly SoloStep[],
  seen: Temporal.PlainDate | undefined,
): SoloLink[] {
  const told = (kind: SoloStepKind) => steps.find(it => it.step === kind);
  const days = provider.bookings.map(it => it.workDate).filter(day => pensionMonthOf(day) === month.month);
  const worked = days.length > 0 ? days.reduce(laterDay) : pensionMonthDays(month.month).last;
  const link = (kind: SoloLinkKind, on: Temporal.PlainDate | undefined, note = ''): SoloLink => ({
    kind,
    on,
    note,
    isIdle: false,
  });
  const links = SOLO_LINKS.map(kind => {
    if (kind === 'worked') return link(kind, worked, month.works > 0 ? '' : 'told by month');
    if (kind === 'statement') return link(kind, seen);
    return link(kind, told(kind)?.on, told(kind)?.note);
  });
  const reached = links.findLastIndex(it => it.on !== undefined);
  return links.map((it, at) => ({
    ...it,
    // the provider's own figure needs no record of the locum's; the statement shows that all before it was done
    isIdle: it.on === undefined && (at < reached || (month.by === 'provider' && PAPER.includes(it.kind))),
  }));
}

const PAPER: readonly SoloLinkKind[] = ['record', 'sent', 'signed'];

/** Each link as it is once it is there. */
export const SOLO_LINK_WORDS: Readonly<Record<SoloLinkKind, string>> = {
  worked: 'Worked',
  record: 'Record made',
  sent: 'Sent to the provider',
  signed: 'Signed by the provider',
  received: 'Pay received',
  paid: 'Contributions paid over by the provider',
  statement: 'Seen on the annual statement',
};

/** Whose turn it is, and to do what; undefined where nothing is missing. */
export function soloNext(row: SoloRow): { readonly who: string; readonly words: string } | undefined {
  return row.missing && row.missing !== 'worked' ? NEXT[row.missing](SCHEMES[row.scheme].office) : undefined;
}

const NEXT: Readonly<
  Record<Exclude<SoloLinkKind, 'worked'>, (office: string) => { readonly who: string; readonly words: string }>
> = {
  record: () => ({ who: 'You', words: 'Make the record of the month' }),
  sent: () => ({ who: 'You', words: 'Send the record to the provider' }),
  signed: () => ({ who: 'The provider', words: 'Sign the record and give it back' }),
  received: () => ({ who: 'The provider', words: 'Pay you' }),
  paid: office => ({ who: 'The provider', words: `Pay the contributions over to ${office}` }),
  statement: () => ({ who: 'The agency', words: 'Show it on the annual statement' }),
};
