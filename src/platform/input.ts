import { z } from 'zod';
import { parseDay, parseTime } from '#rules/dates.ts';
import { type Id, type Named, readId } from '#rules/ids.ts';
import { type Pence, parsePounds } from '#rules/money.ts';

/** Fields as people type them and as the API takes them: text in, meaning out. One schema serves both doors. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is the one character that PostgreSQL's text cannot hold
const NO_NUL = /^[^\u0000]*$/;

/** Text that must be there. `label` completes "Enter …". */
export function requiredText(label: string, most = 200) {
  return z
    .string({ error: `Enter ${label}.` })
    .trim()
    .regex(NO_NUL, `${label} holds a character that cannot be kept.`)
    .min(1, `Enter ${label}.`)
    .max(most, `Keep ${label} to ${most} characters.`);
}

/** Text that may be left empty; empty is null. */
export function optionalText(label: string, most = 200) {
  return z
    .string()
    .trim()
    .regex(NO_NUL, `${label} holds a character that cannot be kept.`)
    .max(most, `Keep ${label} to ${most} characters.`)
    .nullish()
    .transform(text => (text ? text : null));
}

/** Pounds such as `85` or `1,234.50`; becomes whole pence. */
export function money(label: string) {
  return z.string({ error: `Enter ${label} in pounds, such as 85.00.` }).transform((text, ctx): Pence => {
    const read = parsePounds(text);
    if (read.ok) return read.pence;
    ctx.addIssue({ code: 'custom', message: MONEY_MESSAGES[read.reason](label) });
    return z.NEVER;
  });
}

/** Like {@link money}, empty is null. */
export function optionalMoney(label: string) {
  return z
    .string()
    .nullish()
    .transform((text, ctx): Pence | null => {
      if (text === undefined || text === null || text.trim() === '') return null;
      const read = parsePounds(text);
      if (read.ok) return read.pence;
      ctx.addIssue({ code: 'custom', message: MONEY_MESSAGES[read.reason](label) });
      return z.NEVER;
    });
}

/** A day as `2026-11-24` or `24/11/2026`. */
export function day(label: string) {
  return z.string({ error: `Enter ${label}.` }).transform((text, ctx): Temporal.PlainDate => {
    const read = parseDay(text.trim());
    if (read.ok) return read.day;
    ctx.addIssue({ code: 'custom', message: `Enter ${label} as a date, such as 24/11/2026.` });
    return z.NEVER;
  });
}

/** A time of day as `09:30`. */
export function time(label: string) {
  return z.string({ error: `Enter ${label}.` }).transform((text, ctx): Temporal.PlainTime => {
    const read = parseTime(text.trim());
    if (read.ok) return read.time;
    ctx.addIssue({ code: 'custom', message: `Enter ${label} as a time, such as 09:30.` });
    return z.NEVER;
  });
}

/** A whole number within bounds; empty is the fallback. */
export function wholeNumber(
  label: string,
  bounds: { readonly least: number; readonly most: number; readonly empty: number },
) {
  return z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value, ctx): number => {
      const text = String(value ?? '').trim();
      if (text === '') return bounds.empty;
      const number = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      if (number >= bounds.least && number <= bounds.most) return number;
      ctx.addIssue({
        code: 'custom',
        message: `Enter ${label} as a whole number from ${bounds.least} to ${bounds.most}.`,
      });
      return z.NEVER;
    });
}

/** A number with up to `decimals` places, kept as a whole number of its smallest unit: `12.5` miles → 125. */
export function decimal(
  label: string,
  bounds: { readonly decimals: 1 | 2; readonly most: number; readonly empty: number },
) {
  const pattern = bounds.decimals === 1 ? /^\d{1,6}(\.\d)?$/ : /^\d{1,6}(\.\d{1,2})?$/;
  return z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value, ctx): number => {
      const text = String(value ?? '').trim();
      if (text === '') return bounds.empty;
      const [whole = '', part = ''] = pattern.test(text) ? text.split('.') : [];
      const number = whole === '' ? Number.NaN : Number(whole + part.padEnd(bounds.decimals, '0'));
      if (number <= bounds.most * 10 ** bounds.decimals) return number;
      ctx.addIssue({
        code: 'custom',
        message: `Enter ${label} as a number up to ${bounds.most}, with at most ${bounds.decimals === 1 ? 'one decimal' : 'two decimals'}.`,
      });
      return z.NEVER;
    });
}

/** A ticked box of a form, or true in JSON. */
export function checkbox() {
  return z
    .union([z.boolean(), z.string()])
    .optional()
    .transform(value => value === true || value === 'on' || value === 'true' || value === 'yes');
}

/** One of the given codes. */
export function choice<const Codes extends readonly [string, ...string[]]>(label: string, codes: Codes) {
  return z.enum(codes, { error: `Choose ${label}.` });
}

/** An email address; kept in lower case. */
export function email(label: string) {
  return z
    .string({ error: `Enter ${label}.` })
    .trim()
    .toLowerCase()
    .max(254, `Keep ${label} to 254 characters.`)
    .pipe(z.email({ error: `Enter ${label} as an address such as name@example.nhs.uk.` }));
}

/** Like {@link email}; empty is null. */
export function optionalEmail(label: string) {
  return z
    .string()
    .trim()
    .nullish()
    .transform((text, ctx): string | null => {
      if (!text) return null;
      const read = email(label).safeParse(text);
      if (read.success) return read.data;
      ctx.addIssue({ code: 'custom', message: read.error.issues[0]?.message ?? `Check ${label}.` });
      return z.NEVER;
    });
}

/** A shown id such as `org_…` of the named kind. */
export function shownId<Of extends Named>(of: Of, label: string) {
  return z.string({ error: `Choose ${label}.` }).transform((text, ctx): Id<Of> => {
    const id = readId(of, text);
    if (id) return id;
    ctx.addIssue({ code: 'custom', message: `Choose ${label}.` });
    return z.NEVER;
  });
}

/** One value or several of a repeated field, always as a list. */
export function listOf<Item extends z.ZodType<unknown, string>>(item: Item) {
  return z
    .union([z.array(z.string()), z.string()])
    .optional()
    .transform(value => (value === undefined ? [] : typeof value === 'string' ? [value] : value))
    .pipe(z.array(item));
}

const MONEY_MESSAGES: Record<
  'empty' | 'not_a_number' | 'too_many_decimals' | 'too_large' | 'negative',
  (label: string) => string
> = {
  empty: label => `Enter ${label} in pounds, such as 85.00.`,
  not_a_number: label => `Enter ${label} in pounds, such as 85.00.`,
  too_many_decimals: label => `Enter ${label} with at most two decimals, such as 85.50.`,
  too_large: label => `${label[0]?.toUpperCase()}${label.slice(1)} is larger than we can handle.`,
  negative: label => `Enter ${label} as nought or more.`,
};
