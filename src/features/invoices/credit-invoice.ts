import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import { isWithin, type MoneyParts, takeParts, totalOfParts } from '#rules/credit-parts.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds, sumPence } from '#rules/money.ts';
import { issueCreditNoteIn } from './credit-note.ts';
import { listCreditNotes } from './credit-note-store.ts';
import { type Creditable, type CreditableLine, readCreditable } from './creditable.ts';
import type { CreditInput } from './input.ts';
import { partOf } from './invoice.ts';
import { findInvoice } from './read-invoices.ts';
import { lockInvoice } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'links' | 'site'>;

/**
 * Credits an issued invoice by hand: lines of it or an amount, with a reason. Work on a Form A that stands, and the employer's share for
 * it, is refused (`credit_note.pensioned`): the form is given up first, so that no pension changes unseen. Refuses what
 * {@link issueCreditNoteIn} refuses. The same id twice is issued once.
 */
export async function creditInvoice(
  ctx: Ctx,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  input: CreditInput,
): Promise<Id<'creditNote'>> {
  const id = input.id ?? newId('creditNote');
  return asOwner(ctx.db, owner, async tx => {
    const state = await lockInvoice(tx, invoiceId);
    const invoice = state && (await findInvoice(tx, invoiceId, ctx.clock.today()));
    if (!invoice) throw notFound('invoice');
    if ((await listCreditNotes(tx, invoiceId)).some(note => note.id === id)) return id;
    if (invoice.state === 'draft' || invoice.state === 'void')
      throw new Refusal({ code: 'credit_note.not_issued', message: 'Only an issued invoice can be credited.' });
    const { parts, lines } = asked(await readCreditable(tx, invoice), input);
    const amountPence = totalOfParts(parts);
    return issueCreditNoteIn(ctx, tx, { id, invoiceId, amountPence, parts, lines, reason: input.reason });
  });
}

function asked(
  creditable: Creditable,
  { lines: positions, amount }: CreditInput,
): { readonly parts: MoneyParts; readonly lines: readonly CreditableLine[] } {
  if (positions.length > 0 && amount !== null)
    throw new InputRefusal({ amount: 'Choose lines or enter an amount, not both.' });
  if (positions.length > 0) return byLines(creditable, positions);
  if (amount === null || amount === 0)
    throw new InputRefusal({ amount: 'Choose the lines to credit, or enter an amount above nought.' });
  const parts = takeParts(creditable.free, amount);
  if (parts !== 'too_much') return { parts, lines: [] };
  throw amount > totalOfParts(creditable.left) ? tooMuch(creditable, 'amount') : pensioned(creditable, 'amount');
}

function byLines(creditable: Creditable, positions: readonly number[]) {
  const lines = creditable.lines.filter(line => positions.includes(line.position));
  if (lines.length !== new Set(positions).size) throw new InputRefusal({ lines: 'Choose lines of this invoice.' });
  if (lines.some(line => line.isCredited))
    throw new Refusal({
      code: 'credit_note.line_credited',
      message: 'One of these lines is credited already.',
      field: 'lines',
    });
  if (lines.some(line => line.isHeld)) throw pensioned(creditable, 'lines');
  const sumOf = (part: 'work' | 'expense') =>
    sumPence(lines.filter(line => partOf(line.kind) === part).map(line => line.amountPence));
  const parts = { workPence: sumOf('work'), expensesPence: sumOf('expense'), employerPence: sumPence([]) };
  if (totalOfParts(parts) === 0) throw new InputRefusal({ lines: 'These lines come to nothing.' });
  if (!isWithin(creditable.left, parts)) throw tooMuch(creditable, 'lines');
  if (!isWithin(creditable.free, parts)) throw pensioned(creditable, 'lines');
  return { parts, lines };
}

function tooMuch({ left }: Creditable, field: string): Refusal {
  return new Refusal({
    code: 'credit_note.too_much',
    message: `Only ${formatPounds(totalOfParts(left))} of this invoice is left to credit.`,
    field,
    status: 422,
  });
}

function pensioned({ free }: Creditable, field: string): Refusal {
  const most = totalOfParts(free);
  return new Refusal({
    code: 'credit_note.pensioned',
    message: `The rest is work on a Form A with the employer’s share for it. Give the Form A up first: that credits the share; then the work can be credited too. ${most > 0 ? `Without that at most ${formatPounds(most)} can be.` : 'Without that nothing can be.'}`,
    field,
    status: 422,
  });
}
