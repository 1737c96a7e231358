import type { z } from 'zod';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { recordFact } from '#platform/facts.ts';
import type { billingInput, pensionInput, personalInput, professionalInput } from './input.ts';
import { type ProfileChange, type SealedColumn, writeProfile } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

/** Sensitive fields are never sent back to a form: left empty they keep what is stored, unless their removal is ticked. */
export type Removals = ReadonlySet<string>;

export async function changePersonal(ctx: Ctx, owner: Owner, input: z.output<typeof personalInput>): Promise<void> {
  await change(ctx, owner, 'personal', {
    plain: {
      phone: input.phone,
      address_lines: input.addressLines,
      postcode: input.postcode,
      biography: input.biography,
      nation: input.nation,
    },
  });
}

export async function changeProfessional(
  ctx: Ctx,
  owner: Owner,
  input: z.output<typeof professionalInput>,
  removals: Removals,
): Promise<void> {
  await change(ctx, owner, 'professional', {
    plain: {
      specialties: listed(input.specialties),
      skills: listed(input.skills),
      clinical_systems: listed(input.clinicalSystems),
      employment_type: input.employmentType,
      pension_scheme: input.pensionScheme,
    },
    sealed: kept({ registrationNumber: input.registrationNumber }, removals),
  });
}

export async function changeBilling(
  ctx: Ctx,
  owner: Owner,
  input: z.output<typeof billingInput>,
  removals: Removals,
): Promise<void> {
  const { bankName, accountName, sortCode, accountNumber, utr } = input;
  await change(ctx, owner, 'billing', {
    plain: {
      trading_as: input.tradingAs,
      business_name: input.businessName,
      company_name: input.companyName,
      company_number: input.companyNumber,
      registered_office: input.registeredOffice,
      registered_in: input.registeredIn,
      directors: input.directors,
      vat_number: input.vatNumber,
      invoice_prefix: input.invoicePrefix,
      payment_terms_days: input.paymentTermsDays,
      cancellation_terms: input.cancellationTerms === null ? null : JSON.stringify(input.cancellationTerms),
    },
    sealed: kept({ bankName, accountName, sortCode, accountNumber, utr }, removals),
  });
}

export async function changePension(
  ctx: Ctx,
  owner: Owner,
  input: z.output<typeof pensionInput>,
  removals: Removals,
): Promise<void> {
  const { niNumber, pensionNumber, dateOfBirth } = input;
  await change(ctx, owner, 'pension', {
    plain: {
      host_code: input.hostCode,
      host_reference: input.hostReference,
      tier_basis_points: input.tier,
    },
    sealed: kept({ niNumber, pensionNumber, dateOfBirth }, removals),
  });
}

async function change(ctx: Ctx, owner: Owner, part: string, values: ProfileChange): Promise<void> {
  await asOwner(ctx.db, owner, async (tx: OwnedTransaction) => {
    await writeProfile(ctx, tx, values);
    await recordFact(ctx, tx, { kind: 'profile.changed', subjectId: tx.accountId, details: { part } });
  });
}

const COLUMNS: Readonly<Record<string, SealedColumn>> = {
  registrationNumber: 'registration_number_sealed',
  bankName: 'bank_name_sealed',
  accountName: 'account_name_sealed',
  sortCode: 'sort_code_sealed',
  accountNumber: 'account_number_sealed',
  utr: 'utr_sealed',
  niNumber: 'ni_number_sealed',
  pensionNumber: 'pension_number_sealed',
  dateOfBirth: 'date_of_birth_sealed',
};

/** What is to be written: new values, and null for those to be removed. An empty field changes nothing. */
function kept(
  fields: Readonly<Record<string, string | null>>,
  removals: Removals,
): Partial<Record<SealedColumn, string | null>> {
  const changes: Partial<Record<SealedColumn, string | null>> = {};
  for (const [name, value] of Object.entries(fields)) {
    const column = COLUMNS[name];
    if (column && removals.has(name)) changes[column] = null;
    else if (column && value !== null) changes[column] = value;
  }
  return changes;
}

function listed(text: string | null): string[] {
  return (text ?? '')
    .split(/[,\n]/)
    .map(item => item.trim())
    .filter(Boolean);
}
