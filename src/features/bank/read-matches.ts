import type { OwnedTransaction } from '#platform/access.ts';
import { daysCovered } from '#rules/bank/bank-line.ts';
import { matchLines } from '#rules/bank/match.ts';
import type { MatchedLine, OpenInvoice } from '#rules/bank/match-terms.ts';
import { findRecorded, type RecordedMatch } from '#rules/bank/recorded.ts';
import type { Id } from '#rules/ids.ts';
import type { KeptLine } from './bank-lines.ts';
import { listOpenInvoices, listRules, listUnshownPayments } from './match-store.ts';
import { countOpenLines, listLines } from './store.ts';

/** Lines that wait for an answer, each with what it likely pays. */
export interface OpenLines {
  readonly lines: readonly {
    readonly line: KeptLine;
    readonly match: MatchedLine;
    /** The line shows payments that are recorded already; then nothing else is proposed. */
    readonly recorded: RecordedMatch | undefined;
  }[];
  readonly invoices: ReadonlyMap<Id<'invoice'>, OpenInvoice>;
  /** All that wait; the list stops at two hundred. */
  readonly count: number;
}

/** The latest lines are looked at together, since one's answer bears on another's; the rest comes when they are answered. */
const LOOKED_AT = 200;

/** The lines that are not settled or ignored, with proposals and choices, the latest first. */
export async function readOpenLines(tx: OwnedTransaction): Promise<OpenLines> {
  const [lines, invoices, rules] = [
    await listLines(tx, { state: 'open', limit: LOOKED_AT }),
    await listOpenInvoices(tx),
    await listRules(tx),
  ];
  const days = daysCovered(lines);
  const payments = days ? await listUnshownPayments(tx, days) : [];
  const recorded = findRecorded(lines, payments, invoices, rules);
  // money that is in the books already must not pay another invoice of the same sum
  const others = lines.filter(line => !recorded.has(line.id));
  const matches = new Map(matchLines(others, invoices, rules).map(it => [it.lineId, it]));
  return {
    lines: lines.map(line => ({
      line,
      recorded: recorded.get(line.id),
      match: matches.get(line.id) ?? { lineId: line.id, proposal: undefined, choices: [] },
    })),
    invoices: new Map(invoices.map(it => [it.id, it])),
    count: lines.length < LOOKED_AT ? lines.length : await countOpenLines(tx),
  };
}
