import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { type BankLine, daysCovered } from '#rules/bank/bank-line.ts';
import { type KnownLine, newLines } from '#rules/bank/same-line.ts';
import type { Id } from '#rules/ids.ts';
import { insertImport, listImports } from './import-store.ts';
import { checkBankAccount } from './keep-account.ts';
import type { ReadStatement } from './read-statement.ts';
import { insertLines, listKnownLines, lockBank, type NewLine } from './store.ts';

/** What importing a file would do, or did. */
export interface ImportPlan {
  /** Money that came in and is not known yet. */
  readonly fresh: readonly BankLine[];
  /** Money that came in and is kept already. */
  readonly knownCount: number;
  /** Money that went out, which is not kept. */
  readonly outCount: number;
}

export interface StatementToImport {
  readonly id?: Id<'bankImport'> | undefined;
  readonly fileName: string;
  readonly read: ReadStatement;
  /** Lines are the same only within one account. */
  readonly bankAccountId?: Id<'bankAccount'> | null | undefined;
}

/** Says what a file would bring to an account, and keeps nothing. */
export async function planImport(
  ctx: Needs<'db'>,
  owner: Owner,
  read: ReadStatement,
  bankAccountId: Id<'bankAccount'> | null = null,
): Promise<ImportPlan> {
  return asOwner(ctx.db, owner, async tx => {
    await checkBankAccount(tx, bankAccountId);
    return (await planIn(tx, read, bankAccountId)).plan;
  });
}

/**
 * Keeps the money that came in, those lines only that are not kept already: the same file a second time brings nothing, in any format. No
 * payment is recorded. Refuses a file with lines that cannot be read, one without lines, and days to come.
 */
export async function importStatement(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  it: StatementToImport,
): Promise<ImportPlan> {
  checkStatement(it.read, ctx.clock.today());
  return asOwner(ctx.db, owner, async tx => {
    const id = it.id ?? newId('bankImport');
    const { plan, lines } = await beginIn(tx, it, id);
    if (lines.length === 0) return plan;
    const row = { id, fileName: it.fileName, format: it.read.format, bankAccountId: it.bankAccountId ?? null };
    if (!(await insertImport(tx, row, ctx.clock.now()))) return plan;
    await insertLines(tx, { importId: id, bankAccountId: row.bankAccountId }, lines);
    await recordFact(ctx, tx, { kind: 'bank.imported', subjectId: id, details: { lines: lines.length } });
    return plan;
  });
}

/** Refuses a file with lines that cannot be read, one without lines, and days to come. */
export function checkStatement(read: ReadStatement, today: Temporal.PlainDate): void {
  const [wrong] = read.errors;
  if (wrong) throw new InputRefusal({ file: `Line ${wrong.line}: ${wrong.message}` });
  if (read.lines.length === 0) throw new InputRefusal({ file: 'No lines of a statement are in this file.' });
  const last = daysCovered(read.lines)?.last;
  if (last && Temporal.PlainDate.compare(last, today) > 0)
    throw new InputRefusal({ file: `${last} is still to come. Does the day stand before the month everywhere?` });
}

/**
 * What a file brings, with the lines to keep, the account locked until the transaction ends. Refuses an account of somebody else, and any
 * file while a worker still reads another: two at once could bring one line twice.
 */
export async function beginIn(
  tx: OwnedTransaction,
  it: Pick<StatementToImport, 'read' | 'bankAccountId'>,
  id: Id<'bankImport'>,
): Promise<{ readonly plan: ImportPlan; readonly lines: NewLine[] }> {
  await lockBank(tx);
  await checkBankAccount(tx, it.bankAccountId ?? null);
  const reading = (await listImports(tx, { state: 'waiting', limit: 2 })).filter(other => other.id !== id);
  if (reading.length > 0)
    throw new InputRefusal({ file: 'Another file is still being read. Wait until it is done, then try again.' });
  const { plan, known } = await planIn(tx, it.read, it.bankAccountId ?? null);
  return { plan, lines: numbered(plan.fresh, known) };
}

async function planIn(
  tx: OwnedTransaction,
  read: ReadStatement,
  bankAccountId: Id<'bankAccount'> | null,
): Promise<{ plan: ImportPlan; known: KnownLine[] }> {
  const came = read.lines.filter(line => line.amountPence > 0);
  const days = daysCovered(came);
  const known = days ? await listKnownLines(tx, bankAccountId, days.first, days.last) : [];
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
