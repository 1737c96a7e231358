import { type Pence, pence, proportion } from './money.ts';

/**
 * Shares a total out by weights, so that the shares always come to it: each is what the rounded running sum grows by. Without any
 * weight the first takes all.
 */
export function apportion(total: Pence, weights: readonly Pence[]): Pence[] {
  const all = weights.reduce<number>((sum, weight) => sum + weight, 0);
  let [weighed, shared] = [0, 0];
  return weights.map((weight, at) => {
    weighed += weight;
    const upTo = all > 0 ? proportion(total, weighed, all) : total;
    const share = pence(all > 0 || at === 0 ? upTo - shared : 0);
    shared = upTo;
    return share;
  });
}
