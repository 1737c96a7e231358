import { monthName, type ParsedDay, parseDay } from '../dates.ts';
import { type Pence, parsePounds, pence } from '../money.ts';

/** One line of a bank statement: above nought came in, below nought went out. */
export interface BankLine {
  readonly day: Temporal.PlainDate;
  readonly amountPence: Pence;
  /** Who and what for, as the bank wrote it, in one line. */
  readonly description: string;
}

/** How a statement was written: a bank's own CSV, another CSV, or one of the two older exchange formats. */
export const BANK_FORMATS = {
  barclays: 'Barclays CSV',
  lloyds: 'Lloyds CSV',
  hsbc: 'HSBC CSV',
  natwest: 'NatWest CSV',
  santander: 'Santander CSV',
  nationwide: 'Nationwide CSV',
  monzo: 'Monzo CSV',
  starling: 'Starling CSV',
  csv: 'CSV',
  ofx: 'OFX',
  qif: 'QIF',
} as const;

export type BankFormat = keyof typeof BANK_FORMATS;

export interface ReadBankLines {
  readonly format: BankFormat;
  readonly lines: readonly BankLine[];
  /** By the file's own line, the first being 1. */
  readonly errors: readonly LineError[];
}

export interface LineError {
  readonly line: number;
  readonly message: string;
}

/** The longest description that is kept, in characters. */
const LONGEST = 200;

/** One line of text: spaces drawn together, a spreadsheet's leading apostrophe taken off, parts that say the same said once, cut at 200 characters. */
export function oneLine(parts: readonly string[]): string {
  const bare = parts.map(part => part.replaceAll(/\s+/g, ' ').trim().replace(/^'/, '')).filter(part => part !== '');
  return [...new Set(bare)].join(' ').slice(0, LONGEST);
}

/** The first and the last day of some lines; undefined where there are none. By their text: comparing fifty thousand days takes seconds. */
export function daysCovered(
  lines: readonly BankLine[],
): { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate } | undefined {
  const days = lines.map(line => line.day.toString()).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { first: Temporal.PlainDate.from(first), last: Temporal.PlainDate.from(last) };
}

/** A day as banks write it: `24/11/2026`, `24/11/26`, `2026-11-24`, `20261124`, `24 Nov 2026`, with or without a time behind. Day first, always. */
export function parseBankDay(text: string): ParsedDay {
  const bare = text.trim().replace(/^'/, '');
  const words = /^(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{4}|\d{2})\b/i.exec(bare);
  if (words) return fromParts(words[3], MONTHS.indexOf(words[2]?.toLowerCase() ?? '') + 1, words[1]);
  const run = /^(\d{4})(\d{2})(\d{2})(?!\d{1,2}[/.-])/.exec(bare);
  if (run) return fromParts(run[1], run[2], run[3]);
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/.exec(bare);
  if (iso) return fromParts(iso[1], iso[2], iso[3]);
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.'-](\d{4}|\d{2})(?!\d)/.exec(bare);
  return british ? fromParts(british[3], british[2], british[1]) : { ok: false, reason: 'not_a_day' };
}

/** Pounds with a sign as banks write it: `-12.50`, `(12.50)`, `£-12.50`, `12.50 DR`, `+1,234.50`. Undefined where it is no amount. */
export function parseSignedPounds(text: string): Pence | undefined {
  const bare = text.replace(/^'/, '').replaceAll(/[£\s]|GBP/g, '');
  const isOut = /^\(.*\)$/.test(bare) || /^[-−]|[-−]$|(?:DR|D)$/i.test(bare);
  const read = parsePounds(bare.replaceAll(/^[-−+(]+|[-−+)]+$|(?:CR|DR|C|D)$/gi, ''));
  if (!read.ok) return undefined;
  return pence(isOut ? -read.pence : read.pence);
}

const MONTHS = Array.from({ length: 12 }, (_, at) => monthName(at + 1).toLowerCase());

function fromParts(year = '', month: string | number = '', day = ''): ParsedDay {
  const two = (part: string | number) => String(part).padStart(2, '0');
  return parseDay(`${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(day)}`);
}
