/** By day, then by name. */
export function inOrder<Row extends { readonly on: Temporal.PlainDate; readonly what: string }>(
  rows: readonly Row[],
): Row[] {
  return rows.toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on) || a.what.localeCompare(b.what));
}
