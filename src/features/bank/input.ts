import { z } from 'zod';
import { checkbox, choice, listOf, money, requiredText, shownId } from '#platform/input.ts';
import { BANK_COLUMNS } from '#rules/bank/csv-layout.ts';
import type { Share } from '#rules/bank/match-terms.ts';
import { type Id, readId } from '#rules/ids.ts';
import { parsePounds } from '#rules/money.ts';

const column = z.string().max(200).optional();

/** The choices of a dry run: which heading is which column, and which sign means money in. */
export const importChoiceInput = z
  .object({ confirmed: checkbox(), isReversed: checkbox(), bankAccount: ownAccount(), ...columnFields() })
  .transform(({ confirmed, isReversed, bankAccount, ...columns }) => ({
    confirmed,
    isReversed,
    bankAccount,
    columns: Object.fromEntries(
      BANK_COLUMNS.flatMap(name => (columns[name] === undefined ? [] : [[name, columns[name]]])),
    ),
  }));

export const importInput = z.object({
  fileName: z.string().trim().min(1).max(120),
  text: z.string().min(1, 'Send the text of the file.').max(8_000_000, 'Send at most 8 MB.'),
  confirmed: z.boolean().default(false),
  isReversed: z.boolean().default(false),
  account: ownAccount(),
});

export const bankAccountInput = z.object({
  id: shownId('bankAccount', 'the account').optional(),
  label: requiredText('a name for the account', 60),
  purpose: choice('what it is for', ['business', 'private']),
});

export type BankAccountInput = z.output<typeof bankAccountInput>;

/** `inv_…=700.00`: an invoice and what of the line pays it, as one field of a button's form. */
const share = z.string().transform((text, ctx): Share => {
  const [id = '', amount = ''] = text.split('=');
  const [invoiceId, read] = [readId('invoice', id), parsePounds(amount)];
  if (invoiceId && read.ok) return { invoiceId, amountPence: read.pence };
  ctx.addIssue({ code: 'custom', message: 'Choose an invoice.' });
  return z.NEVER;
});

/** The button beside a proposal. */
export const acceptInput = z.object({ share: listOf(share), always: checkbox() });

/** `bkl_… inv_…=700.00 …` for each line: all that were sure when the page was shown. */
export const acceptSureInput = z.object({
  sure: listOf(
    z.string().transform((text, ctx): { lineId: Id<'bankLine'>; shares: Share[] } => {
      const [id = '', ...shares] = text.split(' ');
      const [lineId, read] = [readId('bankLine', id), z.array(share).safeParse(shares)];
      if (lineId && read.success) return { lineId, shares: read.data };
      ctx.addIssue({ code: 'custom', message: 'Open the page again; a line could not be read.' });
      return z.NEVER;
    }),
  ),
});

/** `bkl_… pay_… pay_…` for each line: payments that are recorded already. */
export const recordedInput = z.object({
  recorded: listOf(
    z.string().transform((text, ctx): { lineId: Id<'bankLine'>; paymentIds: Id<'payment'>[] } => {
      const [id = '', ...shown] = text.split(' ');
      const lineId = readId('bankLine', id);
      const paymentIds = shown.flatMap(it => readId('payment', it) ?? []);
      if (lineId && paymentIds.length > 0 && paymentIds.length === shown.length) return { lineId, paymentIds };
      ctx.addIssue({ code: 'custom', message: 'Open the page again; a line could not be read.' });
      return z.NEVER;
    }),
  ),
});

/** Invoices and amounts that the locum chose; rows that are left empty count for nothing. */
export const chosenInput = z
  .object({ invoice: listOf(z.string()), amount: listOf(z.string()), always: checkbox() })
  .transform(({ invoice, amount, always }, ctx) => {
    const shares = invoice.flatMap((shown, at) => {
      const typed = amount[at]?.trim() ?? '';
      if (shown === '' && typed === '') return [];
      const [invoiceId, read] = [readId('invoice', shown), parsePounds(typed)];
      if (!invoiceId)
        ctx.addIssue({ code: 'custom', path: ['invoice'], message: 'Choose an invoice for each amount.' });
      if (!read.ok)
        ctx.addIssue({ code: 'custom', path: ['amount'], message: 'Enter an amount in pounds for each invoice.' });
      return invoiceId && read.ok ? [{ invoiceId, amountPence: read.pence }] : [];
    });
    return { shares, always };
  });

export const apiAcceptInput = z.object({
  shares: z.array(z.object({ invoice: shownId('invoice', 'an invoice'), amount: money('the amount') })).min(1),
  always: z.boolean().default(false),
});

/** Payments that a line shows. */
export const apiTickInput = z.object({ payments: z.array(shownId('payment', 'a payment')).min(1) });

/** One of the locum's accounts; none where nothing is chosen. */
function ownAccount() {
  return z
    .union([z.literal('').transform(() => null), shownId('bankAccount', 'an account')])
    .nullish()
    .transform(value => value ?? null);
}

function columnFields() {
  return { date: column, description: column, amount: column, paidIn: column, paidOut: column };
}
