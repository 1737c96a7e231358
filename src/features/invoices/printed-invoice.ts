import type { AccountRow } from '#features/accounts/index.ts';
import type { Organisation } from '#features/organisations/index.ts';
import { addressLinesOf, type Profile } from '#features/profile/index.ts';
import { formatDayShort } from '#rules/dates.ts';
import { formatSortCode } from '#rules/identifiers/bank-account.ts';
import type { BuyerParticulars, SellerParticulars } from '#rules/invoice-particulars.ts';
import { enteredNote } from '#rules/pension/entered-figures.ts';
import { professionOf } from '#rules/professions.ts';
import { type Line, partOf } from './invoice.ts';
import type { InvoiceDocument, InvoiceLine, InvoiceSeller } from './invoice-content.ts';
import type { Sums } from './store.ts';

export interface ToPrint {
  readonly number: string;
  readonly madeAt: Temporal.Instant;
  readonly issueDate: Temporal.PlainDate;
  readonly dueDate: Temporal.PlainDate;
  readonly account: AccountRow;
  readonly profile: Profile;
  readonly organisation: Organisation;
  readonly purchaseOrder: string | null;
  readonly buyerReference: string | null;
  readonly notes: string;
  readonly lines: readonly Line[];
  readonly sums: Sums;
}

/** Everything the paper says, from what is known at the moment of issue. */
export function printedInvoice(it: ToPrint): InvoiceDocument {
  const days = it.lines.map(line => line.workedOn).toSorted(Temporal.PlainDate.compare);
  const { profile, organisation } = it;
  return {
    number: it.number,
    madeAt: it.madeAt,
    issueDate: it.issueDate,
    dueDate: it.dueDate,
    supplyDates: { first: days[0] ?? it.issueDate, last: days.at(-1) ?? it.issueDate },
    seller: sellerOf(it),
    buyer: {
      name: organisation.name,
      addressLines: buyerParticulars(organisation).addressLines,
      ...(organisation.financeContactName ? { attention: organisation.financeContactName } : {}),
      ...(it.purchaseOrder ? { purchaseOrder: it.purchaseOrder } : {}),
      ...(it.buyerReference ? { buyerReference: it.buyerReference } : {}),
    },
    lines: it.lines.filter(line => partOf(line.kind) === 'work').map(printLine),
    expenses: it.lines.filter(line => partOf(line.kind) === 'expense').map(printLine),
    ...(it.sums.employerContributionPence > 0 && it.sums.employerBasisPoints !== null
      ? {
          employerPension: {
            box1Pence: it.sums.pensionableFeePence,
            pensionablePayPence: it.sums.pensionablePayPence,
            rateBasisPoints: it.sums.employerBasisPoints,
            ...(it.sums.rateEntered ? { rateNote: enteredNote('rate', it.sums.rateEntered) } : {}),
            amountPence: it.sums.employerContributionPence,
          },
        }
      : {}),
    vatNote: profile.vatNumber
      ? `VAT: exempt supply of health care. VAT number ${profile.vatNumber}.`
      : 'Not registered for VAT.',
    totalPence: it.sums.totalPence,
    payment: {
      bankName: profile.bankName ?? '',
      accountName: profile.accountName ?? '',
      sortCode: profile.sortCode ? formatSortCode(profile.sortCode) : '',
      accountNumber: profile.accountNumber ?? '',
      reference: it.number,
    },
    terms: `Please pay by ${formatDayShort(it.dueDate)}.`,
    notes: it.notes,
  };
}

/** The seller as the check of legal particulars wants it. */
export function sellerParticulars(account: AccountRow, profile: Profile): SellerParticulars {
  return {
    tradingAs: profile.tradingAs,
    personName: account.name,
    addressLines: addressLinesOf(profile),
    companyName: profile.companyName,
    companyNumber: profile.companyNumber,
    registeredOffice: profile.registeredOffice,
    registeredIn: profile.registeredIn,
  };
}

export function buyerParticulars(organisation: Organisation): BuyerParticulars {
  const lines = [...organisation.addressLines.split('\n'), organisation.postcode ?? '']
    .map(line => line.trim())
    .filter(Boolean);
  return { name: organisation.name, addressLines: lines };
}

function sellerOf({ account, profile }: ToPrint): InvoiceSeller {
  const { regulator } = professionOf(account.profession);
  const contact = {
    addressLines: addressLinesOf(profile),
    email: account.email,
    ...(profile.phone ? { phone: profile.phone } : {}),
    ...(profile.registrationNumber && regulator ? { registration: `${regulator} ${profile.registrationNumber}` } : {}),
    ...(profile.vatNumber ? { vatNumber: profile.vatNumber } : {}),
  };
  if (profile.tradingAs === 'limited_company') {
    return {
      kind: 'limited_company',
      ...contact,
      companyName: profile.companyName ?? '',
      companyNumber: profile.companyNumber ?? '',
      registeredOffice: profile.registeredOffice ?? '',
      registeredIn: isRegister(profile.registeredIn) ? profile.registeredIn : 'England and Wales',
    };
  }
  return {
    kind: 'sole_trader',
    ...contact,
    name: account.name,
    ...(profile.businessName ? { businessName: profile.businessName } : {}),
  };
}

const REGISTERS = ['England and Wales', 'Scotland', 'Northern Ireland'] as const;

function isRegister(text: string | null): text is (typeof REGISTERS)[number] {
  return REGISTERS.some(register => register === text);
}

function printLine(line: Line): InvoiceLine {
  return {
    dates: formatDayShort(line.workedOn),
    description: line.description,
    quantityText: line.quantityText,
    rateText: line.rateText,
    amountPence: line.amountPence,
  };
}
