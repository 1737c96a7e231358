import { z } from 'zod';
import {
  checkbox,
  choice,
  listOf,
  optionalEmail,
  optionalText,
  requiredText,
  shownId,
  wholeNumber,
} from '#platform/input.ts';
import { DOCUMENT_CATEGORIES } from '#rules/compliance-checklist.ts';
import { parseDay } from '#rules/dates.ts';

function optionalDay(label: string) {
  return z
    .string()
    .optional()
    .transform((text, ctx): Temporal.PlainDate | null => {
      if (!text?.trim()) return null;
      const read = parseDay(text.trim());
      if (read.ok) return read.day;
      ctx.addIssue({ code: 'custom', message: `Enter ${label} as a date, such as 24/11/2026.` });
      return z.NEVER;
    });
}

const dates = { issuedOn: optionalDay('the day of issue'), expiresOn: optionalDay('the day of expiry') };

export const documentInput = z
  .object({
    id: shownId('document', 'the document').optional(),
    category: choice('what it is', DOCUMENT_CATEGORIES),
    title: requiredText('a title', 120),
    ...dates,
  })
  .superRefine(checkOrder);

export type DocumentInput = z.output<typeof documentInput>;

/** What was entered of a document, corrected. */
export const correctionInput = z
  .object({
    category: choice('what it is', DOCUMENT_CATEGORIES),
    title: requiredText('a title', 120),
    ...dates,
  })
  .superRefine(checkOrder);
export type CorrectionInput = z.output<typeof correctionInput>;

/** A newer paper of the same kind. */
export const renewalInput = z.object(dates).superRefine(checkOrder);
export type RenewalInput = z.output<typeof renewalInput>;

function checkOrder(
  it: { readonly issuedOn: Temporal.PlainDate | null; readonly expiresOn: Temporal.PlainDate | null },
  ctx: z.RefinementCtx,
): void {
  if (it.issuedOn && it.expiresOn && Temporal.PlainDate.compare(it.expiresOn, it.issuedOn) <= 0)
    ctx.addIssue({
      code: 'custom',
      path: ['expiresOn'],
      message: 'It cannot expire on or before the day it was issued.',
    });
}

/** How many months a kind of document counts; 0: it does not expire. */
export const validityInput = z.object({
  category: choice('the kind of document', DOCUMENT_CATEGORIES),
  months: wholeNumber('the months', { least: 0, most: 240, empty: 0 }),
});

export const packInput = z
  .object({
    id: shownId('pack', 'the pack').optional(),
    label: requiredText('what it is for', 120),
    recipientName: requiredText('whom it is for', 120),
    recipientEmail: optionalEmail('their email address'),
    documents: listOf(shownId('document', 'a document')).refine(ids => ids.length > 0, {
      error: 'Choose at least one document.',
    }),
    days: wholeNumber('the days', { least: 7, most: 90, empty: 30 }),
    guard: choice('how it is guarded', ['none', 'passcode', 'email']),
    passcode: optionalText('the passcode', 100),
    watermark: checkbox(),
    followsRenewals: checkbox(),
  })
  .superRefine((it, ctx) => {
    if (it.guard === 'passcode' && (it.passcode ?? '').length < 6)
      ctx.addIssue({ code: 'custom', path: ['passcode'], message: 'Choose a passcode of at least 6 characters.' });
    if (it.guard === 'email' && it.recipientEmail === null)
      ctx.addIssue({
        code: 'custom',
        path: ['recipientEmail'],
        message: 'Enter the address that codes are mailed to.',
      });
  });

export type PackInput = z.output<typeof packInput>;

export const codeInput = z.object({ code: requiredText('the code', 100) });

export const askInput = z.object({
  name: requiredText('your name', 100),
  wanted: requiredText('what you need', 500),
});
