import type { Pence } from '../money.ts';
import { type ContributionPicture, contributionPicture } from './contribution-bars.ts';
import { placeOnLadder } from './ladder.ts';
import type { YearInput, YearReckoning } from './reckon-year.ts';
import { simulateYear } from './simulate.ts';
import type { TierTable } from './tier-tables.ts';
import { readWhatIfs, type WhatIfField } from './what-if-form.ts';
import { type OutcomeRow, outcomeRows, outcomeSentence } from './what-if-outcome.ts';

export { formatPounds } from '../money.ts';
export { readYear } from './year-text.ts';

/** Where a year stands on the ladder of tiers. */
export interface LadderStanding {
  readonly table: TierTable;
  readonly beforePence: Pence | undefined;
  readonly afterPence: Pence;
  /** From 0 to 1. */
  readonly place: number;
}

export interface TypedOutcome {
  readonly errors: Readonly<Partial<Record<WhatIfField, string>>>;
  readonly sentence: string;
  readonly rows: readonly OutcomeRow[];
  readonly ladder: LadderStanding | undefined;
  readonly picture: ContributionPicture | undefined;
}

/** Everything that the simulator shows for what was typed: page and browser call this one function. What cannot be read changes nothing. */
export function simulateTyped(input: YearInput, typed: (field: WhatIfField) => string): TypedOutcome {
  const read = readWhatIfs(typed, input.year);
  const { before, after } = simulateYear(input, read.ok ? read.changes : []);
  return {
    errors: read.ok ? {} : read.errors,
    sentence: outcomeSentence(before, after),
    rows: outcomeRows(before, after),
    ladder: ladderOf(before, after),
    picture: contributionPicture(before, after),
  };
}

function ladderOf(before: YearReckoning, after: YearReckoning): LadderStanding | undefined {
  const part = after.parts.at(-1);
  if (!part?.due.ok || part.annualisedPence === undefined) return undefined;
  const { table } = part.due.tier;
  return {
    table,
    beforePence: before.parts.at(-1)?.annualisedPence,
    afterPence: part.annualisedPence,
    place: placeOnLadder(table, part.annualisedPence),
  };
}
