import { z } from 'zod';
import { checkbox, requiredText } from '#platform/input.ts';
import { EXPENSE_KEYS } from '#rules/expense-categories.ts';
import { EXPENSE_COLUMNS } from '#rules/expense-csv.ts';

const column = z.string().max(200).optional();

/** The choices of a dry run: which heading is which column, which sign means spent, and what stands for an unknown category. */
export const importChoiceInput = z
  .object({
    confirmed: checkbox(),
    isNegative: checkbox(),
    withoutAlike: checkbox(),
    usual: z.enum(EXPENSE_KEYS).default('otherExpenses'),
    date: column,
    description: column,
    amount: column,
    category: column,
  })
  .transform(({ confirmed, isNegative, withoutAlike, usual, ...columns }) => ({
    confirmed,
    isNegative,
    withoutAlike,
    usual,
    columns: Object.fromEntries(
      EXPENSE_COLUMNS.flatMap(name => (columns[name] === undefined ? [] : [[name, columns[name]]])),
    ),
  }));

/** The same for the API, with the file as text. */
export const apiImportInput = z.object({
  fileName: requiredText('the name of the file', 120),
  text: requiredText('the text of the file', 2_000_000),
  confirmed: z.boolean().default(false),
  isNegative: z.boolean().default(false),
  withoutAlike: z.boolean().default(false),
  usual: z.enum(EXPENSE_KEYS).default('otherExpenses'),
  columns: z.partialRecord(z.enum(EXPENSE_COLUMNS), z.string().max(200)).default({}),
});
