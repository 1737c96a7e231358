import { columns, space } from './blocks.ts';
import { STYLES } from './look.ts';
import type { Paper } from './paper.ts';

/** The top of a paper that asks for money, gives it back or accounts for it. */
export interface PaperHead {
  /** Who sends it, with the lines of their letterhead. */
  readonly from: { readonly name: string; readonly lines: readonly string[] };
  /** What it is and how it is called: "Credit note", "CN-0001". */
  readonly title: string;
  readonly number: string;
  readonly to: { readonly label: string; readonly name: string; readonly addressLines: readonly string[] };
  /** The one figure that matters, and the day below it. */
  readonly figure: { readonly label: string; readonly text: string; readonly below: string };
}

/** Letterhead and title, a rule, the addressee and the figure. */
export function paperHead(paper: Paper, { from, title, number, to, figure }: PaperHead): void {
  columns(paper, [
    {
      share: 0.6,
      pieces: [
        { text: from.name, style: STYLES.letterhead },
        { text: from.lines.join('\n'), style: STYLES.small, gap: 3 },
      ],
    },
    {
      share: 0.4,
      align: 'right',
      pieces: [
        { text: title, style: STYLES.title, tag: 'H1' },
        { text: number, style: STYLES.letterhead },
      ],
    },
  ]);
  space(paper, 14);
  paper.rule(paper.left, paper.y, paper.width);
  space(paper, 14);
  columns(paper, [
    {
      share: 0.5,
      pieces: [
        { text: to.label, style: STYLES.label },
        { text: to.name, style: STYLES.strong },
        { text: to.addressLines.join('\n'), style: STYLES.body },
      ],
    },
    {
      share: 0.5,
      align: 'right',
      pieces: [
        { text: figure.label, style: STYLES.label },
        { text: figure.text, style: STYLES.figure },
        { text: figure.below, style: STYLES.body, gap: 2 },
      ],
    },
  ]);
}
