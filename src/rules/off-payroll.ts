/**
 * Off-payroll working ("IR35"): who decides whether work done through somebody's own company is taxed like employment. It says nothing of
 * somebody who works in their own name: a sole trader is outside these rules, and the ordinary question of employment remains.
 */
export const HIRER_SIZES = ['public', 'medium_or_large', 'small'] as const;
export type HirerSize = (typeof HIRER_SIZES)[number];

export const HIRER_SIZE_LABELS: Readonly<Record<HirerSize, string>> = {
  public: 'A public body (NHS trusts, and GP practices for their NHS work)',
  medium_or_large: 'Private, medium or large',
  small: 'Private and small',
};

export const DECIDERS = ['hirer', 'own_company'] as const;
export type Decider = (typeof DECIDERS)[number];

/**
 * Who has to decide. Public hirers of any size, and private ones that are not small, decide themselves and give a status determination
 * statement; a small private hirer leaves it to the worker's company. NHS practices count as public (secondary source, 2017).
 * Sources: https://www.gov.uk/hmrc-internal-manuals/employment-status-manual/esm10015 and
 * http://blog.networklocum.com/2017/02/22/ir35-changes-for-gp-locums-with-ltd-companies/ (read 2026-11-23).
 */
export function whoDecides(size: HirerSize): Decider {
  return size === 'small' ? 'own_company' : 'hirer';
}

/**
 * A private hirer is small where two of three hold. From 6 April 2027 at the earliest for these rules; the limits before were £10.2 million
 * and £5.1 million. Source: https://www.thepayrollcentre.co.uk/news/changes-to-the-definition-of-small-business/ (read 2026-11-23,
 * a secondary source).
 */
export const SMALL_HIRER_WORDS =
  'Small means two of three: turnover up to £10.2 million, balance sheet up to £5.1 million, up to 50 staff. For these rules £15 million and £7.5 million count from 6 April 2027 at the earliest.';

/** Days in which a hirer has to answer somebody who disagrees, the day on which the disagreement came included (ESM10015, read 2026-11-25). */
const DAYS_TO_ANSWER = 45;

/** The last day on which a hirer may answer a disagreement that reached it on a day. */
export function answerDue(disagreedOn: Temporal.PlainDate): Temporal.PlainDate {
  return disagreedOn.add({ days: DAYS_TO_ANSWER - 1 });
}
