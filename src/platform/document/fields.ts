import { COLOURS, lineHeight, STYLES, type Style } from './look.ts';
import type { Paper } from './paper.ts';

/** A named value on a form. Without a value it is a line to write on. `share` is its part of the row, 1 in all. */
export interface Field {
  readonly label: string;
  readonly value?: string | undefined;
  readonly share: number;
  readonly style?: Style;
}

const GUTTER = 16;
const LABEL = STYLES.label;
/** Enough for a pen: about 8 mm. */
const WRITING = 23;

/** One row of fields on a rule each, label above value. A row stays on one page. */
export function fields(paper: Paper, row: readonly Field[]): void {
  const laid = lay(paper, row);
  const labels = Math.max(...laid.map(field => field.label.length)) * lineHeight(LABEL);
  const values = Math.max(...laid.map(field => field.height));
  paper.room(labels + values + 4);
  for (const { x, width, label, value, style } of laid) {
    paper.lines(label, LABEL, { x, y: paper.y, width }, paper.tag('P'));
    if (value) paper.lines(value, style, { x, y: paper.y + labels, width }, paper.tag('P'));
    paper.rule(x, paper.y + labels + values + 1, width, value ? COLOURS.rule : COLOURS.muted);
  }
  paper.y += labels + values + 8;
}

function lay(paper: Paper, row: readonly Field[]) {
  const free = paper.width - GUTTER * (row.length - 1);
  let x = paper.left;
  return row.map(({ label, value, share, style = STYLES.body }) => {
    const width = share * free;
    const lines = value === undefined ? undefined : paper.wrap(value, width, style);
    const height = lines ? lines.length * lineHeight(style) : WRITING;
    const field = { x, width, style, label: paper.wrap(label, width, LABEL), value: lines, height };
    x += width + GUTTER;
    return field;
  });
}
