import type { Child } from 'hono/jsx';

export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => Child;
  /** Figures stand at the right, in figures of one width. */
  readonly figures?: boolean;
  /** Leads the card that a row becomes on a phone. */
  readonly lead?: boolean;
}

/** The one table. On a phone each row becomes a card, each cell under its heading; by style alone, so that screen readers keep the table. */
export function Table<Row>({
  caption,
  columns,
  rows,
  foot,
}: {
  /** Read out, and shown only to screen readers unless there is no heading near. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Cells of a closing line, such as totals. */
  foot?: readonly Child[];
}) {
  return (
    <div class="overflow-x-auto">
      <table class="table-cards w-full">
        <caption class="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th scope="col" class={column.figures ? 'text-right' : 'text-left'}>
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr>
              {columns.map(column => (
                <td
                  data-heading={column.lead ? undefined : column.heading}
                  class={column.figures ? 'figures' : column.lead ? 'lead' : undefined}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>
              {foot.map((cell, i) => (
                <td class={columns[i]?.figures ? 'figures' : undefined} data-heading={columns[i]?.heading}>
                  {cell}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** Names and values, one below the other: what a single thing is. */
export function Facts({ rows }: { rows: readonly (readonly [label: string, value: Child])[] }) {
  return (
    <dl class="grid gap-x-6 gap-y-2 sm:grid-cols-[12rem_1fr]">
      {rows.map(([label, value]) => (
        <>
          <dt class="text-muted">{label}</dt>
          <dd class="mb-2 sm:mb-0">{value}</dd>
        </>
      ))}
    </dl>
  );
}

/** Earlier and later pages of a list, in the words of its order. */
export function Pager({
  earlier,
  later,
  words = { earlier: 'Older', later: 'Newer' },
}: {
  earlier?: string | undefined;
  later?: string | undefined;
  words?: { readonly earlier: string; readonly later: string };
}) {
  if (earlier === undefined && later === undefined) return null;
  return (
    <nav aria-label="Pages" class="mt-4 flex justify-between">
      {later === undefined ? (
        <span />
      ) : (
        <a href={later} class="btn btn-ghost min-h-11" rel="prev">
          {words.later}
        </a>
      )}
      {earlier === undefined ? (
        <span />
      ) : (
        <a href={earlier} class="btn btn-ghost min-h-11" rel="next">
          {words.earlier}
        </a>
      )}
    </nav>
  );
}
