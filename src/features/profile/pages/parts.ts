import { termsValues, withTerms } from '#platform/cancellation-input.ts';
import type { Needs } from '#platform/context.ts';
import { allTyped, type FormValues, readInput } from '#platform/form.ts';
import type { Visitor } from '#platform/web.ts';
import { changeBilling, changePension, changePersonal, changeProfessional } from '../change-profile.ts';
import { billingInput, pensionInput, personalInput, professionalInput } from '../input.ts';
import type { Profile } from '../profile.ts';
import { BillingFields, PensionFields, PersonalFields, ProfessionalFields } from './fields.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

/** One part of the profile: its fields, how they are filled, and how they are kept. The pages and the set-up share it. */
export interface Part {
  readonly title: string;
  readonly Fields: typeof PersonalFields;
  readonly values: (profile: Profile) => FormValues;
  readonly save: (ctx: Ctx, visitor: Visitor, values: FormValues) => Promise<void>;
}

const removalsOf = (values: FormValues) => new Set(allTyped({ values, errors: {} }, 'remove'));

export const PARTS = {
  personal: {
    title: 'Personal details',
    Fields: PersonalFields,
    values: profile => ({
      addressLines: profile.addressLines ?? '',
      postcode: profile.postcode ?? '',
      phone: profile.phone ?? '',
      nation: profile.nation,
      biography: profile.biography ?? '',
    }),
    save: (ctx, visitor, values) => changePersonal(ctx, visitor.owner, readInput(personalInput, values)),
  },
  professional: {
    title: 'Professional details',
    Fields: ProfessionalFields,
    values: profile => ({
      specialties: profile.specialties.join(', '),
      skills: profile.skills.join(', '),
      clinicalSystems: profile.clinicalSystems.join(', '),
      employmentType: profile.employmentType ?? '',
      pensionScheme: profile.pensionScheme ?? '',
    }),
    save: (ctx, visitor, values) =>
      changeProfessional(
        ctx,
        visitor.owner,
        readInput(professionalInput, { ...values, profession: visitor.profession }),
        removalsOf(values),
      ),
  },
  billing: {
    title: 'Billing details',
    Fields: BillingFields,
    values: profile => ({
      tradingAs: profile.tradingAs,
      businessName: profile.businessName ?? '',
      invoicePrefix: profile.invoicePrefix,
      paymentTermsDays: String(profile.paymentTermsDays),
      companyName: profile.companyName ?? '',
      companyNumber: profile.companyNumber ?? '',
      registeredOffice: profile.registeredOffice ?? '',
      registeredIn: profile.registeredIn ?? '',
      directors: profile.directors ?? '',
      vatNumber: profile.vatNumber ?? '',
      ...termsValues(profile.cancellationTerms),
    }),
    save: (ctx, visitor, values) =>
      changeBilling(ctx, visitor.owner, readInput(billingInput, withTerms(values)), removalsOf(values)),
  },
  pension: {
    title: 'NHS pension details',
    Fields: PensionFields,
    values: profile => ({
      hostCode: profile.hostCode ?? '',
      hostReference: profile.hostReference ?? '',
      tier: profile.tierBasisPoints === null ? '' : String(profile.tierBasisPoints / 100),
    }),
    save: (ctx, visitor, values) =>
      changePension(ctx, visitor.owner, readInput(pensionInput, values), removalsOf(values)),
  },
} satisfies Record<string, Part>;

export type PartName = keyof typeof PARTS;

export function partNamed(name: string): PartName | undefined {
  return Object.keys(PARTS).find((it): it is PartName => it === name);
}
