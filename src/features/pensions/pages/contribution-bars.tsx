import type { ContributionPicture } from '#rules/pension/contribution-bars.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';

const WIDTH = 340;
/** The island moves the bars by it. */
const HEIGHT = 100;
const BASE = 112;

/** Contributions month by month: as the year is heading, and with the changes beside it. What it shows stands beneath in words. */
export function ContributionBars({ picture }: { picture: ContributionPicture }) {
  const step = WIDTH / picture.bars.length;
  return (
    <figure class="mt-6 max-w-2xl">
      <svg viewBox={`0 0 ${WIDTH + 20} ${BASE + 22}`} class="w-full" aria-hidden="true" data-bars>
        {picture.bars.map((bar, at) => {
          const left = 10 + at * step;
          return (
            <g>
              <Bar left={left + step * 0.1} width={step * 0.35} share={bar.before} tone="fill-base-300" name="before" />
              <Bar left={left + step * 0.5} width={step * 0.4} share={bar.after} tone="fill-primary" name="after" />
              <text x={left + step / 2} y={BASE + 14} text-anchor="middle" class="fill-base-content text-[9px]">
                {formatPensionMonth(bar.month).slice(0, 3)}
              </text>
            </g>
          );
        })}
        <line x1="10" x2={10 + WIDTH} y1={BASE} y2={BASE} class="stroke-base-content" stroke-width="1" />
      </svg>
      <figcaption class="mt-1 flex flex-col gap-1 text-sm">
        <Legend tone="fill-base-300" words="As it is heading" />
        <Legend tone="fill-primary" words="With your changes" />
        <span class="text-muted" data-bars-words>
          {picture.words}
        </span>
      </figcaption>
    </figure>
  );
}

function Bar(props: { left: number; width: number; share: number; tone: string; name: string }) {
  return (
    <rect
      x={props.left}
      y={BASE - props.share * HEIGHT}
      width={props.width}
      height={props.share * HEIGHT}
      class={props.tone}
      data-bar={props.name}
      data-base={BASE}
    />
  );
}

function Legend({ tone, words }: { tone: string; words: string }) {
  return (
    <span class="flex items-center gap-2">
      <svg width="12" height="12" aria-hidden="true">
        <rect width="12" height="12" class={tone} />
      </svg>
      {words}
    </span>
  );
}
