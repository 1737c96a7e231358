import { columns, paragraph, space } from '#platform/document/blocks.ts';
import { type Faces, sharedFaces } from '#platform/document/faces.ts';
import { STYLES } from '#platform/document/look.ts';
import { writePaper } from '#platform/document/paper.ts';
import { table } from '#platform/document/table.ts';
import { formatDay, formatMoment } from '#rules/dates.ts';
import type { ScheduleLine } from './schedule-content.ts';

export interface ScheduleContent {
  readonly madeAt: Temporal.Instant;
  readonly locum: string;
  readonly organisation: string;
  readonly lines: readonly ScheduleLine[];
}

/** A booking schedule as a tagged A4 PDF: what was agreed on that day, line by line with its terms. The same content always gives the same bytes. */
export async function renderSchedule(content: ScheduleContent, faces?: Faces): Promise<Uint8Array> {
  const { madeAt, locum, organisation, lines } = content;
  const facts = {
    title: `Booking schedule, ${locum} at ${organisation}`,
    author: locum,
    madeAt,
    footer: `Booking schedule of ${formatMoment(madeAt)} · ${locum} · ${organisation}`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    columns(paper, [
      {
        share: 1,
        pieces: [
          { text: 'Booking schedule', style: STYLES.title, tag: 'H1' },
          { text: `${locum} at ${organisation}`, style: STYLES.strong, gap: 4 },
          { text: `As agreed on ${formatMoment(madeAt)}`, style: STYLES.muted, gap: 2 },
        ],
      },
    ]);
    space(paper, 14);
    table(
      paper,
      [
        { heading: 'Day', share: 0.15 },
        { heading: 'Times', share: 0.13 },
        { heading: 'Work', share: 0.13 },
        { heading: 'Rate', share: 0.17 },
        { heading: 'Payment', share: 0.12 },
        { heading: 'Cancellation', share: 0.3 },
      ],
      lines.map(line => [
        formatDay(Temporal.PlainDate.from(line.date)),
        line.breakMinutes > 0 ? `${line.times}, ${line.breakMinutes} min break` : line.times,
        line.work,
        line.rate,
        line.paymentDays === 0 ? 'on receipt' : `${line.paymentDays} days`,
        line.cancellation,
      ]),
    );
    space(paper, 12);
    paragraph(
      paper,
      'Each line was frozen when this schedule was made. A later change of a booking does not alter this paper; a new schedule takes its place.',
      STYLES.small,
    );
  });
}
