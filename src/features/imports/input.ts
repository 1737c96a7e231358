import { z } from 'zod';
import { choice, listOf, optionalText } from '#platform/input.ts';
import { FIELDS, IMPORT_KINDS } from './fields.ts';

export const MOST_LINES = 2000;
export const MOST_COLUMNS = 60;

/** Text of a file, or about it, that may be empty. */
export function cell(label: string, most: number) {
  return optionalText(label, most).transform(text => text ?? '');
}

/** How a file is to be read. A field belongs to one column; those without which nothing can be made have to be given. */
export const readingInput = z
  .object({
    kind: choice('what the lines are', IMPORT_KINDS),
    column: listOf(z.string()),
    usualStart: cell('the usual start', 20),
    usualEnd: cell('the usual end', 20),
    paidWithoutDay: z.enum(['refuse', 'due']).default('refuse'),
  })
  .superRefine(({ kind, column }, ctx) => {
    const wrong = (message: string) => ctx.addIssue({ code: 'custom', path: ['column'], message });
    for (const { key, label, isRequired } of FIELDS[kind]) {
      const times = column.filter(it => it === key).length;
      if (times > 1) wrong(`“${label}” is chosen for ${times} columns. Choose it for one.`);
      if (times === 0 && isRequired) wrong(`Choose the column of “${label}”.`);
    }
  })
  .transform(({ kind, column, ...rest }) => ({
    kind,
    choice: {
      // a field of another kind is left behind when the kind changes
      columns: column.map(key => (FIELDS[kind].some(field => field.key === key) ? key : '')),
      ...rest,
    },
  }));
