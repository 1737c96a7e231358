import type { OwnedTransaction } from '#platform/access.ts';
import { type Id, showId } from '#rules/ids.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import { taxablePay } from '#rules/payslips/payslip.ts';
import { type TaxYear, taxYearDays } from '#rules/tax-year.ts';
import type { Payslip } from './payslip.ts';
import { listPayslips } from './store.ts';

/** What payslips of one tax year say, by the day on which they were paid. Employment and self-billed trade are never added together. */
export interface PayOfYear {
  /** PAYE and umbrella payslips: employment income and what was taken from it. */
  readonly employment: {
    readonly slips: readonly Payslip[];
    readonly grossPence: Pence;
    /** Gross pay less pension contributions: what income tax is on. */
    readonly taxablePence: Pence;
    readonly taxPence: Pence;
    readonly niPence: Pence;
    readonly pensionPence: Pence;
    readonly loanPence: Pence;
  };
  readonly selfBilled: readonly SelfBilled[];
}

/** Paid without deductions by an agency that makes the bill itself: turnover of the trade, with its page. */
interface SelfBilled {
  readonly on: Temporal.PlainDate;
  readonly what: string;
  readonly href: string;
  readonly pence: Pence;
  readonly organisationId: Id<'organisation'>;
}

/** The totals of a tax year, for the tax pages. */
export async function readPayOfYear(tx: OwnedTransaction, year: TaxYear): Promise<PayOfYear> {
  const all = await listPayslips(tx, { days: taxYearDays(year) });
  const slips = all.filter(it => it.kind !== 'self_bill');
  const sum = (of: (it: Payslip) => Pence) => sumPence(slips.map(of));
  return {
    employment: {
      slips,
      grossPence: sum(it => it.grossPence),
      taxablePence: sum(taxablePay),
      taxPence: sum(it => it.taxPence),
      niPence: sum(it => it.niPence),
      pensionPence: sum(it => it.pensionPence),
      loanPence: sum(it => it.loanPence),
    },
    selfBilled: all.filter(it => it.kind === 'self_bill').map(selfBilledOf),
  };
}

/** What was paid in some days on bills that agencies made themselves. */
export async function readSelfBilled(
  tx: OwnedTransaction,
  days: { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate },
): Promise<SelfBilled[]> {
  return (await listPayslips(tx, { days })).filter(it => it.kind === 'self_bill').map(selfBilledOf);
}

function selfBilledOf(it: Payslip): SelfBilled {
  return {
    on: it.paidOn,
    what: `${it.payerName}, self-billed`,
    href: `/payslips/${showId('payslip', it.id)}`,
    pence: sumPence([it.grossPence, it.expensesPence]),
    organisationId: it.payerId,
  };
}
