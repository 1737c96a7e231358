import { z } from 'zod';
import {
  checkbox,
  choice,
  day,
  decimal,
  email,
  listOf,
  money,
  optionalText,
  requiredText,
  wholeNumber,
} from '#platform/input.ts';
import { bankAccountWarning, checkAccountNumber, checkSortCode } from '#rules/identifiers/bank-account.ts';
import { type Pence, proportion, sumPence } from '#rules/money.ts';

/** Lines that the form offers. */
export const LINES = 6;

/** One line of work or of an outlay passed on. */
export interface MadeLine {
  readonly kind: 'work' | 'expense';
  readonly day: Temporal.PlainDate;
  readonly description: string;
  readonly quantityHundredths: number;
  readonly ratePence: Pence;
  readonly amountPence: Pence;
}

const texts = () => listOf(z.string());

/** Everything that an invoice made by hand prints. Nothing of it is kept. */
export const madeInvoiceInput = z
  .object({
    name: requiredText('your name', 120),
    businessName: optionalText('the business name', 160),
    address: requiredText('your address', 300),
    email: email('your email address'),
    phone: optionalText('your telephone number', 40),
    registration: optionalText('your registration', 60),
    buyerName: requiredText('who the invoice is for', 160),
    buyerAddress: requiredText('their address', 300),
    purchaseOrder: optionalText('the order number', 80),
    number: requiredText('the invoice number', 40),
    issuedOn: day('the invoice date'),
    termsDays: wholeNumber('the days to pay', { least: 0, most: 120, empty: 30 }),
    vat: choice('how it stands with VAT', ['none', 'exempt']),
    bankName: optionalText('the bank', 80),
    accountName: requiredText('the name on the account', 80),
    sortCode: checkedText('the sort code', checkSortCode),
    accountNumber: checkedText('the account number', checkAccountNumber),
    sure: checkbox(),
    notes: optionalText('the notes', 1000),
    lineKind: texts(),
    lineDay: texts(),
    lineDescription: texts(),
    lineQuantity: texts(),
    lineRate: texts(),
  })
  .transform(({ lineKind, lineDay, lineDescription, lineQuantity, lineRate, ...input }, ctx) => {
    const lines: MadeLine[] = [];
    for (const [at, description] of lineDescription.entries()) {
      const cells = [description, lineDay[at], lineRate[at]].map(text => (text ?? '').trim());
      if (cells.every(text => text === '')) continue;
      const read = lineInput.safeParse({
        kind: lineKind[at] ?? 'work',
        description,
        day: lineDay[at] ?? '',
        quantity: lineQuantity[at] ?? '',
        rate: lineRate[at] ?? '',
      });
      if (read.success) lines.push(read.data);
      else
        ctx.addIssue({
          code: 'custom',
          path: ['lineDescription'],
          message: `Line ${at + 1}: ${read.error.issues[0]?.message}`,
        });
    }
    if (lineDescription.every(text => text.trim() === ''))
      ctx.addIssue({ code: 'custom', path: ['lineDescription'], message: 'Enter at least one line.' });
    const warning = bankAccountWarning(input.sortCode, input.accountNumber);
    if (warning !== undefined && !input.sure)
      ctx.addIssue({ code: 'custom', path: ['accountNumber'], message: `${warning} If they are right, say so below.` });
    return { ...input, lines, totalPence: sumPence(lines.map(line => line.amountPence)) };
  })
  .refine(it => it.totalPence > 0, { path: ['lineDescription'], error: 'The invoice comes to nought.' });

export type MadeInvoiceInput = z.output<typeof madeInvoiceInput>;

const lineInput = z
  .object({
    kind: z.enum(['work', 'expense']).catch('work'),
    description: requiredText('what was done', 200),
    day: day('the day'),
    quantity: decimal('the quantity', { decimals: 2, most: 10_000, empty: 100 }).refine(it => it > 0, {
      error: 'Enter a quantity above nought.',
    }),
    rate: money('the rate'),
  })
  .transform(
    ({ quantity, rate, ...line }): MadeLine => ({
      ...line,
      quantityHundredths: quantity,
      ratePence: rate,
      amountPence: proportion(rate, quantity, 100),
    }),
  );

function checkedText(
  label: string,
  check: (text: string) => { ok: true; value: string } | { ok: false; message: string },
) {
  return requiredText(label, 40).transform((text, ctx): string => {
    const answer = check(text);
    if (answer.ok) return answer.value;
    ctx.addIssue({ code: 'custom', message: answer.message });
    return z.NEVER;
  });
}
