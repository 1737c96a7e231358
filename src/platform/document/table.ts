import { COLOURS, lineHeight, STYLES, type Style } from './look.ts';
import type { Paper, Tag } from './paper.ts';

/** A column of a table; `share` is its part of the table's width, and the shares add up to 1. Figures go right. */
export interface TableColumn {
  readonly heading: string;
  readonly share: number;
  readonly align?: 'left' | 'right';
}

interface Cell {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly lines: readonly string[];
}

const GUTTER = 10;
const PADDING = 3.6;
const HEAD = STYLES.label;

/**
 * A table across the paper. Where it runs over the page its headings are repeated, for the eye only: a screen reader
 * hears them once. A row stays whole unless it alone is taller than a page. Cells are given in the order of the columns.
 */
export function table(
  paper: Paper,
  headings: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  style: Style = STYLES.body,
): void {
  const table = paper.tag('Table');
  const head = cells(
    paper,
    headings,
    headings.map(column => column.heading),
    HEAD,
  );
  const body = rows.map(row => cells(paper, headings, row, style));
  paper.room(heightOf(head, HEAD) + heightOf(body[0] ?? [], style));
  drawHead(paper, head, paper.tag('TR', {}, paper.tag('THead', {}, table)));
  const inside = paper.tag('TBody', {}, table);
  for (const row of body) drawRow(paper, head, row, style, paper.tag('TR', {}, inside));
}

function cells(paper: Paper, columns: readonly TableColumn[], texts: readonly string[], style: Style): Cell[] {
  const free = paper.width - GUTTER * (columns.length - 1);
  let x = paper.left;
  return columns.map(({ share, align = 'left' }, at) => {
    const cell = { x, width: share * free, align, lines: paper.wrap(texts[at] ?? '', share * free, style) };
    x += cell.width + GUTTER;
    return cell;
  });
}

function drawHead(paper: Paper, head: readonly Cell[], row: Tag | 'artifact'): void {
  const height = heightOf(head, HEAD);
  for (const cell of head) {
    const tag = row === 'artifact' ? row : paper.tag('TH', { scope: 'Column' }, row);
    const top = height - PADDING - cell.lines.length * lineHeight(HEAD);
    paper.lines(cell.lines, HEAD, { ...cell, y: paper.y + top }, tag);
  }
  paper.y += height;
  paper.rule(paper.left, paper.y, paper.width, COLOURS.accent, 0.9);
}

function drawRow(paper: Paper, head: readonly Cell[], row: readonly Cell[], style: Style, tag: Tag): void {
  const tags = row.map(() => paper.tag('TD', {}, tag));
  const most = Math.max(...row.map(cell => cell.lines.length));
  let from = 0;
  while (from < most) {
    from += drawPart(paper, head, row, style, tags, from, most);
    paper.rule(paper.left, paper.y, paper.width);
  }
}

/** Draws the lines of a row that fit, from line `from` of `most`; gives how many it drew. */
function drawPart(
  paper: Paper,
  head: readonly Cell[],
  row: readonly Cell[],
  style: Style,
  tags: readonly Tag[],
  from: number,
  most: number,
): number {
  const step = lineHeight(style);
  const fresh = paper.fullPage - heightOf(head, HEAD);
  const wanted = Math.min((most - from) * step + 2 * PADDING, fresh);
  if (paper.room(wanted)) drawHead(paper, head, 'artifact');
  const count = Math.max(1, Math.min(most - from, Math.floor((paper.leftOnPage - 2 * PADDING) / step)));
  row.forEach((cell, at) => {
    const lines = cell.lines.slice(from, from + count);
    const tag = tags[at];
    if (tag && lines.length > 0) paper.lines(lines, style, { ...cell, y: paper.y + PADDING }, tag);
  });
  paper.y += count * step + 2 * PADDING;
  return count;
}

function heightOf(row: readonly Cell[], style: Style): number {
  const lines = Math.max(0, ...row.map(cell => cell.lines.length));
  return lines * lineHeight(style) + 2 * PADDING;
}
