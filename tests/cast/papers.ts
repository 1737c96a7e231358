import type { InvoiceDocument, InvoiceLine } from '#features/invoices/invoice-content.ts';
import type { FormA, FormB } from '#features/pensions/form-content.ts';
import type { Member, SoloAnnual, SoloRecord } from '#features/pensions/solo-content.ts';
import type { Type2Figures } from '#features/pensions/type2-content.ts';
import { pence } from '#rules/money.ts';
import type { PensionMonth } from '#rules/pension-month.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

/** One session of an invoice. */
export function sessionLine(dates: string, description = 'Surgery, 4 hours, 16 patients'): InvoiceLine {
  return { dates, description, quantityText: '1 session', rateText: '£425.00', amountPence: pence(42_500) };
}

/** Anna Kowalska's November at Riverside: four sessions, mileage, and the practice's pension share. */
export function annasInvoice(): InvoiceDocument {
  return {
    number: 'AK-0042',
    madeAt: Temporal.Instant.from('2026-11-27T17:20:00Z'),
    issueDate: day('2026-11-27'),
    dueDate: day('2026-12-27'),
    supplyDates: { first: day('2026-11-03'), last: day('2026-11-24') },
    seller: {
      kind: 'sole_trader',
      name: 'Dr Anna Kowalska',
      addressLines: ['14 Chapel Lane', 'Hebden Bridge', 'HX7 8AB'],
      email: 'anna@kowalska.example',
      phone: '07700 900123',
      registration: 'GMC 7123456',
    },
    buyer: {
      name: 'Riverside Medical Practice',
      addressLines: ['2 Mill Street', 'Todmorden', 'OL14 5AA'],
      attention: 'Siân Prys-Jones',
      purchaseOrder: 'PO-118',
    },
    lines: ['Tue 3 Nov 2026', 'Tue 10 Nov 2026', 'Tue 17 Nov 2026', 'Tue 24 Nov 2026'].map(dates => sessionLine(dates)),
    expenses: [
      {
        dates: 'Tue 10 Nov 2026',
        description: 'Mileage, home visits',
        quantityText: '23.4 miles',
        rateText: '£0.45',
        amountPence: pence(1_053),
      },
    ],
    employerPension: {
      box1Pence: pence(170_000),
      pensionablePayPence: pence(153_000),
      rateBasisPoints: 1438,
      amountPence: pence(22_001),
    },
    vatNote: 'VAT: exempt supply of medical care. Not registered for VAT.',
    totalPence: pence(193_054),
    payment: {
      bankName: 'Calder Bank',
      accountName: 'A Kowalska',
      sortCode: '08-99-99',
      accountNumber: '66374958',
      reference: 'AK-0042',
    },
    terms: 'Payment within 30 days of the invoice date.',
    notes: '',
  };
}

/** The Form A that goes with {@link annasInvoice}, signed by Anna, open for the practice. */
export function annasFormA(): FormA {
  return {
    madeAt: Temporal.Instant.from('2026-11-27T17:20:00Z'),
    nation: 'england',
    schemeYear: '2026/27',
    invoiceNumber: 'AK-0042',
    paymentReference: '12345678LOCDEC2026',
    locum: { name: 'Anna Kowalska', nationalInsuranceNumber: 'QQ 12 34 56 C', hostCode: '3000' },
    periods: ['2026-11-03', '2026-11-10', '2026-11-17', '2026-11-24'].map(text => ({ from: day(text), to: day(text) })),
    signature: { name: 'Anna Kowalska', on: day('2026-11-27') },
    practice: { name: 'Riverside Medical Practice', code: 'B84999' },
    feePence: pence(170_000),
    pensionablePayPence: pence(153_000),
    employerContributionPence: pence(22_001),
    employerBasisPoints: 1438,
  };
}

/** Anna's Form B for December 2026 with so many lines, each that of {@link annasFormA}. */
export function annasFormB(lines = 3): FormB {
  const pay = 153_000 * lines;
  const employee = Math.round((pay * 107) / 1000);
  const employer = 22_001 * lines;
  return {
    madeAt: Temporal.Instant.from('2027-01-02T09:00:00Z'),
    nation: 'england',
    scheme: 'england_and_wales',
    schemeYear: '2026/27',
    month: '2026-12' as PensionMonth,
    paymentReference: '12345678LOCDEC2026',
    locum: {
      surname: 'Kowalska',
      otherNames: 'Anna Maria',
      dateOfBirth: day('1984-02-29'),
      nationalInsuranceNumber: 'QQ 12 34 56 C',
      hostCode: '3000',
      gmcNumber: '7123456',
      addressLines: ['14 Chapel Lane', 'Hebden Bridge', 'HX7 8AB'],
      email: 'anna@kowalska.example',
    },
    tiers: [
      { rateBasisPoints: 520, upToPence: pence(1_325_900) },
      { rateBasisPoints: 650, upToPence: pence(2_885_400) },
      { rateBasisPoints: 830, upToPence: pence(3_515_500) },
      { rateBasisPoints: 980, upToPence: pence(5_277_800) },
      { rateBasisPoints: 1070, upToPence: pence(6_766_800) },
      { rateBasisPoints: 1250 },
    ],
    tierBasisPoints: 1070,
    lines: Array.from({ length: lines }, () => ({
      practiceCode: 'B84999',
      practice: 'Riverside Medical Practice',
      firstDay: day('2026-11-03'),
      lastDay: day('2026-11-24'),
      paidOn: day('2026-12-18'),
      pensionablePayPence: pence(153_000),
      employerContributionPence: pence(22_001),
    })),
    sums: {
      pensionablePayPence: pence(pay),
      employeePence: pence(employee),
      addedYearsPence: pence(0),
      mpavcPence: pence(5_000),
      additionalPensionPence: pence(0),
      errboPence: pence(0),
      employeeTotalPence: pence(employee + 5_000),
      employerPence: pence(employer),
      payablePence: pence(employee + 5_000 + employer),
      cumulativePensionablePence: pence(pay + 2_345_678),
    },
    dueOn: day('2027-01-07'),
  };
}

/** Who Anna is on SOLO and Type 2 papers. */
const ANNA: Member = {
  name: 'Anna Kowalska',
  membershipNumber: '12345678',
  nationalInsuranceNumber: 'QQ 12 34 56 C',
  gmcNumber: '7123456',
};

/** Anna's evenings at the out-of-hours provider in November 2026, so many of them. */
export function annasSoloRecord(works = 3): SoloRecord {
  return {
    madeAt: Temporal.Instant.from('2026-12-01T09:00:00Z'),
    scheme: 'england_and_wales',
    schemeYear: '2026/27',
    member: ANNA,
    provider: { name: 'Calder Out of Hours', code: 'Y01234' },
    month: '2026-11' as PensionMonth,
    tierBasisPoints: 1070,
    works: Array.from({ length: works }, (_, at) => ({
      day: day('2026-11-02').add({ days: at }),
      work: 'Out of hours',
      feePence: pence(48_000),
      extraWorkPence: pence(at === 0 ? 2_500 : 0),
      pensionablePence: pence(at === 0 ? 50_500 : 48_000),
    })),
    pensionablePence: pence(48_000 * works + 2_500),
  };
}

/** Her year with two providers: one told its figures, one not yet. */
export function annasSoloYear(): SoloAnnual {
  const month = (name: string, works: number, paid: number, taken: number | undefined) => ({
    month: name as PensionMonth,
    works,
    pensionablePence: pence(paid),
    contributedPence: taken === undefined ? undefined : pence(taken),
    by: taken === undefined ? ('bookings' as const) : ('provider' as const),
  });
  return {
    madeAt: Temporal.Instant.from('2027-04-20T09:00:00Z'),
    scheme: 'england_and_wales',
    schemeYear: '2026/27',
    member: ANNA,
    providers: [
      {
        name: 'Calder Out of Hours',
        code: 'Y01234',
        months: [month('2026-10', 2, 96_000, 10_272), month('2026-11', 3, 146_500, 15_676)],
        pensionablePence: pence(242_500),
        contributedPence: pence(25_948),
      },
      {
        name: 'Pennine GP Federation',
        months: [month('2027-02', 1, 30_050, undefined)],
        pensionablePence: pence(30_050),
        contributedPence: undefined,
      },
    ],
    pensionablePence: pence(272_550),
    contributedPence: undefined,
  };
}

/** Her year-end figures: a salaried post from October, SOLO work and locum forms, underpaid by £439.48. */
export function annasType2(): Type2Figures {
  return {
    madeAt: Temporal.Instant.from('2027-04-20T09:00:00Z'),
    scheme: 'england_and_wales',
    schemeYear: '2026/27',
    member: ANNA,
    roles: [
      {
        kind: 'salaried',
        name: 'Hilltop Surgery',
        days: 182,
        pensionablePence: pence(2_000_000),
        contributedPence: pence(196_000),
        isUntold: false,
      },
      {
        kind: 'solo',
        name: 'Calder Out of Hours',
        days: undefined,
        pensionablePence: pence(242_500),
        contributedPence: undefined,
        isUntold: true,
      },
      {
        kind: 'locum',
        name: '12 forms in all',
        days: 40,
        pensionablePence: pence(1_530_000),
        contributedPence: pence(163_710),
        isUntold: false,
      },
    ],
    parts: [
      {
        first: day('2026-04-01'),
        last: day('2027-03-31'),
        pensionablePence: pence(3_772_500),
        days: 210,
        baseDays: 365,
        annualisedPence: pence(6_556_964),
        tierBasisPoints: 1070,
      },
    ],
    pensionablePence: pence(3_772_500),
    contributedPence: pence(359_710),
    duePence: pence(403_658),
    differencePence: pence(43_948),
    dueOn: day('2028-02-28'),
  };
}
