import type { OwnedTransaction } from '#platform/access.ts';
import { matchLines } from '#rules/bank/match.ts';
import type { MatchedLine, OpenInvoice } from '#rules/bank/match-terms.ts';
import type { Id } from '#rules/ids.ts';
import type { KeptLine } from './bank-lines.ts';
import { countOpenLines, listLines, listOpenInvoices, listRules } from './store.ts';

/** Lines that wait for an answer, each with what it likely pays. */
export interface OpenLines {
  readonly lines: readonly { readonly line: KeptLine; readonly match: MatchedLine }[];
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
  const matches = new Map(matchLines(lines, invoices, rules).map(it => [it.lineId, it]));
  return {
    lines: lines.map(line => ({
      line,
      match: matches.get(line.id) ?? { lineId: line.id, proposal: undefined, choices: [] },
    })),
    invoices: new Map(invoices.map(it => [it.id, it])),
    count: lines.length < LOOKED_AT ? lines.length : await countOpenLines(tx),
  };
}
