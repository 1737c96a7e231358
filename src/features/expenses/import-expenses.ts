import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { daysCovered } from '#rules/bank/bank-line.ts';
import type { ExpenseLine, ReadExpenses } from '#rules/expense-csv.ts';
import type { Id } from '#rules/ids.ts';
import type { Expense } from './expense.ts';
import { deleteImportRow, importedIds, insertImport } from './import-store.ts';
import { deleteExpenseRows, insertExpense, listExpenses } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** What importing a file would do, or did. */
export interface ExpenseImportPlan {
  readonly fresh: readonly ExpenseLine[];
  /** Recorded already: same day, same amount, same words. */
  readonly known: readonly ExpenseLine[];
  /** Fresh lines beside which an expense of that day and amount is recorded in other words: perhaps the same. */
  readonly alike: ReadonlyMap<number, Expense>;
}

/** Says what a file would bring, and keeps nothing. */
export async function planExpenseImport(
  ctx: Needs<'db'>,
  owner: Owner,
  read: ReadExpenses,
): Promise<ExpenseImportPlan> {
  return asOwner(ctx.db, owner, tx => planIn(tx, read));
}

/**
 * Records the lines that are not recorded already, as one batch: the same file a second time brings nothing. Lines that look like something
 * recorded are left out where told. Refuses a file with lines that cannot be read, one without lines, and days to come.
 */
export async function importExpenses(
  ctx: Ctx,
  owner: Owner,
  it: {
    readonly id?: Id<'expenseImport'> | undefined;
    readonly fileName: string;
    readonly read: ReadExpenses;
    readonly withoutAlike: boolean;
  },
): Promise<number> {
  const { read } = it;
  const [wrong] = read.errors;
  if (wrong) throw new InputRefusal({ file: `Line ${wrong.row}: ${wrong.message}` });
  if (read.lines.length === 0) throw new InputRefusal({ file: 'No expenses are in this file.' });
  const late = read.lines.find(line => Temporal.PlainDate.compare(line.day, ctx.clock.today()) > 0);
  if (late) throw new InputRefusal({ file: `Line ${late.row}: ${late.day} is still to come.` });
  return asOwner(ctx.db, owner, async tx => {
    await lockImports(tx);
    const { fresh, alike } = await planIn(tx, read);
    const lines = it.withoutAlike ? fresh.filter(line => !alike.has(line.row)) : fresh;
    if (lines.length === 0) return 0;
    const id = it.id ?? newId('expenseImport');
    if (!(await insertImport(tx, id, it.fileName, ctx.clock.now()))) return 0;
    for (const line of lines)
      await insertExpense(tx, newId('expense'), inputOf(line), ctx.clock.now(), { importId: id });
    await recordFact(ctx, tx, { kind: 'expense.imported', subjectId: id, details: { lines: lines.length } });
    return lines.length;
  });
}

/** Takes a whole batch back, with what was changed in it and attached to it since. */
export async function undoExpenseImport(
  ctx: Ctx & Needs<'files'>,
  owner: Owner,
  id: Id<'expenseImport'>,
): Promise<void> {
  const keys = await asOwner(ctx.db, owner, async tx => {
    const gone = await deleteExpenseRows(tx, await importedIds(tx, id));
    if (!(await deleteImportRow(tx, id))) throw notFound('import');
    await recordFact(ctx, tx, { kind: 'expense.import_undone', subjectId: id });
    return gone;
  });
  for (const key of keys) await ctx.files.delete(key);
}

async function planIn(tx: OwnedTransaction, read: ReadExpenses): Promise<ExpenseImportPlan> {
  const days = daysCovered(read.lines.map(it => ({ day: it.day, amountPence: it.paidPence, description: '' })));
  const there = days ? await listExpenses(tx, days.first, days.last) : [];
  // each recorded expense stands for one line at most: two equal lines of one day stay two
  const unused = Map.groupBy(there, it => `${it.spentOn} ${it.paidPence}`);
  const take = (line: ExpenseLine, isSame: (it: Expense) => boolean) => {
    const candidates = unused.get(`${line.day} ${line.paidPence}`) ?? [];
    const at = candidates.findIndex(isSame);
    return at < 0 ? undefined : candidates.splice(at, 1)[0];
  };
  const isKnown = read.lines.map(line => take(line, it => sameWords(it.description, line.description)) !== undefined);
  const fresh = read.lines.filter((_, at) => !isKnown[at]);
  const alike = new Map<number, Expense>();
  for (const line of fresh) {
    const other = take(line, () => true);
    if (other) alike.set(line.row, other);
  }
  return { fresh, known: read.lines.filter((_, at) => isKnown[at]), alike };
}

function sameWords(a: string, b: string): boolean {
  const bare = (text: string) => text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return bare(a) === bare(b);
}

/** One import of an account at a time. */
async function lockImports(tx: OwnedTransaction): Promise<void> {
  await tx.db.selectFrom('accounts').select('id').where('id', '=', tx.accountId).forUpdate().execute();
}

function inputOf(line: ExpenseLine) {
  return {
    category: line.category,
    spentOn: line.day,
    description: line.description,
    amount: line.paidPence,
    businessShare: 10_000,
    isCapital: false,
    isBilled: false,
    booking: null,
  };
}
