import { lineHeight, STYLES, type Style } from './look.ts';
import type { Paper, Tag } from './paper.ts';

/** One run of lines inside a column: `tag` is its place in the structure (P unless said), `gap` the points above it. */
export interface Piece {
  readonly text: string;
  readonly style?: Style;
  readonly tag?: 'P' | 'H1' | 'H2';
  readonly gap?: number;
}

/** A column of pieces; `share` is its part of the paper's width, and the shares of a row add up to 1. */
export interface Column {
  readonly share: number;
  readonly align?: 'left' | 'right';
  readonly pieces: readonly Piece[];
}

const GUTTER = 18;

/** Columns that stand side by side and are read one after the other. They never part over two pages. */
export function columns(paper: Paper, row: readonly Column[]): void {
  const laid = lay(paper, row);
  const height = Math.max(...laid.map(column => column.height));
  paper.room(height);
  for (const column of laid) {
    let y = paper.y;
    for (const piece of column.pieces) {
      y += piece.gap;
      y += paper.lines(piece.lines, piece.style, { ...column, y }, paper.tag(piece.tag));
    }
  }
  paper.y += height;
}

/** A heading of the second level, with `keep` points of what follows on the same page. */
export function heading(paper: Paper, text: string, keep = 60): void {
  const style = STYLES.heading;
  const lines = paper.wrap(text, paper.width, style);
  const height = lines.length * lineHeight(style);
  paper.room(height + keep);
  paper.lines(lines, style, { x: paper.left, y: paper.y, width: paper.width }, paper.tag('H2'));
  paper.y += height + 4;
}

/** A paragraph across the paper, running on over as many pages as it needs. */
export function paragraph(paper: Paper, text: string, style: Style = STYLES.body): void {
  const lines = paper.wrap(text, paper.width, style);
  flow(paper, lines, style, paper.tag('P'));
}

/** White space; nothing at the top of a page. */
export function space(paper: Paper, points: number): void {
  paper.y += Math.min(points, Math.max(0, paper.leftOnPage));
}

function flow(paper: Paper, lines: readonly string[], style: Style, tag: Tag): void {
  let from = 0;
  while (from < lines.length) {
    paper.room(lineHeight(style));
    const count = Math.max(1, Math.floor(paper.leftOnPage / lineHeight(style)));
    const part = lines.slice(from, from + count);
    paper.y += paper.lines(part, style, { x: paper.left, y: paper.y, width: paper.width }, tag);
    from += part.length;
  }
}

function lay(paper: Paper, row: readonly Column[]) {
  const free = paper.width - GUTTER * (row.length - 1);
  let x = paper.left;
  return row.map(({ share, align = 'left', pieces }) => {
    const width = share * free;
    const column = { x, width, align, pieces: pieces.map(piece => layPiece(paper, piece, width)) };
    x += width + GUTTER;
    const height = column.pieces.reduce(
      (sum, { gap, lines, style }) => sum + gap + lines.length * lineHeight(style),
      0,
    );
    return { ...column, height };
  });
}

function layPiece(paper: Paper, { text, style = STYLES.body, tag = 'P', gap = 0 }: Piece, width: number) {
  return { tag, gap, style, lines: paper.wrap(text, width, style) };
}
