import { findInvoice } from '#features/invoices/index.ts';
import { closeAnsweredIn, openRemittanceIn, recordPaymentIn, withdrawPaymentIn } from '#features/payments/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Share } from '#rules/bank/match-terms.ts';
import { patternOf } from '#rules/bank/words.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds, sumPence } from '#rules/money.ts';
import type { KeptLine } from './bank-lines.ts';
import { deleteImportRow, listImports } from './import-store.ts';
import { deleteMatch, insertMatch, insertRule } from './match-store.ts';
import { listLines, lockBank, markIgnored } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** The locum's yes to what a line pays. */
export interface Acceptance {
  readonly lineId: Id<'bankLine'>;
  readonly shares: readonly Share[];
  /** True: lines of these words come from that organisation from now on. */
  readonly isAlways: boolean;
}

/**
 * Records a payment for each invoice that the lines pay, all or none, on the lines' own days. A line that is settled already stays as it
 * is, so that a second press changes nothing. Refuses more than a line brought, and what `recordPayment` refuses.
 */
export async function acceptMatches(ctx: Ctx, owner: Owner, accepted: readonly Acceptance[]): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await lockBank(tx);
    for (const it of accepted) await acceptIn(ctx, tx, it);
  });
}

/** Not about an invoice: the line is set aside. `null` brings it back. Refuses a line that is settled. */
export async function ignoreLine(ctx: Ctx, owner: Owner, id: Id<'bankLine'>, isIgnored: boolean): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await lockBank(tx);
    const line = await findLine(tx, id);
    if (line.state === 'settled' && isIgnored)
      throw new Refusal({ code: 'bank.settled', message: 'This line is settled. Undo that first.' });
    await markIgnored(tx, id, isIgnored ? ctx.clock.now() : null);
  });
}

/** Withdraws the payments that a line brought, and lets go of those that were there before it; it waits for an answer again. A second time changes nothing. */
export async function undoMatch(ctx: Ctx, owner: Owner, id: Id<'bankLine'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await lockBank(tx);
    await undoIn(ctx, tx, await findLine(tx, id));
  });
}

/** Takes back a whole file: the payments that it brought are withdrawn and its lines deleted. Refuses one that is still being read. */
export async function undoImport(ctx: Ctx, owner: Owner, id: Id<'bankImport'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await lockBank(tx);
    const [file] = await listImports(tx, { id, limit: 1 });
    if (file?.state === 'waiting')
      throw new Refusal({ code: 'bank.reading', message: 'This file is still being read. Wait until it is done.' });
    for (;;) {
      const lines = await listLines(tx, { importId: id, state: 'settled', limit: 500 });
      if (lines.length === 0) break;
      for (const line of lines) await undoIn(ctx, tx, line);
    }
    if (!(await deleteImportRow(tx, id))) throw notFound('import');
    await recordFact(ctx, tx, { kind: 'bank.import_undone', subjectId: id });
  });
}

async function acceptIn(ctx: Ctx, tx: OwnedTransaction, { lineId, shares, isAlways }: Acceptance): Promise<void> {
  const line = await findLine(tx, lineId);
  if (line.state === 'settled') return;
  if (shares.length === 0 || new Set(shares.map(it => it.invoiceId)).size < shares.length)
    throw new InputRefusal({ invoice: 'Choose at least one invoice, and each once.' });
  if (shares.some(it => it.amountPence <= 0)) throw new InputRefusal({ amount: 'Enter amounts above nought.' });
  const sum = sumPence(shares.map(it => it.amountPence));
  if (sum > line.amountPence)
    throw new InputRefusal({
      amount: `The line brought ${formatPounds(line.amountPence)}; these are ${formatPounds(sum)}.`,
    });
  const note = `Bank: ${line.description}`.slice(0, 200);
  const remittanceId = await remittanceOf(ctx, tx, line, shares);
  // in the order of their ids, so that two who lock several invoices do not wait for each other
  for (const { invoiceId, amountPence } of shares.toSorted((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1))) {
    const paymentId = await recordPaymentIn(
      ctx,
      tx,
      invoiceId,
      { receivedOn: line.day, amount: amountPence, note },
      remittanceId,
    );
    await closeAnsweredIn(ctx, tx, invoiceId);
    await insertMatch(tx, { lineId, paymentId, invoiceId, wasRecorded: false }, ctx.clock.now());
  }
  await markIgnored(tx, lineId, null);
  if (isAlways) await learn(ctx, tx, line, shares);
}

/** A line that pays several invoices of one organisation is its remittance; undoing the line withdraws it with its last payment. */
async function remittanceOf(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  line: KeptLine,
  shares: readonly Share[],
): Promise<Id<'remittance'> | undefined> {
  if (shares.length < 2) return undefined;
  const payers = new Set<Id<'organisation'>>();
  for (const { invoiceId } of shares) {
    const invoice = await findInvoice(tx, invoiceId, ctx.clock.today());
    if (invoice) payers.add(invoice.organisationId);
  }
  const [organisationId, ...others] = payers;
  if (!organisationId || others.length > 0) return undefined;
  return openRemittanceIn(ctx, tx, {
    organisationId,
    receivedOn: line.day,
    amountPence: sumPence(shares.map(it => it.amountPence)),
    reference: line.description.slice(0, 100),
    source: 'bank',
  });
}

async function learn(ctx: Ctx, tx: OwnedTransaction, line: KeptLine, shares: readonly Share[]): Promise<void> {
  const pattern = patternOf(line.description);
  const [first] = shares;
  const invoice = first && (await findInvoice(tx, first.invoiceId, ctx.clock.today()));
  if (pattern !== '' && invoice)
    await insertRule(tx, { pattern, organisationId: invoice.organisationId }, ctx.clock.now());
}

async function undoIn(ctx: Ctx, tx: OwnedTransaction, line: KeptLine): Promise<void> {
  for (const it of line.payments.toSorted((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1))) {
    if (it.wasRecorded) await deleteMatch(tx, line.id, it.paymentId);
    else await withdrawPaymentIn(ctx, tx, it.invoiceId, it.paymentId);
  }
}

/** The line. Refuses `not_found`. */
export async function findLine(tx: OwnedTransaction, id: Id<'bankLine'>): Promise<KeptLine> {
  const [line] = await listLines(tx, { ids: [id], limit: 1 });
  if (!line) throw notFound('bank line');
  return line;
}
