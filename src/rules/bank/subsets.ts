/** Up to `most` ways to make a sum of two to eight of the amounts, as their places; the earlier places first. All amounts are above nought. */
export function subsetsOf(amounts: readonly number[], sum: number, most: number): number[][] {
  const found: number[][] = [];
  const rest = amounts.map((_, at) => amounts.slice(at).reduce((total, amount) => total + amount, 0));
  const look = (from: number, left: number, chosen: readonly number[]) => {
    if (left === 0 && chosen.length >= 2) found.push([...chosen]);
    if (left <= 0 || chosen.length === LARGEST) return;
    for (let at = from; at < amounts.length && found.length < most; at++) {
      if ((rest[at] ?? 0) < left) return;
      const amount = amounts[at] ?? 0;
      if (amount <= left) look(at + 1, left - amount, [...chosen, at]);
    }
  };
  look(0, sum, []);
  return found;
}

const LARGEST = 8;
