import { z } from 'zod';
import { choice, day, listOf, money, optionalMoney, optionalText, requiredText, shownId } from '#platform/input.ts';
import { type Pence, parsePounds, ZERO } from '#rules/money.ts';
import { PAY_PERIODS, PAYSLIP_KINDS } from '#rules/payslips/payslip.ts';

const UMBRELLA = ['assignment', 'margin', 'employerNi', 'levy', 'employerPension'] as const;

/** A payslip as it is typed: its boxes, and what of it is for which booking, beside the bookings or as pasted lines. */
export const payslipInput = z
  .object({
    id: shownId('payslip', 'the payslip').optional(),
    payer: shownId('organisation', 'who paid'),
    kind: choice('what kind of payslip it is', PAYSLIP_KINDS),
    paidOn: day('the day of payment'),
    period: choice('what period it is for', PAY_PERIODS),
    gross: money('the gross pay'),
    expenses: amount('the expenses'),
    tax: amount('the tax'),
    ni: amount('the National Insurance'),
    pension: amount('the pension contributions'),
    loan: amount('the student loan'),
    other: amount('the other deductions'),
    net: optionalMoney('what was paid out'),
    assignment: optionalMoney('what the agency paid'),
    margin: optionalMoney('the margin'),
    employerNi: optionalMoney('the employer’s National Insurance'),
    levy: optionalMoney('the apprenticeship levy'),
    employerPension: optionalMoney('the employer’s pension'),
    booking: listOf(shownId('booking', 'a booking')),
    amount: listOf(z.string()),
    lines: optionalText('the lines', 20_000),
    note: optionalText('the note', 500),
  })
  .transform((input, ctx) => {
    const { assignment, margin, employerNi, levy, employerPension, ...rest } = input;
    const amount = input.amount.map(text => readAmount(text, ctx));
    const given = UMBRELLA.filter(name => input[name] !== null);
    if (given.length > 0 && rest.kind !== 'umbrella')
      ctx.addIssue({ code: 'custom', path: ['kind'], message: 'Only an umbrella company’s payslip has these lines.' });
    if (given.length > 0 && assignment === null)
      ctx.addIssue({ code: 'custom', path: ['assignment'], message: 'Enter what the agency paid for the work.' });
    const umbrella =
      rest.kind === 'umbrella' && assignment !== null
        ? {
            assignmentPence: assignment,
            marginPence: margin ?? ZERO,
            employerNiPence: employerNi ?? ZERO,
            levyPence: levy ?? ZERO,
            employerPensionPence: employerPension ?? ZERO,
          }
        : undefined;
    return { ...rest, amount, umbrella };
  });

export type PayslipInput = z.output<typeof payslipInput>;

/** What is asked of a payer. */
export const payQueryInput = z.object({
  id: shownId('payQuery', 'the message').optional(),
  body: requiredText('what you want to say', 5000),
  booking: listOf(shownId('booking', 'a booking')).refine(its => its.length > 0, {
    error: 'Choose at least one booking to ask about.',
  }),
});

export type PayQueryInput = z.output<typeof payQueryInput>;

/** What stands beside a booking; empty is nothing. */
function readAmount(text: string, ctx: z.RefinementCtx): Pence {
  if (text.trim() === '') return ZERO;
  const read = parsePounds(text);
  if (read.ok) return read.pence;
  ctx.addIssue({ code: 'custom', path: ['amount'], message: 'Enter each amount in pounds, such as 340.00.' });
  return ZERO;
}

function amount(label: string) {
  return optionalMoney(label).transform(it => it ?? ZERO);
}
