import { DEBT_AGE_LABELS, DEBT_AGES, type DebtAge } from '#rules/debt-age.ts';
import { formatPounds, type Pence, ZERO } from '#rules/money.ts';

const WIDTH = 340;
const HEIGHT = 100;
const BASE = 118;

/** What is owed, by how old it is. The words beneath and the table say the same. */
export function AgedBars({ sums }: { sums: ReadonlyMap<DebtAge, Pence> }) {
  const most = Math.max(...sums.values(), 1);
  const step = WIDTH / DEBT_AGES.length;
  return (
    <figure class="max-w-2xl">
      <svg viewBox={`0 0 ${WIDTH + 20} ${BASE + 20}`} class="w-full" aria-hidden="true">
        {DEBT_AGES.map((age, at) => {
          const left = 10 + at * step;
          const high = ((sums.get(age) ?? ZERO) / most) * HEIGHT;
          return (
            <g>
              <rect
                x={left + step * 0.15}
                y={BASE - high}
                width={step * 0.7}
                height={high}
                class={age === 'not_due' ? 'fill-base-content opacity-40' : 'fill-primary'}
              />
              <text x={left + step / 2} y={BASE + 14} text-anchor="middle" class="fill-base-content text-[9px]">
                {DEBT_AGE_LABELS[age]}
              </text>
            </g>
          );
        })}
        <line x1="10" x2={10 + WIDTH} y1={BASE} y2={BASE} class="stroke-base-content" stroke-width="1" />
      </svg>
      <figcaption class="mt-1 text-sm text-muted">
        {DEBT_AGES.map(age => `${DEBT_AGE_LABELS[age]}: ${formatPounds(sums.get(age) ?? ZERO)}`).join(' · ')}
      </figcaption>
    </figure>
  );
}
