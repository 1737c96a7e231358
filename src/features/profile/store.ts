import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { isNation } from '#rules/nation.ts';
import { DEFAULT_PAYMENT_DAYS } from '#rules/payment-terms.ts';
import type { ContributionTerms, Profile } from './profile.ts';

/** The owner's profile; what was never filled in is empty. */
export async function readProfile(ctx: Needs<'cipher'>, tx: OwnedTransaction): Promise<Profile> {
  const row = await tx.db.selectFrom('profiles').selectAll().where('account_id', '=', tx.accountId).executeTakeFirst();
  if (!row) return EMPTY;
  const open = (column: SealedColumn) => {
    const sealed = row[column];
    return sealed === null ? null : ctx.cipher.open(sealed, { table: 'profiles', column, row: tx.accountId });
  };
  const born = open('date_of_birth_sealed');
  return {
    phone: row.phone,
    addressLines: row.address_lines,
    postcode: row.postcode,
    biography: row.biography,
    registrationNumber: open('registration_number_sealed'),
    specialties: row.specialties,
    skills: row.skills,
    clinicalSystems: row.clinical_systems,
    employmentType: row.employment_type,
    pensionScheme: row.pension_scheme,
    nation: isNation(row.nation) ? row.nation : 'england',
    tradingAs: row.trading_as,
    businessName: row.business_name,
    companyName: row.company_name,
    companyNumber: row.company_number,
    registeredOffice: row.registered_office,
    registeredIn: row.registered_in,
    directors: row.directors,
    vatNumber: row.vat_number,
    bankName: open('bank_name_sealed'),
    accountName: open('account_name_sealed'),
    sortCode: open('sort_code_sealed'),
    accountNumber: open('account_number_sealed'),
    utr: open('utr_sealed'),
    invoicePrefix: row.invoice_prefix,
    paymentTermsDays: row.payment_terms_days,
    cancellationTerms: row.cancellation_terms,
    niNumber: open('ni_number_sealed'),
    pensionNumber: open('pension_number_sealed'),
    dateOfBirth: born === null ? null : Temporal.PlainDate.from(born),
    hostCode: row.host_code,
    hostReference: row.host_reference,
    tierBasisPoints: row.tier_basis_points,
  };
}

/** What contributions are taken by, which needs nothing opened: the locum's own nation and the tier that they were told. */
export async function readContributionTerms(tx: OwnedTransaction): Promise<ContributionTerms> {
  const row = await tx.db.selectFrom('profiles').selectAll().where('account_id', '=', tx.accountId).executeTakeFirst();
  if (!row) return EMPTY;
  return {
    nation: isNation(row.nation) ? row.nation : 'england',
    tierBasisPoints: row.tier_basis_points,
  };
}

/** Columns of `profiles` that may be written, sealed ones as plain text. */
export interface ProfileChange {
  readonly plain?: Readonly<Record<string, unknown>>;
  /** Null empties a column. */
  readonly sealed?: Readonly<Partial<Record<SealedColumn, string | null>>>;
}

export type SealedColumn = (typeof SEALED)[number];

const SEALED = [
  'registration_number_sealed',
  'bank_name_sealed',
  'account_name_sealed',
  'sort_code_sealed',
  'account_number_sealed',
  'utr_sealed',
  'ni_number_sealed',
  'pension_number_sealed',
  'date_of_birth_sealed',
] as const;

/** Writes the given columns, making the row at first. */
export async function writeProfile(
  ctx: Needs<'cipher' | 'clock'>,
  tx: OwnedTransaction,
  change: ProfileChange,
): Promise<void> {
  const sealed = Object.entries(change.sealed ?? {}).map(([column, value]) => [
    column,
    value === null || value === undefined
      ? null
      : ctx.cipher.seal(value, { table: 'profiles', column, row: tx.accountId }),
  ]);
  const values = { ...change.plain, ...Object.fromEntries(sealed), updated_at: ctx.clock.now() };
  await tx.db
    .insertInto('profiles')
    .values({ account_id: tx.accountId, ...values })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(values))
    .execute();
}

const EMPTY: Profile = {
  phone: null,
  addressLines: null,
  postcode: null,
  biography: null,
  registrationNumber: null,
  specialties: [],
  skills: [],
  clinicalSystems: [],
  employmentType: null,
  pensionScheme: null,
  nation: 'england',
  tradingAs: 'sole_trader',
  businessName: null,
  companyName: null,
  companyNumber: null,
  registeredOffice: null,
  registeredIn: null,
  directors: null,
  vatNumber: null,
  bankName: null,
  accountName: null,
  sortCode: null,
  accountNumber: null,
  utr: null,
  invoicePrefix: 'INV-',
  paymentTermsDays: DEFAULT_PAYMENT_DAYS,
  cancellationTerms: null,
  niNumber: null,
  pensionNumber: null,
  dateOfBirth: null,
  hostCode: null,
  hostReference: null,
  tierBasisPoints: null,
};
