/** Whole pence. The only form in which the product knows an amount of money. */
export type Pence = number & { readonly __brand: 'Pence' };

/** Nothing. */
export const ZERO = 0 as Pence;

/** Marks a whole number as pence. Throws RangeError on a fraction or a number too large to be exact. */
export function pence(amount: number): Pence {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole, exact number of pence: ${amount}`);
  return (amount === 0 ? 0 : amount) as Pence;
}

export type ParsedPounds =
  | { readonly ok: true; readonly pence: Pence }
  | { readonly ok: false; readonly reason: 'empty' | 'not_a_number' | 'too_many_decimals' | 'too_large' | 'negative' };

/** Largest amount that can be typed: ten million pounds. */
const MOST = 1_000_000_000;

/** Reads pounds as people type them (`85`, `£1,234.50`, `.5`), digit by digit: no floating point is involved. */
export function parsePounds(text: string): ParsedPounds {
  const bare = text.replace(/[£,\s]/g, '');
  if (bare === '') return { ok: false, reason: 'empty' };
  if (/^[-−]/.test(bare)) return { ok: false, reason: 'negative' };
  const match = /^(\d*)(?:\.(\d*))?$/.exec(bare);
  const [, whole = '', part = ''] = match ?? [];
  if (!match || whole + part === '') return { ok: false, reason: 'not_a_number' };
  if (part.length > 2) return { ok: false, reason: 'too_many_decimals' };
  if (whole.length > 12) return { ok: false, reason: 'too_large' };
  const amount = Number(whole || '0') * 100 + Number(part.padEnd(2, '0'));
  return amount > MOST ? { ok: false, reason: 'too_large' } : { ok: true, pence: pence(amount) };
}

/** `£1,234.50`, `-£12.00` */
export function formatPounds(amount: Pence): string {
  const { sign, pounds, rest } = split(amount);
  return `${sign}£${pounds.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
}

/** `1234.50`: as an input field and the API show it. */
export function plainPounds(amount: Pence): string {
  const { sign, pounds, rest } = split(amount);
  return `${sign}${pounds}.${rest}`;
}

/** The sum of all amounts. Throws RangeError where it would no longer be exact. */
export function sumPence(amounts: Iterable<Pence>): Pence {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return pence(sum);
}

/** The first amount less the second. */
export function lessPence(from: Pence, take: Pence): Pence {
  return pence(from - take);
}

/**
 * `amount × numerator ÷ denominator`, rounded once, half away from zero, to the penny: the rounding of invoices and pension forms.
 * Exact for any size. Throws RangeError on a denominator of nought or on fractions.
 */
export function proportion(amount: Pence, numerator: number, denominator: number): Pence {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw new RangeError('a proportion takes whole numbers and a denominator above nought');
  }
  const product = BigInt(amount) * BigInt(numerator);
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + BigInt(denominator)) / (2n * BigInt(denominator));
  return pence(Number(product < 0n ? -rounded : rounded));
}

/** A share in basis points (1438 is 14.38%), rounded as {@link proportion} does. */
export function shareOf(amount: Pence, basisPoints: number): Pence {
  return proportion(amount, basisPoints, 10_000);
}

/** `14.38%`, `90%`, `9.8%` */
export function formatPercent(basisPoints: number): string {
  const whole = Math.trunc(basisPoints / 100);
  const part = String(Math.abs(basisPoints % 100))
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${whole}${part === '' ? '' : `.${part}`}%`;
}

function split(amount: Pence): { sign: string; pounds: string; rest: string } {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return { sign: amount < 0 ? '-' : '', pounds: digits.slice(0, -2), rest: digits.slice(-2) };
}
