import { daysBetween } from './dates.ts';
import { lessPence, type Pence, pence, proportion, sumPence, ZERO } from './money.ts';

export interface GoalInput {
  readonly goalPence: Pence;
  /** Work done in the year so far, and agreed for the rest of it. */
  readonly earnedPence: Pence;
  readonly bookedPence: Pence;
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
}

/** How a year's goal stands on a day. */
export interface GoalStanding {
  /** Neither earned nor booked; nought once the goal is met. */
  readonly missingPence: Pence;
  /** Weeks that are left, the running one counted whole; nought after the year. */
  readonly weeksLeft: number;
  /** What each week left has to bring beyond what is booked, rounded up to the penny; undefined where no week is left. */
  readonly perWeekPence: Pence | undefined;
  /** Earned as a share of the goal. */
  readonly earnedBasisPoints: number;
  /** How much would be earned by today if every day of the year brought the same. */
  readonly evenPacePence: Pence;
}

/** A goal of a year laid beside what was earned. The goal has to be above nought. */
export function goalStanding(input: GoalInput, today: Temporal.PlainDate): GoalStanding {
  const { goalPence, earnedPence, bookedPence, first, last } = input;
  const missing = lessPence(goalPence, sumPence([earnedPence, bookedPence]));
  const missingPence = missing > 0 ? missing : ZERO;
  const allDays = daysBetween(first, last) + 1;
  const gone = Math.min(Math.max(daysBetween(first, today) + 1, 0), allDays);
  const weeksLeft = Math.ceil(Math.min(Math.max(daysBetween(today, last) + 1, 0), allDays) / 7);
  return {
    missingPence,
    weeksLeft,
    perWeekPence: weeksLeft === 0 ? undefined : pence(Math.ceil(missingPence / weeksLeft)),
    earnedBasisPoints: proportion(earnedPence, 10_000, goalPence),
    evenPacePence: proportion(goalPence, gone, allDays),
  };
}
