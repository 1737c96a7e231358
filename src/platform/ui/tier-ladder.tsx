import { formatPercent, formatPounds, type Pence } from '#rules/money.ts';
import { placeOnLadder, rungs } from '#rules/pension/ladder.ts';
import type { TierTable } from '#rules/pension/tier-tables.ts';

const WIDTH = 340;
const HEIGHT = 130;
const BASE = 150;

export interface Mark {
  readonly label: string;
  readonly yearlyPence: Pence;
  /** The one that the page is about is drawn in the accent, others thinner. */
  readonly main: boolean;
  /** Lets an island move it. */
  readonly name?: string;
}

/** The ladder of tiers as stairs, with where one stands. What it shows stands beneath it in words. */
export function TierLadder({ table, marks }: { table: TierTable; marks: readonly Mark[] }) {
  const stairs = rungs(table);
  return (
    <figure class="max-w-2xl">
      <svg viewBox={`0 0 ${WIDTH + 20} ${BASE + 34}`} class="w-full" aria-hidden="true">
        {stairs.map(rung => (
          <g>
            <rect
              x={10 + rung.left * WIDTH}
              y={BASE - rung.height * HEIGHT}
              width={Math.max(rung.width * WIDTH - 1, 1)}
              height={rung.height * HEIGHT}
              class="fill-base-300"
            />
            {rung.width > 0.07 && (
              <text
                x={10 + (rung.left + rung.width / 2) * WIDTH}
                y={BASE - rung.height * HEIGHT - 4}
                text-anchor="middle"
                class="fill-base-content text-[10px]"
              >
                {formatPercent(rung.basisPoints)}
              </text>
            )}
          </g>
        ))}
        <line x1="10" x2={10 + WIDTH} y1={BASE} y2={BASE} class="stroke-base-content" stroke-width="1" />
        {marks.map(mark => (
          <g transform={`translate(${10 + placeOnLadder(table, mark.yearlyPence) * WIDTH} 0)`} data-mark={mark.name}>
            <line
              y1={mark.main ? 2 : 40}
              y2={BASE + 6}
              class={mark.main ? 'stroke-primary' : 'stroke-base-content'}
              stroke-width={mark.main ? 3 : 1.5}
              stroke-dasharray={mark.main ? undefined : '4 3'}
            />
          </g>
        ))}
        <text x="10" y={BASE + 24} class="fill-base-content text-[10px]">
          £0
        </text>
        <text x={10 + WIDTH} y={BASE + 24} text-anchor="end" class="fill-base-content text-[10px]">
          income a year
        </text>
      </svg>
      <figcaption class="mt-2 flex flex-col gap-1">
        {marks.map(mark => (
          <span class="flex items-center gap-2">
            <svg width="18" height="10" aria-hidden="true">
              <line
                x1="0"
                x2="18"
                y1="5"
                y2="5"
                class={mark.main ? 'stroke-primary' : 'stroke-base-content'}
                stroke-width={mark.main ? 3 : 1.5}
                stroke-dasharray={mark.main ? undefined : '4 3'}
              />
            </svg>
            <span>
              {mark.label}:{' '}
              <span class="tabular-nums" data-mark-words={mark.name}>
                {formatPounds(mark.yearlyPence)}
              </span>{' '}
              a year
            </span>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** The tiers of a table in words, the one that holds an income marked. */
export function TierRows({ table, basisPoints }: { table: TierTable; basisPoints: number | undefined }) {
  return (
    <ul class="max-w-md border-t border-base-300">
      {rungs(table).map(rung => (
        <li
          class={`flex justify-between gap-4 border-b border-base-300 py-1.5 ${rung.basisPoints === basisPoints ? 'font-semibold' : ''}`}
          aria-current={rung.basisPoints === basisPoints ? 'true' : undefined}
        >
          <span class="tabular-nums">
            £{rung.fromPounds.toLocaleString('en-GB')}{' '}
            {rung.upToPounds === undefined ? 'and above' : `to £${rung.upToPounds.toLocaleString('en-GB')}`}
          </span>
          <span class="tabular-nums">{formatPercent(rung.basisPoints)}</span>
        </li>
      ))}
    </ul>
  );
}
