import { COLOURS, lineHeight, STYLES } from './look.ts';
import type { Paper } from './paper.ts';

/**
 * A line of a sum: what it is and how much, behind the `mark` that names it on a form ("Box 1", "a"). A `strong` one is a
 * result, ruled off from what it is made of.
 */
export interface Amount {
  readonly mark?: string;
  readonly label: string;
  readonly figure: string;
  readonly strong?: boolean;
}

const FIGURE_WIDTH = 92;
const PADDING = 2.8;
const MARK_GAP = 8;

/** A sum set against the right edge, over `share` of the paper's width. It stands whole on one page. */
export function amounts(paper: Paper, lines: readonly Amount[], share = 0.56): void {
  const width = share * paper.width;
  const x = paper.left + paper.width - width;
  const marks = Math.max(0, ...lines.map(line => (line.mark ? paper.measure(line.mark, STYLES.strong) + MARK_GAP : 0)));
  const laid = lines.map(line => lay(paper, line, width - marks));
  paper.room(laid.reduce((sum, line) => sum + line.height, 0));
  const table = paper.tag('Table');
  for (const [at, { mark, label, figure, style, strong, height }] of laid.entries()) {
    if (strong) paper.rule(x, paper.y, width, COLOURS.accent, 0.9);
    else if (share === 1 && at > 0) paper.rule(x, paper.y, width);
    const row = paper.tag('TR', {}, table);
    const y = paper.y + PADDING;
    const head = paper.tag('TH', { scope: 'Row' }, row);
    if (mark) paper.lines([`${mark} `], STYLES.strong, { x, y, width }, head);
    paper.lines(label, style, { x: x + marks, y, width }, head);
    paper.lines([figure], style, { x, y, width, align: 'right' }, paper.tag('TD', {}, row));
    paper.y += height;
  }
}

function lay(paper: Paper, { mark, label, figure, strong = false }: Amount, width: number) {
  const style = strong ? STYLES.strong : STYLES.body;
  const lines = paper.wrap(label, width - FIGURE_WIDTH, style);
  return { mark, label: lines, figure, style, strong, height: lines.length * lineHeight(style) + 2 * PADDING };
}
