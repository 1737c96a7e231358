import type { Pence } from '#rules/money.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import type { Member } from './solo-content.ts';

/** A scheme year's figures for a Type 2 self-assessment. */
export interface Type2Figures {
  /** Goes into the file, so that making it again gives the same bytes. */
  readonly madeAt: Temporal.Instant;
  readonly scheme: PensionScheme;
  /** As printed, `2026/27`. */
  readonly schemeYear: string;
  readonly member: Member;
  readonly roles: readonly Type2Role[];
  /** One; two in a year whose tiers changed within it, each annualised alone. */
  readonly parts: readonly Type2Part[];
  readonly pensionablePence: Pence;
  readonly contributedPence: Pence;
  /** Undefined where the tier of a part cannot be told. */
  readonly duePence: Pence | undefined;
  /** Due less contributed: positive is to pay, negative to come back. */
  readonly differencePence: Pence | undefined;
  /** Undefined where the scheme's day is not known. */
  readonly dueOn: Temporal.PlainDate | undefined;
}

export interface Type2Role {
  readonly kind: 'salaried' | 'partner' | 'solo' | 'locum';
  readonly name: string;
  /** Undefined where the days are not known: work that is told by month only. */
  readonly days: number | undefined;
  readonly pensionablePence: Pence;
  /** As far as it is known; undefined where it is known for no month. */
  readonly contributedPence: Pence | undefined;
  /** Of some months it is not known. */
  readonly isUntold: boolean;
}

export interface Type2Part {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
  readonly pensionablePence: Pence;
  readonly days: number;
  readonly baseDays: number;
  /** Undefined where income is not annualised, or there are no days. */
  readonly annualisedPence: Pence | undefined;
  readonly tierBasisPoints: number | undefined;
}
