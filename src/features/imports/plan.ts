import type { Cells } from './cells.ts';
import type { ImportKind } from './fields.ts';
import { planInvoice } from './plan-invoice.ts';
import { planOrganisation } from './plan-organisation.ts';
import { planSession } from './plan-session.ts';
import type { FileLine, ImportChoice, Known, PlanContext, Planned } from './planned.ts';

/** Says of every line what would become of it. Changes nothing but what is known. */
export function planLines(
  kind: ImportKind,
  lines: readonly FileLine[],
  choice: ImportChoice,
  known: Known,
): Map<number, Planned> {
  return new Map(
    lines.map(line => [line.line, PLANNERS[kind](cellsOf(line, choice), { choice, known, line: line.line })]),
  );
}

const PLANNERS: Readonly<Record<ImportKind, (cells: Cells, at: PlanContext) => Planned>> = {
  organisations: planOrganisation,
  sessions: planSession,
  invoices: planInvoice,
};

function cellsOf({ cells }: FileLine, { columns }: ImportChoice): Cells {
  return field => {
    const at = columns.indexOf(field);
    return at < 0 ? '' : (cells[at] ?? '').trim();
  };
}
