import { columns, space } from '#platform/document/blocks.ts';
import { STYLES } from '#platform/document/look.ts';
import type { Paper } from '#platform/document/paper.ts';

/** The top of both forms: which form, which scheme year, and that it is not an NHS paper. */
export function formHead(paper: Paper, title: string, purpose: string, schemeYear: string): void {
  columns(paper, [
    {
      share: 0.7,
      pieces: [
        { text: title, style: STYLES.title, tag: 'H1' },
        { text: purpose, style: STYLES.muted, gap: 2 },
      ],
    },
    {
      share: 0.3,
      align: 'right',
      pieces: [
        { text: 'Scheme year', style: STYLES.label, gap: 5 },
        { text: schemeYear, style: STYLES.letterhead },
      ],
    },
  ]);
  space(paper, 10);
  paper.rule(paper.left, paper.y, paper.width);
  space(paper, 5);
  columns(paper, [{ share: 1, pieces: [{ text: provenance(title), style: STYLES.small }] }]);
  space(paper, 14);
}

function provenance(title: string): string {
  return (
    `Prepared with Sessional in the order of fields of the NHS Pensions GP locum ${title} for England and Wales. ` +
    'This is not an NHS document.'
  );
}
