import { professionOf } from '../professions.ts';

/** Why work cannot go on Forms A and B. */
export type NotPensionable = 'not_a_gp' | 'not_self_invoiced' | 'through_a_company';

export const NOT_PENSIONABLE_WORDS: Readonly<Record<NotPensionable, string>> = {
  not_a_gp:
    'Forms A and B are for GPs. Other professions pension NHS work through the payroll of the organisation that employs them.',
  not_self_invoiced:
    'Agency and payroll work cannot be pensioned on Forms A and B: only work that you invoice the practice for yourself.',
  through_a_company: 'A limited company cannot pension locum work on Forms A and B: they are for individuals only.',
};

export interface WorkForPension {
  readonly profession: string;
  readonly billingMode: 'self_invoiced' | 'agency' | 'paye';
  readonly tradingAs: 'sole_trader' | 'limited_company';
}

/**
 * Whether work may be pensioned on Forms A and B, and if not why not. NHSBSA KA-04334,
 * https://faq.nhsbsa.nhs.uk/knowledgebase/article/KA-04334/en-us, and its list of work that is not pensionable. Read 2026-11-23.
 */
export function mayUseFormsAB(
  work: WorkForPension,
): { readonly ok: true } | { readonly ok: false; readonly reason: NotPensionable } {
  if (!professionOf(work.profession).usesFormsAB) return { ok: false, reason: 'not_a_gp' };
  if (work.billingMode !== 'self_invoiced') return { ok: false, reason: 'not_self_invoiced' };
  if (work.tradingAs === 'limited_company') return { ok: false, reason: 'through_a_company' };
  return { ok: true };
}
