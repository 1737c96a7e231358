/**
 * Categories of self-employment expenses: HMRC's keys (https://github.com/hmrc/self-employment-business-api) and the boxes of the
 * full self-employment pages SA103F. Boxes 17 to 21 are confirmed
 * (https://quickbooks.intuit.com/learn-support/en-uk/help-article/self-employment-taxes/sa103f-categories/L2yZprs40_GB_en_GB), the others
 * follow the form's order. Read 2026-11-23. Entertaining has a key and is never allowable.
 */
export const EXPENSE_KEYS = [
  'costOfGoods',
  'paymentsToSubcontractors',
  'wagesAndStaffCosts',
  'carVanTravelExpenses',
  'premisesRunningCosts',
  'maintenanceCosts',
  'adminCosts',
  'advertisingCosts',
  'businessEntertainmentCosts',
  'interestOnBankOtherLoans',
  'financeCharges',
  'irrecoverableDebts',
  'professionalFees',
  'depreciation',
  'otherExpenses',
] as const;

export type ExpenseKey = (typeof EXPENSE_KEYS)[number];

export interface ExpenseCategory {
  readonly key: ExpenseKey;
  /** Box of SA103F. */
  readonly box: number;
  readonly label: string;
}

export const EXPENSE_CATEGORIES: readonly ExpenseCategory[] = [
  { key: 'professionalFees', box: 28, label: 'Indemnity, registration, accountancy, legal fees' },
  { key: 'carVanTravelExpenses', box: 20, label: 'Car, van and travel' },
  { key: 'adminCosts', box: 23, label: 'Phone, stationery and other office costs' },
  { key: 'premisesRunningCosts', box: 21, label: 'Rent, rates, power and insurance' },
  { key: 'costOfGoods', box: 17, label: 'Goods used or sold' },
  { key: 'maintenanceCosts', box: 22, label: 'Repairs and maintenance' },
  { key: 'wagesAndStaffCosts', box: 19, label: 'Wages and other staff costs' },
  { key: 'paymentsToSubcontractors', box: 18, label: 'Subcontractors' },
  { key: 'advertisingCosts', box: 24, label: 'Advertising' },
  { key: 'businessEntertainmentCosts', box: 24, label: 'Entertaining (never allowable)' },
  { key: 'interestOnBankOtherLoans', box: 25, label: 'Interest on loans' },
  { key: 'financeCharges', box: 26, label: 'Bank and card charges' },
  { key: 'irrecoverableDebts', box: 27, label: 'Irrecoverable debts' },
  { key: 'depreciation', box: 29, label: 'Depreciation and sale of assets' },
  { key: 'otherExpenses', box: 30, label: 'Training and other business expenses' },
];

/** What a category is called. */
export function expenseLabel(key: ExpenseKey): string {
  return EXPENSE_CATEGORIES.find(category => category.key === key)?.label ?? key;
}
