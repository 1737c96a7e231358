-- What a locum tells about themselves once, so that no form asks twice. Columns ending in _sealed hold encrypted text (platform/encryption.ts).

CREATE TABLE profiles (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  -- personal
  phone text,
  address_lines text,
  postcode text,
  biography text,
  -- professional
  registration_number_sealed text,
  specialties text[] NOT NULL DEFAULT '{}',
  skills text[] NOT NULL DEFAULT '{}',
  clinical_systems text[] NOT NULL DEFAULT '{}',
  -- "self_employed", "limited_company", "agency", "employed"
  employment_type text,
  -- "nhs", "other", "none"
  pension_scheme text,
  -- where the locum mostly works; decides bank holidays and pension rules where an organisation says nothing else
  nation text NOT NULL DEFAULT 'england',
  -- billing
  trading_as text NOT NULL DEFAULT 'sole_trader' CHECK (trading_as IN ('sole_trader', 'limited_company')),
  business_name text,
  company_name text,
  company_number text,
  registered_office text,
  -- the part of the United Kingdom where the company is registered
  registered_in text,
  -- all directors or none, as the Companies Act trading disclosures ask
  directors text,
  vat_number text,
  bank_name_sealed text,
  account_name_sealed text,
  sort_code_sealed text,
  account_number_sealed text,
  utr_sealed text,
  invoice_prefix text NOT NULL DEFAULT 'INV-',
  payment_terms_days integer NOT NULL DEFAULT 30 CHECK (payment_terms_days BETWEEN 0 AND 120),
  cancellation_terms jsonb,
  -- pension
  ni_number_sealed text,
  pension_number_sealed text,
  date_of_birth_sealed text,
  -- code of the host PCSE office or Local Health Board
  host_code text,
  -- Wales only
  host_reference text,
  -- the tier the locum has chosen to pay this year, in basis points; null: computed
  tier_basis_points integer CHECK (tier_basis_points BETWEEN 0 AND 2000),
  added_years_basis_points integer NOT NULL DEFAULT 0 CHECK (added_years_basis_points BETWEEN 0 AND 2000),
  mpavc_basis_points integer NOT NULL DEFAULT 0 CHECK (mpavc_basis_points BETWEEN 0 AND 10000),
  mpavc_pence bigint NOT NULL DEFAULT 0 CHECK (mpavc_pence >= 0),
  additional_pension_pence bigint NOT NULL DEFAULT 0 CHECK (additional_pension_pence >= 0),
  errbo_basis_points integer NOT NULL DEFAULT 0 CHECK (errbo_basis_points BETWEEN 0 AND 2000),
  updated_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON profiles TO sessional_app;
CALL protect_by_account('profiles');
