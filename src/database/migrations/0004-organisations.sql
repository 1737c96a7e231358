-- The private address book: every place of work, as one locum knows it.

CREATE TABLE organisations (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  -- code of features/organisations/input.ts: gp_practice, hospital, pharmacy, …
  kind text NOT NULL,
  nation text NOT NULL,
  address_lines text NOT NULL DEFAULT '',
  postcode text,
  ods_code text,
  -- who is asked about dates, and who pays
  booking_contact_name text,
  booking_contact_email text,
  booking_contact_phone text,
  finance_contact_name text,
  finance_contact_email text,
  -- defaults copied onto each new booking; null: the locum's own default
  rate_kind text,
  rate_pence bigint CHECK (rate_pence >= 0),
  break_minutes integer NOT NULL DEFAULT 0 CHECK (break_minutes BETWEEN 0 AND 720),
  payment_terms_days integer CHECK (payment_terms_days BETWEEN 0 AND 120),
  cancellation_terms jsonb,
  pensionable boolean NOT NULL DEFAULT false,
  -- there and back, in tenths of a mile
  miles_tenths integer NOT NULL DEFAULT 0 CHECK (miles_tenths >= 0),
  purchase_order text,
  notes text NOT NULL DEFAULT '',
  -- out of the pick lists, kept for its history
  archived_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX organisations_by_name ON organisations (account_id, lower(name));
GRANT SELECT, INSERT, UPDATE, DELETE ON organisations TO sessional_app;
CALL protect_by_account('organisations');
