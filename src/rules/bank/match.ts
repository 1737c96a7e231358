import type { Id } from '../ids.ts';
import { lessPence, type Pence, sumPence, ZERO } from '../money.ts';
import { choicesFor } from './choices.ts';
import { type Evidence, evidenceReader } from './evidence.ts';
import type { LineToMatch, MatchedLine, OpenInvoice, PayerRule, Proposal } from './match-terms.ts';
import { reasonsFor } from './reasons.ts';
import { sharesOf } from './shares.ts';
import { subsetsOf } from './subsets.ts';

/**
 * Says which lines likely pay which invoices, and why. Strong evidence speaks first (an invoice's number with the amount), then a name with
 * the amount, then sums and parts; what one line pays is gone for the others. Nothing is proposed that could be read in two ways, on a day
 * before the invoice, or by the amount alone: those are choices. Amounts in pence; money that went out matches nothing.
 * The rule is our own; its precision and recall are measured by bench/reconciliation.ts.
 */
export function matchLines(
  lines: readonly LineToMatch[],
  invoices: readonly OpenInvoice[],
  rules: readonly PayerRule[],
): MatchedLine[] {
  const open = invoices
    .filter(it => it.outstandingPence > 0)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.issueDate, b.issueDate) || (a.id < b.id ? -1 : 1));
  const read = evidenceReader(open, rules);
  const state: State = { open, left: new Map(open.map(it => [it.id, it.outstandingPence])), proposals: new Map() };
  const all = lines
    .filter(line => line.amountPence > 0)
    .map(read)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.line.day, b.line.day));
  for (const round of [byNumbers, byNumberAndSum, byNameAndAmount, byNameAndSum, byPart, byManyLines]) {
    round(
      all.filter(it => !state.proposals.has(it.line.id)),
      state,
    );
  }
  const evidence = new Map(all.map(it => [it.line.id, it]));
  return lines.map(line => {
    const its = evidence.get(line.id);
    const proposal = state.proposals.get(line.id);
    return { lineId: line.id, proposal, choices: its && !proposal ? choicesFor(its, waiting(state, its)) : [] };
  });
}

interface State {
  /** Oldest first. */
  readonly open: readonly OpenInvoice[];
  readonly left: Map<Id<'invoice'>, Pence>;
  readonly proposals: Map<Id<'bankLine'>, Proposal>;
}

/** How many invoices of one payer are tried for a sum; more make sums by chance. */
const MOST_OF_A_SUM = 14;
/** Lines that pay one invoice together come within so many days. */
const TOGETHER_DAYS = 31;

function byNumbers(all: readonly Evidence[], state: State): void {
  for (const it of all) {
    const named = it.named.filter(invoice => leftOf(state, invoice) > 0);
    if (named.length === 0 || contradicts(it, named)) continue;
    const sum = sumPence(named.map(invoice => leftOf(state, invoice)));
    if (sum === it.line.amountPence) claim(state, it, named, true);
  }
}

/** A number that is named, and others of the same payer that make up the amount with it. */
function byNumberAndSum(all: readonly Evidence[], state: State): void {
  for (const it of all) {
    const named = it.named.filter(invoice => leftOf(state, invoice) > 0);
    const [first] = named;
    if (!first || contradicts(it, named)) continue;
    const rest = lessPence(it.line.amountPence, sumPence(named.map(invoice => leftOf(state, invoice))));
    if (rest <= 0) continue;
    const others = waiting(state, it).filter(
      invoice => invoice.organisationId === first.organisationId && !named.includes(invoice),
    );
    const one = others.filter(invoice => invoice.outstandingPence === rest).map(invoice => [invoice]);
    const ways = one.length > 0 ? one : sumsOf(others, rest);
    if (ways.length === 1) claim(state, it, [...named, ...(ways[0] ?? [])], false);
  }
}

function byNameAndAmount(all: readonly Evidence[], state: State): void {
  let waitingLines = all.filter(it => it.payers.size > 0 && it.named.length === 0);
  for (let progress = true; progress; ) {
    progress = false;
    const exact = waitingLines.map(it => ({
      it,
      fits: ofPayers(state, it).filter(invoice => invoice.outstandingPence === it.line.amountPence),
    }));
    const only = Map.groupBy(
      exact.filter(({ fits }) => fits.length === 1),
      ({ fits }) => fits[0]?.id,
    );
    for (const rivals of only.values()) {
      const [rival] = rivals;
      const invoice = rival?.fits[0];
      if (rivals.length > 1 || !rival || !invoice) continue;
      claim(state, rival.it, [invoice], true);
      progress = true;
    }
    waitingLines = waitingLines.filter(it => !state.proposals.has(it.line.id));
  }
}

function byNameAndSum(all: readonly Evidence[], state: State): void {
  for (const it of all) {
    if (it.payers.size !== 1 || it.named.length > 0) continue;
    const its = ofPayers(state, it);
    if (its.some(invoice => invoice.outstandingPence === it.line.amountPence)) continue;
    const [way, ...others] = sumsOf(its, it.line.amountPence);
    if (way && others.length === 0) claim(state, it, way, false);
  }
}

/** Less than is outstanding, with number and name both; the last of several parts is all that is left. */
function byPart(all: readonly Evidence[], state: State): void {
  for (const it of all) {
    const [invoice, ...others] = it.named.filter(named => leftOf(state, named) > 0);
    if (!invoice || others.length > 0 || !it.payers.has(invoice.organisationId)) continue;
    if (it.line.amountPence <= leftOf(state, invoice)) claim(state, it, [invoice], false);
  }
}

/** Several lines of one payer that make up one invoice. */
function byManyLines(all: readonly Evidence[], state: State): void {
  const byPayer = Map.groupBy(
    all.filter(it => it.payers.size === 1 && it.named.length === 0),
    it => [...it.payers][0],
  );
  for (const its of byPayer.values()) {
    const [first] = its;
    if (!first || its.length > MOST_OF_A_SUM) continue;
    const ways = ofPayers(state, first).flatMap(invoice =>
      subsetsOf(
        its.map(it => it.line.amountPence),
        invoice.outstandingPence,
        2,
      )
        .map(places => places.flatMap(at => its[at] ?? []))
        .filter(parts => areTogether(parts))
        .map(parts => ({ invoice, parts })),
    );
    const [way, ...others] = ways;
    if (!way || others.length > 0) continue;
    for (const part of way.parts) claim(state, part, [way.invoice], false, way.parts.length);
  }
}

function areTogether(parts: readonly Evidence[]): boolean {
  const [first, last] = [parts[0], parts.at(-1)];
  return first !== undefined && last !== undefined && first.line.day.until(last.line.day).days <= TOGETHER_DAYS;
}

function sumsOf(invoices: readonly OpenInvoice[], sum: Pence): OpenInvoice[][] {
  const few = invoices.slice(0, MOST_OF_A_SUM);
  return subsetsOf(
    few.map(it => it.outstandingPence),
    sum,
    2,
  ).map(places => places.flatMap(at => few[at] ?? []));
}

/** True where the text names somebody else than who the invoices are for, or they are of several. */
function contradicts(it: Evidence, named: readonly OpenInvoice[]): boolean {
  const payers = new Set(named.map(invoice => invoice.organisationId));
  return payers.size > 1 || (it.payers.size > 0 && !named.every(invoice => it.payers.has(invoice.organisationId)));
}

function ofPayers(state: State, it: Evidence): OpenInvoice[] {
  return waiting(state, it).filter(invoice => it.payers.has(invoice.organisationId));
}

/** What is still to pay by that day, with what is left of each. */
function waiting(state: State, it: Evidence): OpenInvoice[] {
  return state.open
    .filter(invoice => leftOf(state, invoice) > 0 && Temporal.PlainDate.compare(invoice.issueDate, it.line.day) <= 0)
    .map(invoice => ({ ...invoice, outstandingPence: leftOf(state, invoice) }));
}

function leftOf(state: State, invoice: OpenInvoice): Pence {
  return state.left.get(invoice.id) ?? ZERO;
}

function claim(state: State, it: Evidence, invoices: readonly OpenInvoice[], isSure: boolean, parts = 1): void {
  const before = invoices.map(invoice => ({ ...invoice, outstandingPence: leftOf(state, invoice) }));
  const shares = sharesOf(it.line.amountPence, before);
  for (const { invoiceId, amountPence } of shares)
    state.left.set(invoiceId, lessPence(state.left.get(invoiceId) ?? ZERO, amountPence));
  state.proposals.set(it.line.id, { shares, reasons: reasonsFor(it, before, parts), isSure });
}
