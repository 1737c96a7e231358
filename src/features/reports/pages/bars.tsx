import { formatPounds, type Pence, ZERO } from '#rules/money.ts';

const WIDTH = 660;
const HEIGHT = 120;
const BASE = 140;

interface Month {
  readonly label: string;
  readonly pence: Pence;
  readonly beforePence: Pence;
}

/** Months side by side, each beside the same month a year before. The table beneath says the same. */
export function MonthBars({ months, named }: { months: readonly Month[]; named: readonly [string, string] }) {
  const most = Math.max(...months.flatMap(it => [it.pence, it.beforePence]), 1);
  const step = WIDTH / Math.max(months.length, 1);
  const everyNth = Math.ceil(months.length / 13);
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${BASE + 20}`} class="w-full" aria-hidden="true">
        {months.map((month, at) => (
          <g>
            <Bar
              left={at * step + step * 0.12}
              width={step * 0.3}
              share={month.beforePence / most}
              fill="fill-base-content opacity-30"
            />
            <Bar left={at * step + step * 0.46} width={step * 0.42} share={month.pence / most} fill="fill-primary" />
            {at % everyNth === 0 && (
              <text
                x={at * step + step / 2}
                y={BASE + 14}
                text-anchor="middle"
                class="fill-base-content text-[11px] max-sm:text-[14px]"
              >
                {month.label.slice(0, 3)}
              </text>
            )}
          </g>
        ))}
        <line x1="0" x2={WIDTH} y1={BASE} y2={BASE} class="stroke-base-content" stroke-width="1" />
      </svg>
      <figcaption class="mt-1 flex flex-wrap gap-x-5 text-sm text-muted">
        <Swatch fill="fill-primary" label={named[0]} />
        <Swatch fill="fill-base-content opacity-30" label={named[1]} />
      </figcaption>
    </figure>
  );
}

function Bar({ left, width, share, fill }: { left: number; width: number; share: number; fill: string }) {
  const high = Math.max(share, 0) * HEIGHT;
  return <rect x={left} y={BASE - high} width={width} height={high} class={fill} />;
}

function Swatch({ fill, label }: { fill: string; label: string }) {
  return (
    <span class="flex items-center gap-2">
      <svg width="12" height="12" aria-hidden="true">
        <rect width="12" height="12" class={fill} />
      </svg>
      {label}
    </span>
  );
}

/** A thin bar beside a figure of a table: its share of the largest. */
export function RankBar({ pence, most }: { pence: Pence; most: Pence }) {
  const share = most > 0 ? Math.max(pence, 0) / most : 0;
  return (
    <svg
      viewBox="0 0 160 8"
      width="160"
      height="8"
      preserveAspectRatio="none"
      class="mt-2 max-w-full"
      aria-hidden="true"
    >
      <rect width="160" height="8" class="fill-base-300" />
      <rect width={share * 160} height="8" class="fill-primary" />
    </svg>
  );
}

/** How far a goal is: earned, then booked, of the whole, with a mark where an even pace would be. */
export function GoalBar(props: { goal: Pence; earned: Pence; booked: Pence; even: Pence }) {
  const whole = Math.max(props.goal, props.earned + props.booked, 1);
  const at = (pence: number) => (pence / whole) * WIDTH;
  return (
    <figure class="max-w-3xl">
      <svg viewBox={`0 0 ${WIDTH} 44`} class="w-full" aria-hidden="true">
        <rect y="8" width={WIDTH} height="24" class="fill-base-300" />
        <rect y="8" width={at(props.earned)} height="24" class="fill-primary" />
        <rect x={at(props.earned)} y="8" width={at(props.booked)} height="24" class="fill-primary opacity-40" />
        <line x1={at(props.even)} x2={at(props.even)} y1="2" y2="38" class="stroke-base-content" stroke-width="2" />
      </svg>
      <figcaption class="flex flex-wrap gap-x-5 text-sm text-muted">
        <Swatch fill="fill-primary" label="Earned" />
        {props.booked > ZERO && <Swatch fill="fill-primary opacity-40" label="Booked" />}
        <span>
          The line: an even pace towards the{' '}
          <a class="link" href="#f-goal">
            goal
          </a>
          , {formatPounds(props.even)} by today
        </span>
      </figcaption>
    </figure>
  );
}
