import type { Nation } from '../nation.ts';

/** What the practice's side pays towards the pension, and whether the locum collects it. */
export interface EmployerRate {
  readonly validFrom: Temporal.PlainDate | undefined;
  readonly validTo: Temporal.PlainDate | undefined;
  /** Of pensionable pay, in basis points. */
  readonly basisPoints: number;
  /** True in England and Wales. In Scotland and Northern Ireland a primary care body pays, and the invoice has no such line. */
  readonly collectedFromPractice: boolean;
  readonly source: string;
}

const PCSE_2017 =
  'https://pcse.england.nhs.uk/news/2017/june/special-payments-and-pensions-bulletin/ (read 2026-11-23)';
const BMA_PRACTICES =
  'https://www.bma.org.uk/advice-and-support/gp-practices/locum-gps/locum-pension-contributions-guide-for-gp-practices (read 2026-11-23)';

/**
 * In England and Wales the share that a locum collects: 14.38% (14.3 and a levy of 0.08) since April 2017. The rest of the full
 * 23.78% is paid centrally and never passes through the locum's hands. A new rate is expected on 1 April 2027: later days are refused.
 */
const ENGLAND_AND_WALES: readonly EmployerRate[] = [
  rate('2015-04-01', '2017-03-31', 1430, true, PCSE_2017),
  rate('2017-04-01', '2027-03-31', 1438, true, BMA_PRACTICES),
];

const SCOTLAND: readonly EmployerRate[] = [
  rate(
    undefined,
    '2024-03-31',
    2090,
    false,
    'https://pensions.gov.scot/nhs/your-membership/your-contributions (read 2026-11-23)',
  ),
  rate(
    '2024-04-01',
    undefined,
    2250,
    false,
    'https://pensions.gov.scot/nhs/employers/member-contributions (read 2026-11-23)',
  ),
];

const NORTHERN_IRELAND: readonly EmployerRate[] = [
  rate(undefined, '2024-03-31', 2250, false, 'https://hscpensions.hscni.net/?p=14946 (read 2026-11-23)'),
  rate('2024-04-01', undefined, 2320, false, 'https://hscpensions.hscni.net/?p=14946 (read 2026-11-23)'),
];

const BY_NATION: Readonly<Record<Nation, readonly EmployerRate[]>> = {
  england: ENGLAND_AND_WALES,
  wales: ENGLAND_AND_WALES,
  scotland: SCOTLAND,
  northern_ireland: NORTHERN_IRELAND,
};

/**
 * The rate on a day. Where a rate changed between work and payment, the day of payment counted (PCSE bulletin of June 2017).
 * Undefined for a day that the table does not cover.
 */
export function employerRate(nation: Nation, day: Temporal.PlainDate): EmployerRate | undefined {
  return BY_NATION[nation].find(
    it =>
      (it.validFrom === undefined || Temporal.PlainDate.compare(it.validFrom, day) <= 0) &&
      (it.validTo === undefined || Temporal.PlainDate.compare(day, it.validTo) <= 0),
  );
}

function rate(
  from: string | undefined,
  to: string | undefined,
  basisPoints: number,
  collectedFromPractice: boolean,
  source: string,
): EmployerRate {
  return {
    validFrom: from === undefined ? undefined : Temporal.PlainDate.from(from),
    validTo: to === undefined ? undefined : Temporal.PlainDate.from(to),
    basisPoints,
    collectedFromPractice,
    source,
  };
}
