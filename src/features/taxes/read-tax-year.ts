import { readPayOfYear } from '#features/payslips/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { type Pence, pence, sumPence, ZERO } from '#rules/money.ts';
import type { SoFar } from '#rules/tax/put-aside.ts';
import type { TaxRegion } from '#rules/tax/tax-tables.ts';
import { estimateTaxYear, type TaxYearAnswer, type TaxYearInput } from '#rules/tax/tax-year-estimate.ts';
import { type TaxYear, taxYearBefore, taxYearDays } from '#rules/tax-year.ts';
import type { Books } from './books.ts';
import { readBooks } from './read-books.ts';
import { readSettings, type TaxSettings } from './settings.ts';
import { readTrader } from './store.ts';

/** Everything that is known of one tax year. */
export interface TaxYearView {
  readonly year: TaxYear;
  readonly books: Books;
  readonly settings: TaxSettings;
  /** PAYE and umbrella payslips that are entered here; what is typed in the settings comes on top. */
  readonly payslips: PayOfPayslips;
  readonly region: TaxRegion;
  /** A company pays its own tax: its year is shown without any reckoning of the person's. */
  readonly isCompany: boolean;
  readonly pensionPence: Pence;
  readonly onAccount: OnAccount;
  readonly input: TaxYearInput;
  /** What of the input is of the days so far: payslips, and contributions that were not typed. What is typed is of the whole year. */
  readonly soFar: SoFar;
  readonly answer: TaxYearAnswer;
}

type PayOfPayslips = Awaited<ReturnType<typeof readPayOfYear>>['employment'];

/** Both payments on account towards the year: as typed, from the bill of the year before, or nothing to go by. */
interface OnAccount {
  readonly pence: Pence;
  readonly from: 'typed' | 'year_before' | 'nothing_known';
}

/** Reads a year's books and reckons its tax. */
export async function readTaxYearView(tx: OwnedTransaction, year: TaxYear): Promise<TaxYearView> {
  const before = await reckon(tx, taxYearBefore(year), { pence: ZERO, from: 'nothing_known' });
  const settings = await readSettings(tx, year);
  return reckon(tx, year, onAccountOf(settings, before));
}

async function reckon(tx: OwnedTransaction, year: TaxYear, onAccount: OnAccount): Promise<TaxYearView> {
  const books = await readBooks(tx, taxYearDays(year));
  const settings = await readSettings(tx, year);
  const trader = await readTrader(tx);
  const { employment: payslips } = await readPayOfYear(tx, year);
  const region = settings.region ?? trader.region;
  const pensionPence = settings.pension ?? books.pensionPence;
  const input: TaxYearInput = {
    year,
    region,
    turnoverPence: books[settings.basis].turnoverPence,
    expensesPence: books[settings.basis].allowablePence,
    employmentPence: sumPence([settings.employment, payslips.taxablePence]),
    otherPence: settings.other,
    pensionPence,
    taxPaidPence: sumPence([settings.taxPaid, payslips.taxPence]),
    loanPaidPence: sumPence([settings.loanPaid, payslips.loanPence]),
    loanPlans: settings.loanPlans,
    voluntaryClass2: settings.voluntaryClass2,
    onAccountPence: onAccount.pence,
  };
  const soFar: SoFar = {
    employmentPence: payslips.taxablePence,
    taxPaidPence: payslips.taxPence,
    loanPaidPence: payslips.loanPence,
    pensionPence: settings.pension === null ? books.pensionPence : ZERO,
  };
  const answer = estimateTaxYear(input);
  const { isCompany } = trader;
  return { year, books, settings, payslips, region, isCompany, pensionPence, onAccount, input, soFar, answer };
}

function onAccountOf(settings: TaxSettings, before: TaxYearView): OnAccount {
  if (settings.onAccount !== null) return { pence: settings.onAccount, from: 'typed' };
  if (!before.answer.ok || before.input.turnoverPence === 0) return { pence: ZERO, from: 'nothing_known' };
  return { pence: pence(before.answer.estimate.nextOnAccountPence * 2), from: 'year_before' };
}
