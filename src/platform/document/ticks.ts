import { COLOURS, lineHeight, STYLES } from './look.ts';
import type { Paper, Tag } from './paper.ts';

/** A tick box and what it stands for. */
export interface Tick {
  readonly text: string;
  readonly ticked: boolean;
}

const BOX = 9;
const INDENT = 16;
const GUTTER = 14;

/** Tick boxes in rows of `perRow`, read as a list; each row stays on one page. */
export function ticks(paper: Paper, boxes: readonly Tick[], perRow = 1): void {
  const list = paper.tag('L');
  const width = (paper.width - GUTTER * (perRow - 1)) / perRow;
  const step = lineHeight(STYLES.body);
  for (let from = 0; from < boxes.length; from += perRow) {
    const row = boxes.slice(from, from + perRow).map(box => ({
      ticked: box.ticked,
      style: box.ticked && perRow > 1 ? STYLES.strong : STYLES.body,
      lines: paper.wrap(box.text, width - INDENT, box.ticked && perRow > 1 ? STYLES.strong : STYLES.body),
    }));
    const height = Math.max(...row.map(box => box.lines.length)) * step;
    paper.room(height);
    row.forEach(({ ticked, style, lines }, at) => {
      const x = paper.left + at * (width + GUTTER);
      const item = paper.tag('LI', {}, list);
      drawBox(paper, paper.tag('Lbl', {}, item), x, paper.y + (step - BOX) / 2, ticked);
      paper.lines(lines, style, { x: x + INDENT, y: paper.y, width: width - INDENT }, paper.tag('LBody', {}, item));
    });
    paper.y += height + 4;
  }
}

function drawBox(paper: Paper, label: Tag, x: number, y: number, ticked: boolean): void {
  const figure = paper.tag('Figure', { alt: ticked ? 'Ticked' : 'Not ticked', bbox: [x, y, x + BOX, y + BOX] }, label);
  paper.shape(figure, doc => {
    doc
      .rect(x, y, BOX, BOX)
      .lineWidth(0.8)
      .strokeColor(ticked ? COLOURS.accent : COLOURS.muted)
      .stroke();
  });
  if (ticked) paper.lines(['✓'], { ...STYLES.strong, size: 10 }, { x: x + 1, y: y - 2.4, width: BOX }, figure);
}
