import type { BankFormat, BankLine } from './bank-line.ts';
import { wordsOf } from './words.ts';

export interface KnownLine extends BankLine {
  readonly format: BankFormat;
}

/**
 * Those lines of a file that are not known yet, in the file's order. Each known line stands for one line of the file at most: two equal
 * lines of one day stay two, and the same file again brings nothing. Lines of another format are the same where day and amount
 * are, and the words of one stand in the other, since banks shorten and extend them.
 */
export function newLines<Line extends BankLine>(
  format: BankFormat,
  lines: readonly Line[],
  known: readonly KnownLine[],
): Line[] {
  const unused = Map.groupBy(known, keyOf);
  const take = (line: Line, isSame: (it: KnownLine) => boolean) => {
    const candidates = unused.get(keyOf(line)) ?? [];
    const at = candidates.findIndex(isSame);
    if (at >= 0) candidates.splice(at, 1);
    return at >= 0;
  };
  const unlike = lines.filter(line => !take(line, it => it.description === line.description));
  return unlike.filter(line => {
    if (!unused.get(keyOf(line))?.length) return true;
    const words = wordsOf(line.description);
    return !take(line, it => it.format !== format && areAlike(words, wordsOf(it.description)));
  });
}

function keyOf(line: BankLine): string {
  return `${line.day} ${line.amountPence}`;
}

function areAlike(a: readonly string[], b: readonly string[]): boolean {
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a];
  return fewer.length > 0 && fewer.every(word => more.includes(word)) && fewer.join('').length >= 4;
}
