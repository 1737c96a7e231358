import type { FormState } from '#platform/form.ts';
import { Money } from '#platform/ui/figures.tsx';
import { Form, MoneyField } from '#platform/ui/form.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { formatPercent, formatPounds, ZERO } from '#rules/money.ts';
import { namedPeriod } from '#rules/report-period.ts';
import type { GoalStanding } from '#rules/yearly-goal.ts';
import type { GoalView } from '../goal.ts';
import { GoalBar } from './bars.tsx';
import { rowsHref } from './report-rows-path.ts';

/** The goal of a tax year: how far it is and what each week left has to bring. */
export function GoalReport({ goal, form }: { goal: GoalView; form: FormState }) {
  const { year, goalPence, standing } = goal;
  return (
    <section aria-labelledby="goal">
      <h2 id="goal" class="mb-3 text-lg font-medium">
        Goal for the tax year {year.replace('-', '/')}
      </h2>
      {goalPence !== undefined && standing && (
        <div class="mb-5">
          <GoalBar goal={goalPence} earned={goal.earnedPence} booked={goal.bookedPence} even={standing.evenPacePence} />
          <div class="mt-4">
            <Standing goal={goal} standing={standing} />
          </div>
        </div>
      )}
      {goalPence === undefined && (
        <p class="mb-3 max-w-prose text-muted">
          Say what you mean to earn in the year, and this shows how far you are and what each week left has to bring.
        </p>
      )}
      <div class="max-w-md">
        <Form
          action={`/reports/goal/${year}`}
          form={form}
          submit={goalPence === undefined ? 'Set a goal' : 'Change it'}
          tone="neutral"
        >
          <MoneyField
            form={form}
            name="goal"
            label="Earned in the year"
            hint="Before expenses and tax. Empty takes the goal away."
            required={false}
          />
        </Form>
      </div>
    </section>
  );
}

function Standing({ goal, standing }: { goal: GoalView; standing: GoalStanding }) {
  const period = namedPeriod('tax_year', goal.year);
  if (!period) return null;
  return (
    <Facts
      rows={[
        [
          'Earned',
          <>
            <Money pence={goal.earnedPence} href={rowsHref(period, 'earned')} /> (
            {formatPercent(standing.earnedBasisPoints)} of <Money pence={goal.goalPence ?? ZERO} href="#f-goal" />)
          </>,
        ],
        ['Booked', <Money pence={goal.bookedPence} href={rowsHref(period, 'booked')} />],
        [
          'Still missing',
          standing.missingPence === 0 ? (
            'Nothing: with what is booked the goal is met.'
          ) : (
            <>
              {formatPounds(standing.missingPence)}
              {standing.perWeekPence !== undefined &&
                `, ${formatPounds(standing.perWeekPence)} in each of ${standing.weeksLeft === 1 ? 'the last week' : `${standing.weeksLeft} weeks`}`}
              : the{' '}
              <a class="link" href="#f-goal">
                goal
              </a>{' '}
              less what is earned and booked.
            </>
          ),
        ],
      ]}
    />
  );
}
