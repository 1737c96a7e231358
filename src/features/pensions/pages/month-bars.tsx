import { formatPounds, type Pence, ZERO } from '#rules/money.ts';
import type { MonthReckoning } from '#rules/pension/reckon-year.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';

const WIDTH = 340;
const HEIGHT = 110;
const BASE = 120;

/** Contributions month by month: what was taken as a bar, what is due at the year's tier as a line across. The table beneath it says the same. */
export function MonthBars({ months }: { months: readonly MonthReckoning[] }) {
  const most = Math.max(...months.flatMap(month => [month.contributedPence, month.duePence ?? 0]), 1);
  const step = WIDTH / months.length;
  const high = (amount: Pence) => (amount / most) * HEIGHT;
  const total = (of: (month: MonthReckoning) => Pence) =>
    formatPounds(months.reduce((sum, month) => (sum + of(month)) as Pence, ZERO));
  return (
    <figure class="max-w-2xl">
      <svg viewBox={`0 0 ${WIDTH + 20} ${BASE + 22}`} class="w-full" aria-hidden="true">
        {months.map((month, at) => {
          const left = 10 + at * step;
          return (
            <g>
              <rect
                x={left + step * 0.2}
                y={BASE - high(month.contributedPence)}
                width={step * 0.6}
                height={high(month.contributedPence)}
                class="fill-primary"
              />
              {month.duePence !== undefined && month.duePence > 0 && (
                <line
                  x1={left + 2}
                  x2={left + step - 2}
                  y1={BASE - high(month.duePence)}
                  y2={BASE - high(month.duePence)}
                  class="stroke-base-content"
                  stroke-width="2"
                />
              )}
              <text x={left + step / 2} y={BASE + 14} text-anchor="middle" class="fill-base-content text-[9px]">
                {formatPensionMonth(month.month).slice(0, 3)}
              </text>
            </g>
          );
        })}
        <line x1="10" x2={10 + WIDTH} y1={BASE} y2={BASE} class="stroke-base-content" stroke-width="1" />
      </svg>
      <figcaption class="mt-1 text-sm text-muted">
        Bars: contributions taken, {total(month => month.contributedPence)} in all. Lines across: what is due at the
        year’s tier, {total(month => month.duePence ?? ZERO)}.
      </figcaption>
    </figure>
  );
}
