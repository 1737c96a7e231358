-- Work that an agency, an umbrella company or a payroll pays for, and what their payslips say; and bank statements of several accounts, large files read in the background.

-- How one booking is paid, where it is more than "I invoice the organisation", and what was decided of its status for tax.
CREATE TABLE booking_engagements (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  booking_id uuid NOT NULL,
  -- features/bookings/engagement.ts
  paid_through text NOT NULL CHECK (paid_through IN ('invoice', 'agency_paye', 'agency_self_bill', 'umbrella', 'payroll')),
  -- the agency, umbrella company or employer; null: the organisation where the work is
  payer_id uuid,
  holiday text NOT NULL CHECK (holiday IN ('included', 'on_top')),
  -- of the pay for work, 1207 is 12.07%
  holiday_basis_points integer CHECK (holiday_basis_points BETWEEN 1 AND 10000),
  status_decided_by text CHECK (status_decided_by IN ('hirer', 'own_company')),
  status text CHECK (status IN ('inside', 'outside', 'not_given')),
  decided_on date,
  statement_received_on date,
  disagreed_on date,
  hirer_size text CHECK (hirer_size IN ('public', 'medium_or_large', 'small')),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, booking_id),
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, payer_id) REFERENCES organisations (account_id, id),
  CHECK ((holiday = 'on_top') = (holiday_basis_points IS NOT NULL))
);

-- What an agency, umbrella company or employer says that it paid on one day.
CREATE TABLE payslips (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  payer_id uuid NOT NULL,
  -- rules/payslips/payslip.ts
  kind text NOT NULL CHECK (kind IN ('paye', 'umbrella', 'self_bill')),
  paid_on date NOT NULL,
  period text NOT NULL CHECK (period IN ('week', 'month', 'other')),
  gross_pence bigint NOT NULL CHECK (gross_pence >= 0),
  -- paid back without tax
  expenses_pence bigint NOT NULL CHECK (expenses_pence >= 0),
  tax_pence bigint NOT NULL CHECK (tax_pence >= 0),
  ni_pence bigint NOT NULL CHECK (ni_pence >= 0),
  pension_pence bigint NOT NULL CHECK (pension_pence >= 0),
  loan_pence bigint NOT NULL CHECK (loan_pence >= 0),
  other_pence bigint NOT NULL CHECK (other_pence >= 0),
  net_pence bigint NOT NULL CHECK (net_pence >= 0),
  -- of an umbrella company: what the agency paid it for the work, and what it kept before gross pay
  assignment_pence bigint CHECK (assignment_pence >= 0),
  margin_pence bigint CHECK (margin_pence >= 0),
  employer_ni_pence bigint CHECK (employer_ni_pence >= 0),
  levy_pence bigint CHECK (levy_pence >= 0),
  employer_pension_pence bigint CHECK (employer_pension_pence >= 0),
  note text NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, payer_id) REFERENCES organisations (account_id, id),
  CHECK (assignment_pence IS NULL OR kind = 'umbrella'),
  CHECK (num_nulls(assignment_pence, margin_pence, employer_ni_pence, levy_pence, employer_pension_pence) IN (0, 5))
);
CREATE INDEX payslips_by_day ON payslips (account_id, paid_on);

-- What of a payslip is for which booking.
CREATE TABLE payslip_lines (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  payslip_id uuid NOT NULL,
  booking_id uuid NOT NULL,
  amount_pence bigint NOT NULL CHECK (amount_pence > 0),
  PRIMARY KEY (account_id, payslip_id, booking_id),
  FOREIGN KEY (account_id, payslip_id) REFERENCES payslips (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id) ON DELETE CASCADE
);
CREATE INDEX payslip_lines_by_booking ON payslip_lines (account_id, booking_id);

-- What was asked of a payer, word for word, and for which bookings.
CREATE TABLE pay_queries (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  payer_id uuid NOT NULL,
  to_address text NOT NULL,
  body text NOT NULL,
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, payer_id) REFERENCES organisations (account_id, id)
);
CREATE TABLE pay_query_bookings (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  query_id uuid NOT NULL,
  booking_id uuid NOT NULL,
  -- as it stood when it was asked for
  gap_pence bigint NOT NULL CHECK (gap_pence > 0),
  PRIMARY KEY (account_id, query_id, booking_id),
  FOREIGN KEY (account_id, query_id) REFERENCES pay_queries (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id) ON DELETE CASCADE
);

GRANT SELECT, INSERT, UPDATE ON booking_engagements TO sessional_app;
GRANT SELECT, INSERT, DELETE ON payslips, payslip_lines TO sessional_app;
GRANT SELECT, INSERT ON pay_queries, pay_query_bookings TO sessional_app;
CALL protect_by_account('booking_engagements');
CALL protect_by_account('payslips');
CALL protect_by_account('payslip_lines');
CALL protect_by_account('pay_queries');
CALL protect_by_account('pay_query_bookings');

-- Bank accounts that the locum keeps apart; files of before belong to none of them.
CREATE TABLE bank_accounts (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  label text NOT NULL CHECK (label <> ''),
  purpose text NOT NULL CHECK (purpose IN ('business', 'private')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, label)
);
GRANT SELECT, INSERT ON bank_accounts TO sessional_app;
CALL protect_by_account('bank_accounts');

ALTER TABLE bank_imports
  ADD COLUMN bank_account_id uuid,
  -- a large file is read in the background: the text it comes from, how far that is, and what was wrong, if anything
  ADD COLUMN state text NOT NULL DEFAULT 'done' CHECK (state IN ('waiting', 'done', 'failed')),
  ADD COLUMN file_id uuid,
  ADD COLUMN reading jsonb,
  ADD COLUMN line_total integer,
  ADD COLUMN fault text,
  ADD FOREIGN KEY (account_id, bank_account_id) REFERENCES bank_accounts (account_id, id),
  ADD FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id);

ALTER TABLE bank_lines
  ADD COLUMN bank_account_id uuid,
  ADD FOREIGN KEY (account_id, bank_account_id) REFERENCES bank_accounts (account_id, id),
  DROP CONSTRAINT bank_lines_account_id_paid_on_amount_pence_description_occu_key,
  ADD UNIQUE NULLS NOT DISTINCT (account_id, bank_account_id, paid_on, amount_pence, description, occurrence);

-- True: the payment was recorded by hand before the line came, and stays when the match is undone.
ALTER TABLE bank_matches ADD COLUMN was_recorded boolean NOT NULL DEFAULT false;
GRANT DELETE ON bank_matches TO sessional_app;
