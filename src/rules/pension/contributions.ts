import { type Pence, pence, shareOf, ZERO } from '../money.ts';

/** What contributions are taken from. */
export interface Pensioned {
  readonly kind: 'form_a' | 'solo' | 'salaried' | 'partner';
  readonly pensionablePence: Pence;
  /** The tier at which contributions were taken, in basis points; undefined while none were. */
  readonly usedBasisPoints: number | undefined;
  /** As taken by a payroll or provider, where known. */
  readonly contributedPence?: Pence;
  /** Not received yet, so that nothing was taken either. */
  readonly expected?: boolean;
}

/** Whether a payroll or provider took contributions and nobody told how much. Nothing is taken of a Form A before its Form B. */
export function isUntold(piece: Pensioned): boolean {
  if (piece.kind === 'form_a' || piece.expected === true) return false;
  return piece.contributedPence === undefined && piece.usedBasisPoints === undefined && piece.pensionablePence > 0;
}

/**
 * The contributions of a month as they were taken, in pence: a known amount as it is, Forms A at one tier together, as line b of Form B
 * is rounded, anything else by itself.
 */
export function contributedOf(pieces: readonly Pensioned[]): Pence {
  let known = 0;
  for (const piece of pieces) known += piece.contributedPence ?? 0;
  const reckoned = pieces.filter(piece => piece.contributedPence === undefined);
  return pence(known + contributions(reckoned, piece => piece.usedBasisPoints));
}

/** The contributions of a month at one tier, rounded in the same way. */
export function dueOf(pieces: readonly Pensioned[], basisPoints: number): Pence {
  return contributions(pieces, () => basisPoints);
}

/** The one tier at which a month's contributions were taken; undefined where there is none, or more than one. */
export function tierUsed(pieces: readonly Pensioned[]): number | undefined {
  let used: number | undefined;
  for (const { usedBasisPoints } of pieces) {
    if (usedBasisPoints === undefined) continue;
    if (used !== undefined && used !== usedBasisPoints) return undefined;
    used = usedBasisPoints;
  }
  return used;
}

function contributions(pieces: readonly Pensioned[], tierOf: (piece: Pensioned) => number | undefined): Pence {
  let sum: number = ZERO;
  const forms = new Map<number, number>();
  for (const piece of pieces) {
    const tier = tierOf(piece);
    if (tier === undefined) continue;
    if (piece.kind === 'form_a') forms.set(tier, (forms.get(tier) ?? 0) + piece.pensionablePence);
    else sum += shareOf(piece.pensionablePence, tier);
  }
  for (const [tier, amount] of forms) sum += shareOf(pence(amount), tier);
  return pence(sum);
}
