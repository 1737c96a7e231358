-- Tax: what the locum knows of a tax year and the books do not, and the pot in which they keep what is not theirs.

CREATE TABLE tax_years (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  tax_year text NOT NULL CHECK (tax_year ~ '^20[0-9]{2}-[0-9]{2}$'),
  -- how the return is made: by money received, or by work done
  basis text NOT NULL CHECK (basis IN ('cash', 'accruals')),
  -- null: follows from the nation of the profile
  region text CHECK (region IN ('rest_of_uk', 'scotland')),
  -- of rules/tax/tax-tables.ts
  loan_plans text[] NOT NULL,
  employment_pence bigint NOT NULL CHECK (employment_pence >= 0),
  other_pence bigint NOT NULL CHECK (other_pence >= 0),
  -- income tax and student loan that an employer took
  tax_paid_pence bigint NOT NULL CHECK (tax_paid_pence >= 0),
  loan_paid_pence bigint NOT NULL CHECK (loan_paid_pence >= 0),
  voluntary_class2 boolean NOT NULL,
  -- null: contributions of the Forms B that were paid over in the year
  pension_pence bigint CHECK (pension_pence >= 0),
  -- both payments on account towards this year; null: reckoned from the year before
  on_account_pence bigint CHECK (on_account_pence >= 0),
  -- profit of the whole year as the locum expects it; null: at the pace so far
  expected_profit_pence bigint CHECK (expected_profit_pence >= 0),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, tax_year)
);

CREATE TABLE tax_pot_moves (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  moved_on date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('put_in', 'taken_out', 'paid_from_pot', 'paid_otherwise')),
  amount_pence bigint NOT NULL CHECK (amount_pence > 0),
  -- the year whose tax was paid
  tax_year text CHECK (tax_year ~ '^20[0-9]{2}-[0-9]{2}$'),
  note text NOT NULL DEFAULT '',
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  CHECK ((tax_year IS NOT NULL) = (kind IN ('paid_from_pot', 'paid_otherwise')))
);
CREATE INDEX tax_pot_moves_by_day ON tax_pot_moves (account_id, moved_on);

GRANT SELECT, INSERT, UPDATE ON tax_years TO sessional_app;
GRANT SELECT, INSERT, DELETE ON tax_pot_moves TO sessional_app;
CALL protect_by_account('tax_years');
CALL protect_by_account('tax_pot_moves');
