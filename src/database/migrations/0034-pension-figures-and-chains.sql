-- What the locum knows and no table here has: rates and tiers of a year, agreed additions by their months, the days of an appraisal; and the chain of SOLO work.

-- A scheme's figures of a year that are not published here, with where and when the locum read them. A table that knows the year comes before them.
CREATE TABLE pension_entered_figures (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  scheme text NOT NULL CHECK (scheme IN ('england_and_wales', 'scotland', 'northern_ireland')),
  scheme_year text NOT NULL CHECK (scheme_year ~ '^20[0-9]{2}-[0-9]{2}$'),
  kind text NOT NULL CHECK (kind IN ('employer_rate', 'tiers')),
  -- one rate for the employer; of tiers one each, the lowest first
  basis_points integer[] NOT NULL CHECK (cardinality(basis_points) BETWEEN 1 AND 15),
  -- upper bounds in whole pounds of all tiers but the last
  bounds integer[] NOT NULL,
  read_at text NOT NULL CHECK (read_at <> ''),
  read_on date NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, scheme, scheme_year, kind),
  CHECK (cardinality(bounds) = cardinality(basis_points) - 1),
  CHECK (kind = 'tiers' OR cardinality(basis_points) = 1)
);

-- Added years, AVC and the like, each for the months for which it was agreed. They were one set under the profile, which held for any month.
CREATE TABLE pension_additions (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  scheme text NOT NULL CHECK (scheme IN ('england_and_wales', 'scotland', 'northern_ireland')),
  kind text NOT NULL CHECK (kind IN ('added_years', 'mpavc', 'additional_pension', 'errbo')),
  -- a share of the pensionable pay, or a sum a month
  basis_points integer CHECK (basis_points BETWEEN 1 AND 10000),
  amount_pence bigint CHECK (amount_pence > 0),
  from_month text NOT NULL CHECK (from_month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  -- null: still running
  to_month text CHECK (to_month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  CHECK (num_nonnulls(basis_points, amount_pence) = 1),
  CHECK (kind <> 'additional_pension' OR amount_pence IS NOT NULL),
  CHECK (kind NOT IN ('added_years', 'errbo') OR basis_points IS NOT NULL),
  CHECK (to_month >= from_month)
);

ALTER TABLE profiles NO FORCE ROW LEVEL SECURITY;
INSERT INTO pension_additions (account_id, id, scheme, kind, basis_points, amount_pence, from_month, to_month, updated_at)
SELECT
  p.account_id,
  gen_random_uuid(),
  CASE WHEN p.nation IN ('england', 'wales') THEN 'england_and_wales' ELSE p.nation END,
  it.kind,
  nullif(it.basis_points, 0),
  nullif(it.pence, 0),
  -- the first month of the scheme of 2015: it held for every month until now
  '2015-04',
  NULL,
  p.updated_at
FROM profiles p
CROSS JOIN LATERAL (
  VALUES
    ('added_years', p.added_years_basis_points, 0),
    ('mpavc', p.mpavc_basis_points, 0),
    ('mpavc', 0, p.mpavc_pence),
    ('additional_pension', 0, p.additional_pension_pence),
    ('errbo', p.errbo_basis_points, 0)
) AS it (kind, basis_points, pence)
WHERE it.basis_points > 0 OR it.pence > 0;
ALTER TABLE profiles FORCE ROW LEVEL SECURITY;
ALTER TABLE profiles
  DROP COLUMN added_years_basis_points,
  DROP COLUMN mpavc_basis_points,
  DROP COLUMN mpavc_pence,
  DROP COLUMN additional_pension_pence,
  DROP COLUMN errbo_basis_points;

-- What was done about a provider's SOLO work of a month, each step with its day.
CREATE TABLE pension_solo_steps (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  scheme text NOT NULL CHECK (scheme IN ('england_and_wales', 'scotland', 'northern_ireland')),
  -- the organisation whose work is booked here, or the post that is only told, as people see it: org_… or pst_…
  provider text NOT NULL CHECK (provider <> ''),
  work_month text NOT NULL CHECK (work_month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  step text NOT NULL CHECK (step IN ('record', 'sent', 'signed', 'received', 'paid')),
  done_on date NOT NULL,
  note text NOT NULL DEFAULT '',
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, scheme, provider, work_month, step)
);

-- The days of one appraisal beside that of its booking: one to three since 2026-27.
CREATE TABLE pension_appraisal_days (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  booking_id uuid NOT NULL,
  day date NOT NULL,
  PRIMARY KEY (account_id, booking_id, day),
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id) ON DELETE CASCADE
);

GRANT SELECT, INSERT, UPDATE, DELETE ON pension_entered_figures, pension_additions, pension_solo_steps, pension_appraisal_days TO sessional_app;
CALL protect_by_account('pension_entered_figures');
CALL protect_by_account('pension_additions');
CALL protect_by_account('pension_solo_steps');
CALL protect_by_account('pension_appraisal_days');
