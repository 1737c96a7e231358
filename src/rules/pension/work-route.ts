import type { Nation } from '../nation.ts';
import type { ProfessionCode } from '../professions.ts';
import { otherProfession } from './other-professions.ts';
import { schemeOf } from './scheme.ts';

/** As bookings know it (`features/bookings/booking.ts`). */
export type WorkType =
  | 'surgery'
  | 'visits'
  | 'triage'
  | 'extended_hours'
  | 'out_of_hours'
  | 'appraisal'
  | 'clinic'
  | 'ward'
  | 'theatre'
  | 'dispensing'
  | 'private'
  | 'other';

/** As organisations are known (`features/organisations/organisation.ts`), and three that only an explanation names. */
export type PayerKind =
  | 'gp_practice'
  | 'gp_federation'
  | 'hospital_trust'
  | 'out_of_hours'
  | 'pharmacy'
  | 'dental_practice'
  | 'optician'
  | 'care_home'
  | 'private_clinic'
  | 'agency'
  | 'other'
  | 'primary_care_network'
  | 'nhs_111'
  | 'integrated_care_board';

export interface WorkToPension {
  readonly profession: ProfessionCode;
  readonly billingMode: 'self_invoiced' | 'agency' | 'paye';
  readonly tradingAs: 'sole_trader' | 'limited_company';
  readonly workType: WorkType;
  /** Who pays. */
  readonly organisationKind: PayerKind;
  readonly nation: Nation;
  /** Whether the locum also has a salaried or SOLO post. */
  readonly hasType2Post: boolean;
}

export interface WorkRoute {
  /** `ask`: the sources do not decide it; `why` says whom to ask what. */
  readonly route: 'form_ab' | 'solo' | 'payroll' | 'none' | 'ask';
  /** How much of the fee or pay is pensionable, in basis points; 0 where none is, or it is not known. */
  readonly pensionableShareBasisPoints: 9000 | 10_000 | 0;
  /** For people, a sentence or two. */
  readonly why: string;
  /** Read 2026-11-23. */
  readonly source: string;
}

const KA_04334 = 'https://faq.nhsbsa.nhs.uk/knowledgebase/article/KA-04334/en-us';
const NOT_PENSIONABLE =
  'https://contactcentreservices.nhsbsa.nhs.uk/selfnhsukokb/en-gb/5087/gp-locum/16621/which-types-of-gp-locum-work-are-not-pensionable';
const NASGP = 'https://www.nasgp.org.uk/nhs-superannuation/';
const NASGP_APPRAISAL =
  'https://www.nasgp.org.uk/resource/gp-appraisers-how-the-2026-27-change-ensures-a-fairer-nhs-pension';
const PCSE_SOLO = 'https://pcse.england.nhs.uk/services/gp-pensions/gp-solo-work/';
const FEDERATIONS = 'http://www.lexology.com/library/detail.aspx?g=2c198fcd-5a0f-4a01-993e-a02fddb20e31';
const HSC = 'https://hscpensions.hscni.net/hsc-pension-scheme/pracitioners/locums';
const PSD = 'https://pensions.gov.scot/nhs/your-membership/medical-and-dental-practitioners';

/** The way by which a piece of work is pensioned, and why. Every answer is for the work as it is, not for the person: other work may go another way. */
export function workRoute(work: WorkToPension): WorkRoute {
  if (work.profession !== 'gp') return otherProfession(work.profession, work.billingMode);
  return byPayment(work) ?? byWork(work) ?? byPayer(work);
}

/** What decides before it matters what the work is. */
function byPayment(work: WorkToPension): WorkRoute | undefined {
  if (work.billingMode === 'agency' || work.organisationKind === 'agency')
    return none(
      'An agency pays you, so the NHS is not your employer: agency work cannot be pensioned.',
      NOT_PENSIONABLE,
    );
  if (work.workType === 'private' || work.organisationKind === 'private_clinic')
    return none('Private fees are not NHS income and cannot be pensioned.', NOT_PENSIONABLE);
  if (work.billingMode === 'paye')
    return {
      route: 'payroll',
      pensionableShareBasisPoints: 10_000,
      why: 'You are paid through payroll: an NHS employer takes the contributions from your pay, and you send no form. An umbrella company is not an NHS employer, and its pay cannot be pensioned.',
      source: NOT_PENSIONABLE,
    };
  if (work.tradingAs === 'limited_company')
    return none(
      'You invoice through a limited company. Locum work can be pensioned only by an individual, in your own name.',
      NOT_PENSIONABLE,
    );
  return undefined;
}

/** Work that goes its own way, whoever pays. */
function byWork(work: WorkToPension): WorkRoute | undefined {
  if (work.workType === 'appraisal') return appraisal(work);
  if (work.workType === 'out_of_hours') return solo(work.nation, 'Out-of-hours work');
  if (work.workType === 'extended_hours' && work.organisationKind === 'gp_practice')
    return ask(
      'Ask the practice whose service it is: its own surgery hours go on Forms A and B, a shared extended access service pensions you by SOLO.',
      PCSE_SOLO,
    );
  if (work.workType === 'extended_hours') return solo(work.nation, 'Extended access work');
  return undefined;
}

function byPayer(work: WorkToPension): WorkRoute {
  switch (work.organisationKind) {
    case 'gp_practice':
      return practice(work.nation);
    case 'out_of_hours':
      return solo(work.nation, 'Work for an out-of-hours provider');
    case 'gp_federation':
      return solo(
        work.nation,
        'Work for a GP federation that is an NHS employing authority',
        ' Where a practice of a primary care network pays you itself, it goes on Forms A and B instead.',
        FEDERATIONS,
      );
    case 'integrated_care_board':
      return solo(work.nation, 'Self-employed work for an integrated care board');
    case 'primary_care_network':
      return ask(
        'It depends on who pays you: a practice of the network, then Forms A and B; a federation that is an NHS employing authority, then SOLO.',
        NASGP,
      );
    case 'nhs_111':
      return ask(
        'NHS 111 work can be pensioned only where the provider is an NHS employing authority, then by SOLO. Ask the provider whether it is.',
        NASGP,
      );
    case 'pharmacy':
    case 'dental_practice':
    case 'optician':
    case 'care_home':
      return none(
        'An independent provider can pension its employees only. What you invoice it for cannot go on Forms A and B.',
        NOT_PENSIONABLE,
      );
    default:
      return ask(
        'Whether this work can be pensioned depends on who pays you. Ask them whether they are an NHS employing authority and how they pension GPs who invoice them.',
        KA_04334,
      );
  }
}

function practice(nation: Nation): WorkRoute {
  const scheme = schemeOf(nation);
  const common = { route: 'form_ab', pensionableShareBasisPoints: 9000 } as const;
  if (scheme === 'scotland')
    return {
      ...common,
      why: 'Work for a practice, invoiced in your own name, goes on Scotland’s Forms A and B. A primary care body pays the employer share, not the practice.',
      source: PSD,
    };
  if (scheme === 'northern_ireland')
    return {
      ...common,
      why: 'Work for a practice, invoiced in your own name, goes on Northern Ireland’s Forms A and B, for up to six months at one practice. A primary care body pays the employer share, not the practice.',
      source: HSC,
    };
  return {
    ...common,
    why: 'Work for a practice with a GMS, PMS or APMS contract, invoiced in your own name, goes on Forms A and B. Nine tenths of the fee are pensionable and the practice pays its share beside the fee. Work through chambers counts where the practice pays you directly; work for a practice in which you are a partner does not.',
    source: KA_04334,
  };
}

/** The rule of appraisals is England's scheme's. */
function appraisal({ nation, hasType2Post }: WorkToPension): WorkRoute {
  if (schemeOf(nation) !== 'england_and_wales')
    return ask(
      'How appraisal fees are pensioned is not known here for this nation. Ask who pays them, and the office of the scheme.',
      nation === 'scotland' ? PSD : HSC,
    );
  return hasType2Post
    ? {
        route: 'solo',
        pensionableShareBasisPoints: 10_000,
        why: 'You also have a salaried or SOLO post, so your appraisal fees are pensioned by SOLO.',
        source: NASGP_APPRAISAL,
      }
    : {
        route: 'form_ab',
        pensionableShareBasisPoints: 9000,
        why: 'You do locum work only, so your appraisal fees go on Forms A and B.',
        source: NASGP_APPRAISAL,
      };
}

/** How providers pension fees themselves is known for England. Wales has the same scheme, the others are not known. */
function solo(nation: Nation, what: string, more = '', source = PCSE_SOLO): WorkRoute {
  if (schemeOf(nation) !== 'england_and_wales')
    return ask(
      `${what} is not Form A and B work. Ask the provider how it pensions GPs: that is not known here for this nation.`,
      source,
    );
  const how =
    nation === 'england'
      ? 'the provider takes the contributions and sends them on through its integrated care board, and you file one SOLO form a year. Money that you send yourself is rejected.'
      : 'the provider takes the contributions. Ask it to which health board they go.';
  return {
    route: 'solo',
    pensionableShareBasisPoints: 10_000,
    why: `${what} is pensioned by SOLO: ${how}${more}`,
    source,
  };
}

function none(why: string, source: string): WorkRoute {
  return { route: 'none', pensionableShareBasisPoints: 0, why, source };
}

function ask(why: string, source: string): WorkRoute {
  return { route: 'ask', pensionableShareBasisPoints: 0, why, source };
}
