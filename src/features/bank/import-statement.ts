import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { type BankLine, daysCovered } from '#rules/bank/bank-line.ts';
import { type KnownLine, newLines } from '#rules/bank/same-line.ts';
import type { Id } from '#rules/ids.ts';
import type { ReadStatement } from './read-statement.ts';
import { insertImport, insertLines, listKnownLines, lockBank, type NewLine } from './store.ts';

/** What importing a file would do, or did. */
export interface ImportPlan {
  /** Money that came in and is not known yet. */
  readonly fresh: readonly BankLine[];
  /** Money that came in and is kept already. */
  readonly knownCount: number;
  /** Money that went out, which is not kept. */
  readonly outCount: number;
}

/** Says what a file would bring, and keeps nothing. */
export async function planImport(ctx: Needs<'db'>, owner: Owner, read: ReadStatement): Promise<ImportPlan> {
  return asOwner(ctx.db, owner, async tx => (await planIn(tx, read)).plan);
}

/**
 * Keeps the money that came in, those lines only that are not kept already: the same file a second time brings nothing, in any format. No
 * payment is recorded. Refuses a file with lines that cannot be read, one without lines, and days to come.
 */
export async function importStatement(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  it: { readonly id?: Id<'bankImport'> | undefined; readonly fileName: string; readonly read: ReadStatement },
): Promise<ImportPlan> {
  const { read } = it;
  const [wrong] = read.errors;
  if (wrong) throw new InputRefusal({ file: `Line ${wrong.line}: ${wrong.message}` });
  if (read.lines.length === 0) throw new InputRefusal({ file: 'No lines of a statement are in this file.' });
  const last = daysCovered(read.lines)?.last;
  if (last && Temporal.PlainDate.compare(last, ctx.clock.today()) > 0)
    throw new InputRefusal({ file: `${last} is still to come. Does the day stand before the month everywhere?` });
  return asOwner(ctx.db, owner, async tx => {
    await lockBank(tx);
    const { plan, known } = await planIn(tx, read);
    if (plan.fresh.length === 0) return plan;
    const id = it.id ?? newId('bankImport');
    if (!(await insertImport(tx, { id, fileName: it.fileName, format: read.format }, ctx.clock.now()))) return plan;
    await insertLines(tx, id, numbered(plan.fresh, known));
    await recordFact(ctx, tx, { kind: 'bank.imported', subjectId: id, details: { lines: plan.fresh.length } });
    return plan;
  });
}

async function planIn(tx: OwnedTransaction, read: ReadStatement): Promise<{ plan: ImportPlan; known: KnownLine[] }> {
  const came = read.lines.filter(line => line.amountPence > 0);
  const days = daysCovered(came);
  const known = days ? await listKnownLines(tx, days.first, days.last) : [];
  const fresh = newLines(read.format, came, known);
  return {
    plan: { fresh, knownCount: came.length - fresh.length, outCount: read.lines.length - came.length },
    known,
  };
}

/** Equal lines of one day are told apart by counting on from those that are kept. */
function numbered(lines: readonly BankLine[], known: readonly BankLine[]): NewLine[] {
  const keyOf = (line: BankLine) => `${line.day} ${line.amountPence} ${line.description}`;
  const counts = new Map<string, number>();
  const next = (line: BankLine) => {
    const occurrence = (counts.get(keyOf(line)) ?? 0) + 1;
    counts.set(keyOf(line), occurrence);
    return occurrence;
  };
  for (const line of known) next(line);
  return lines.map(line => ({ ...line, id: newId('bankLine'), occurrence: next(line) }));
}
