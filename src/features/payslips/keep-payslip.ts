import { readOrganisation } from '#features/organisations/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds, lessPence, type Pence, sumPence, ZERO } from '#rules/money.ts';
import { linesToBookings, readSlipLines } from '#rules/payslips/slip-lines.ts';
import type { PayslipInput } from './input.ts';
import type { Work } from './payslip.ts';
import { leftOf, readWork } from './read-work.ts';
import { deletePayslipRow, insertPayslip, listPayslips } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

interface PaidLine {
  readonly bookingId: Id<'booking'>;
  readonly amountPence: Pence;
}

/**
 * Keeps a payslip and what of it is for which booking. Where what was paid out is not typed, it is what the boxes come to. Refuses a day to
 * come, a payer that is not known, bookings of somebody else, lines that cannot be read in one way, and lines that come to more
 * than the payslip pays. Sent twice with one id it is kept once.
 */
export async function addPayslip(ctx: Ctx, owner: Owner, input: PayslipInput): Promise<Id<'payslip'>> {
  return asOwner(ctx.db, owner, async tx => {
    const id = input.id ?? newId('payslip');
    if ((await listPayslips(tx, { id })).length > 0) return id;
    const today = ctx.clock.today();
    if (Temporal.PlainDate.compare(input.paidOn, today) > 0)
      throw new InputRefusal({ paidOn: 'This day is still to come. Enter the day on which you were paid.' });
    if (!(await readOrganisation(tx, input.payer)))
      throw new InputRefusal({ payer: 'Choose who paid from your address book.' });
    const lines = paidLines(input, await worksOf(tx, input, today));
    const total = input.umbrella ? input.umbrella.assignmentPence : sumPence([input.gross, input.expenses]);
    const sum = sumPence(lines.map(it => it.amountPence));
    if (sum > total)
      throw new InputRefusal({
        amount: `The bookings come to ${formatPounds(sum)}, and this payslip pays ${formatPounds(total)} for the work.`,
      });
    const kept = { ...input, net: input.net ?? netOf(input) };
    if (!(await insertPayslip(tx, id, kept, lines, ctx.clock.now()))) return id;
    await recordFact(ctx, tx, {
      kind: 'payslip.recorded',
      subjectId: id,
      details: { payerId: input.payer, grossPence: input.gross, bookings: lines.length },
    });
    return id;
  });
}

/** Takes a payslip away with all that it said; what it paid is open again. */
export async function deletePayslip(ctx: Ctx, owner: Owner, id: Id<'payslip'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deletePayslipRow(tx, id))) throw notFound('payslip');
    await recordFact(ctx, tx, { kind: 'payslip.deleted', subjectId: id });
  });
}

async function worksOf(tx: OwnedTransaction, input: PayslipInput, today: Temporal.PlainDate): Promise<Work[]> {
  return (await readWork(tx, today)).filter(it => it.payerId === input.payer);
}

/** What was typed beside the bookings, and the pasted lines; one booking may have both. */
function paidLines(input: PayslipInput, works: readonly Work[]): PaidLine[] {
  const typed = input.booking.flatMap((bookingId, at): PaidLine[] => {
    const amountPence = input.amount[at] ?? ZERO;
    return amountPence === 0 ? [] : [{ bookingId, amountPence }];
  });
  const strange = typed.some(it => !works.some(work => work.booking.id === it.bookingId));
  if (strange) throw new InputRefusal({ booking: 'Choose bookings that this payer pays for.' });
  const read = readSlipLines(input.lines ?? '');
  const waiting = works
    .filter(work => leftOf(work) > 0 && !typed.some(it => it.bookingId === work.booking.id))
    .map(work => ({ bookingId: work.booking.id, day: work.booking.workDate, leftPence: leftOf(work) }));
  const pasted = linesToBookings(read.lines, waiting);
  const [wrong] = [...read.errors, ...pasted.errors].toSorted((a, b) => a.line - b.line);
  if (wrong) throw new InputRefusal({ lines: `Line ${wrong.line}: ${wrong.message}` });
  return [...typed, ...pasted.paid];
}

function netOf(input: PayslipInput): Pence {
  const taken = sumPence([input.tax, input.ni, input.pension, input.loan, input.other]);
  const net = lessPence(sumPence([input.gross, input.expenses]), taken);
  if (net < 0) throw new InputRefusal({ gross: 'More is taken than is paid. Check the amounts.' });
  return net;
}
