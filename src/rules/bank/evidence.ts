import type { Id } from '../ids.ts';
import type { LineToMatch, OpenInvoice, PayerRule } from './match-terms.ts';
import { nameScore, patternOf, wordsOf } from './words.ts';

/** What a line's text says, before any amount is looked at. */
export interface Evidence {
  readonly line: LineToMatch;
  /** Invoices whose numbers stand in the text. */
  readonly named: readonly OpenInvoice[];
  /** Organisations that the text names, or that an "always" stands for; several where it cannot tell them apart. */
  readonly payers: ReadonlySet<Id<'organisation'>>;
  readonly isByRule: boolean;
}

/** Reads lines against the invoices that were issued by their day. */
export function evidenceReader(
  invoices: readonly OpenInvoice[],
  rules: readonly PayerRule[],
): (line: LineToMatch) => Evidence {
  const byNumber = Map.groupBy(invoices.flatMap(numbered), it => it.value);
  const names = new Map(invoices.map(it => [it.organisationId, it.organisationName]));
  const learned = new Map(rules.map(it => [it.pattern, it.organisationId]));
  return line => {
    const byRule = learned.get(patternOf(line.description));
    const payers = byRule === undefined ? namedPayers(line, names) : new Set([byRule]);
    const named = namedInvoices(line, byNumber, payers);
    return { line, named, payers, isByRule: byRule !== undefined };
  };
}

interface Numbered {
  readonly invoice: OpenInvoice;
  /** The number without leading noughts. */
  readonly value: string;
  /** The number with its prefix, or after the word invoice. */
  readonly whole: RegExp;
  /** The figures alone, as printed with leading noughts; weaker. */
  readonly bare: RegExp | undefined;
}

function numbered(invoice: OpenInvoice): Numbered[] {
  const [, prefix = '', digits = ''] = /^(.*?)(\d+)\D*$/.exec(invoice.number.toUpperCase()) ?? [];
  if (digits === '') return [];
  const value = digits.replace(/^0+(?=\d)/, '');
  const own = prefix.replaceAll(/[^A-Z0-9]/g, '').split('');
  const ways = ['INV(?:OICE)?S?[^A-Z0-9]*(?:NO|NUM|NUMBER)?', ...(own.length > 0 ? [own.join('[^A-Z0-9]*')] : [])];
  return [
    {
      invoice,
      value,
      whole: new RegExp(`(?<![A-Z0-9])(?:${ways.join('|')})[^A-Z0-9]*0*${value}(?!\\d)`),
      bare: digits.length >= 4 ? new RegExp(`(?<![A-Z0-9.£])${digits}(?![\\d.])`) : undefined,
    },
  ];
}

function namedInvoices(
  line: LineToMatch,
  byNumber: ReadonlyMap<string, readonly Numbered[]>,
  payers: ReadonlySet<Id<'organisation'>>,
): OpenInvoice[] {
  const text = line.description.toUpperCase();
  const values = new Set(Array.from(text.matchAll(/\d+/g), ([digits]) => digits.replace(/^0+(?=\d)/, '')));
  const possible = [...values]
    .flatMap(value => byNumber.get(value) ?? [])
    .filter(it => Temporal.PlainDate.compare(it.invoice.issueDate, line.day) <= 0);
  const whole = possible.filter(it => it.whole.test(text));
  // `INV-0042/0043`, or figures alone beside the payer's name
  const bare = possible.filter(
    it =>
      !whole.includes(it) &&
      it.bare?.test(text) &&
      (payers.has(it.invoice.organisationId) ||
        whole.some(other => other.invoice.organisationId === it.invoice.organisationId)),
  );
  return [...whole, ...bare].map(it => it.invoice);
}

function namedPayers(
  line: LineToMatch,
  names: ReadonlyMap<Id<'organisation'>, string>,
): ReadonlySet<Id<'organisation'>> {
  const words = wordsOf(line.description);
  const scores = Array.from(names, ([id, name]) => ({ id, score: nameScore(words, name) }));
  const best = Math.max(0, ...scores.map(it => it.score));
  return new Set(best === 0 ? [] : scores.filter(it => it.score === best).map(it => it.id));
}
