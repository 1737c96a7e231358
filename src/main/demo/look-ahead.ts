import { takeFile } from '#features/imports/index.ts';
import { setGoal } from '#features/reports/index.ts';
import type { Owner } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { pence } from '#rules/money.ts';
import { taxYearOf } from '#rules/tax-year.ts';

/** A goal for the year, and a file of old sessions that was looked at and is not imported yet: one line of it cannot be taken. */
export async function lookAhead(
  ctx: Context,
  owner: Owner,
  places: readonly { readonly name: string }[],
): Promise<void> {
  const today = ctx.clock.today();
  await setGoal(ctx, owner, taxYearOf(today), pence(95_000_00));
  const practice = places[0]?.name ?? 'Riverside Surgery';
  const before = today.subtract({ years: 2 });
  const row = (days: number, end: string) => [practice, before.add({ days }).toString(), '08:30', end, '640.00'];
  const lines = [row(0, '17:00'), row(7, '17:00'), row(14, '17:00'), row(21, 'late')];
  await takeFile(
    ctx,
    owner,
    {
      id: newId('importBatch'),
      kind: 'sessions',
      fileName: 'sessions-before.csv',
      headings: ['Practice', 'Date', 'Start', 'Finish', 'Fee'],
      choice: {
        columns: ['organisation', 'date', 'start', 'end', 'fee'],
        usualStart: '',
        usualEnd: '',
        paidWithoutDay: 'refuse',
      },
    },
    lines.map((cells, at) => ({ line: at + 2, cells })),
  );
}
