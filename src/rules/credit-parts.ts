import { lessPence, type Pence, pence, sumPence } from './money.ts';

/** What an invoice or a credit note is made of. Health care is exempt from VAT here, so there is no fourth part. */
export interface MoneyParts {
  readonly workPence: Pence;
  readonly expensesPence: Pence;
  /** The employer's share of the NHS pension. */
  readonly employerPence: Pence;
}

/** The parts together. */
export function totalOfParts(it: MoneyParts): Pence {
  return sumPence([it.workPence, it.expensesPence, it.employerPence]);
}

/** What is left of `whole` once `gone` is taken off, part by part, in pence. Throws where more is gone than was there. */
export function partsLeft(whole: MoneyParts, gone: readonly MoneyParts[]): MoneyParts {
  const left = (part: keyof MoneyParts): Pence => {
    const rest = lessPence(whole[part], sumPence(gone.map(it => it[part])));
    if (rest < 0) throw new RangeError(`more than all of ${part} was credited`);
    return rest;
  };
  return {
    workPence: left('workPence'),
    expensesPence: left('expensesPence'),
    employerPence: left('employerPence'),
  };
}

/**
 * An amount in pence as parts of what is left: work first, then expenses, the employer's share last, as payments are split
 * (rules/tax/receipts.ts). Nothing is rounded, so that credits of all that is left undo an invoice to the penny. Answers `too_much`
 * where the amount is more than is left.
 */
export function takeParts(left: MoneyParts, amountPence: Pence): MoneyParts | 'too_much' {
  const workPence = least(amountPence, left.workPence);
  const expensesPence = least(lessPence(amountPence, workPence), left.expensesPence);
  const employerPence = lessPence(amountPence, sumPence([workPence, expensesPence]));
  return employerPence > left.employerPence ? 'too_much' : { workPence, expensesPence, employerPence };
}

/** Whether each part of `it` is in `left`. */
export function isWithin(left: MoneyParts, it: MoneyParts): boolean {
  return (
    it.workPence <= left.workPence && it.expensesPence <= left.expensesPence && it.employerPence <= left.employerPence
  );
}

/** What is left once more is held back; a part that is held back more than it has is nought. */
export function withoutHeld(left: MoneyParts, held: MoneyParts): MoneyParts {
  const rest = (part: keyof MoneyParts): Pence => pence(Math.max(0, left[part] - held[part]));
  return {
    workPence: rest('workPence'),
    expensesPence: rest('expensesPence'),
    employerPence: rest('employerPence'),
  };
}

function least(a: Pence, b: Pence): Pence {
  return a < b ? a : b;
}
