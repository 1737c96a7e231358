import { type Pence, parsePounds } from '../money.ts';
import { type PensionMonth, readPensionMonth, schemeYearMonths } from '../pension-month.ts';
import type { SchemeYear } from '../tax-year.ts';
import type { WhatIf } from './simulate.ts';

/** The fields of the simulator as they are typed, the same on the page and in the browser. */
export const WHAT_IF_FIELDS = [
  'sessions',
  'fee',
  'sessionsFrom',
  'everyMonth',
  'rotaPay',
  'rotaFrom',
  'rotaWholeYear',
  'stopFrom',
  'stopMonths',
] as const;

export type WhatIfField = (typeof WHAT_IF_FIELDS)[number];

export type ReadWhatIfs =
  | { readonly ok: true; readonly changes: readonly WhatIf[] }
  | { readonly ok: false; readonly errors: Readonly<Partial<Record<WhatIfField, string>>> };

/** Reads what was typed into the simulator. Empty fields change nothing; what cannot be read is told field by field. */
export function readWhatIfs(typed: (field: WhatIfField) => string, year: SchemeYear): ReadWhatIfs {
  const errors: Partial<Record<WhatIfField, string>> = {};
  const changes = [...sessions(typed, year, errors), ...rota(typed, year, errors), ...stop(typed, year, errors)];
  return Object.keys(errors).length === 0 ? { ok: true, changes } : { ok: false, errors };
}

type Errors = Partial<Record<WhatIfField, string>>;
type Typed = (field: WhatIfField) => string;

function sessions(typed: Typed, year: SchemeYear, errors: Errors): WhatIf[] {
  if (typed('sessions').trim() === '') return [];
  const count = whole(typed, 'sessions', 200, errors);
  const feePence = pounds(typed, 'fee', errors);
  const from = month(typed, 'sessionsFrom', year, errors);
  if (count === undefined || feePence === undefined || from === undefined) return [];
  const months = typed('everyMonth') === '' ? [from] : schemeYearMonths(year).filter(it => it >= from);
  return months.map(it => ({ kind: 'sessions' as const, count, feePence, month: it }));
}

function rota(typed: Typed, year: SchemeYear, errors: Errors): WhatIf[] {
  if (typed('rotaPay').trim() === '') return [];
  const monthlyPence = pounds(typed, 'rotaPay', errors);
  const from = month(typed, 'rotaFrom', year, errors);
  if (monthlyPence === undefined || from === undefined) return [];
  return [{ kind: 'rota', monthlyPence, from, wholeYear: typed('rotaWholeYear') !== '' }];
}

function stop(typed: Typed, year: SchemeYear, errors: Errors): WhatIf[] {
  if (typed('stopMonths').trim() === '') return [];
  const months = whole(typed, 'stopMonths', 12, errors);
  const from = month(typed, 'stopFrom', year, errors);
  return months === undefined || from === undefined ? [] : [{ kind: 'stop', from, months }];
}

function whole(typed: Typed, field: WhatIfField, most: number, errors: Errors): number | undefined {
  const text = typed(field).trim();
  const number = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= 1 && number <= most) return number;
  errors[field] = `Enter a whole number from 1 to ${most}.`;
  return undefined;
}

function pounds(typed: Typed, field: WhatIfField, errors: Errors): Pence | undefined {
  const read = parsePounds(typed(field));
  if (read.ok) return read.pence;
  errors[field] = 'Enter an amount in pounds, such as 400.00.';
  return undefined;
}

function month(typed: Typed, field: WhatIfField, year: SchemeYear, errors: Errors): PensionMonth | undefined {
  const read = readPensionMonth(typed(field).trim());
  if (read && schemeYearMonths(year).includes(read)) return read;
  errors[field] = 'Choose a month of this scheme year.';
  return undefined;
}
