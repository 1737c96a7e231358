import { parseBankDay } from '#rules/bank/bank-line.ts';
import { parseTime } from '#rules/dates.ts';
import { type Pence, parsePounds } from '#rules/money.ts';

/** Cells of one line, by the field they go to; empty where there is none. */
export type Cells = (field: string) => string;

/** What a cell says, or a sentence about why it cannot be read. */
type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: string };

/** A day in the ways that spreadsheets write it; a time behind it is left out. */
export function readDay(text: string): Read<Temporal.PlainDate> {
  const read = parseBankDay(text.replace(/[ T]\d{1,2}:\d{2}(:\d{2})?Z?$/, '').trim());
  return read.ok ? { ok: true, value: read.day } : no(`“${text}” is not a date. Write it as 24/11/2026.`);
}

/** `09:30`, `9.30`, `0930`, `9:30 am`, or the part of a day that a spreadsheet keeps. */
export function readTime(text: string): Read<Temporal.PlainTime> {
  if (/^0?\.\d+$/.test(text)) {
    const minutes = Math.round(Number(text) * 24 * 60);
    return { ok: true, value: new Temporal.PlainTime(Math.floor(minutes / 60) % 24, minutes % 60) };
  }
  const half = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?m\.?$/i.exec(text);
  if (half) {
    const hour = (Number(half[1]) % 12) + (half[3]?.toLowerCase() === 'p' ? 12 : 0);
    if (Number(half[1]) <= 12) return { ok: true, value: new Temporal.PlainTime(hour, Number(half[2] ?? 0)) };
  }
  const read = parseTime(text.replace('.', ':'));
  return read.ok ? { ok: true, value: read.time } : no(`“${text}” is not a time. Write it as 09:30.`);
}

/** Pounds, with or without sign and commas; nought or more. */
export function readPounds(text: string): Read<Pence> {
  const read = parsePounds(text.replace(/^£\s*/, '').replace(/\s*GBP$/i, ''));
  return read.ok ? { ok: true, value: read.pence } : no(`“${text}” is not an amount in pounds. Write it as 340.00.`);
}

/** Names are the same where they differ in case, spaces and signs only. */
export function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/&/g, 'and')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function no(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
