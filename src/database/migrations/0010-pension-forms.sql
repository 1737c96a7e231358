-- The papers of the NHS Pension Scheme: one Form A an invoice, one Form B a month of receipt.

CREATE TABLE form_as (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  scheme_year text NOT NULL,
  -- first and last day worked of all its pensionable bookings: the ten weeks count from them
  first_day date NOT NULL,
  last_day date NOT NULL CHECK (last_day >= first_day),
  -- [{"from": day, "to": day}], runs of consecutive days
  periods jsonb NOT NULL,
  -- boxes 1 to 3
  fee_pence bigint NOT NULL CHECK (fee_pence >= 0),
  pensionable_pay_pence bigint NOT NULL CHECK (pensionable_pay_pence >= 0),
  employer_contribution_pence bigint NOT NULL CHECK (employer_contribution_pence >= 0),
  employer_basis_points integer NOT NULL,
  file_id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  -- withdrawn with its voided invoice
  withdrawn_at timestamptz,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, invoice_id),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id),
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);
CREATE INDEX form_as_by_last_day ON form_as (account_id, last_day);

CREATE TABLE form_bs (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- the month of receipt, YYYY-MM
  pension_month text NOT NULL CHECK (pension_month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  -- counts up when the form of a month is made again; the highest is the one that stands
  revision integer NOT NULL CHECK (revision > 0),
  scheme_year text NOT NULL,
  tier_basis_points integer NOT NULL,
  -- lines a to j of the form
  pensionable_pay_pence bigint NOT NULL,
  employee_pence bigint NOT NULL,
  added_years_pence bigint NOT NULL,
  mpavc_pence bigint NOT NULL,
  additional_pension_pence bigint NOT NULL,
  errbo_pence bigint NOT NULL,
  employee_total_pence bigint NOT NULL,
  employer_pence bigint NOT NULL,
  payable_pence bigint NOT NULL,
  cumulative_pensionable_pence bigint NOT NULL,
  file_id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  -- when, where and under which reference the locum sent it; null until then
  submitted_on date,
  submitted_to text,
  submission_reference text,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, pension_month, revision),
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);

CREATE TABLE form_b_lines (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  form_b_id uuid NOT NULL,
  form_a_id uuid NOT NULL,
  -- the day on which the invoice of the Form A was paid in full
  paid_on date NOT NULL,
  PRIMARY KEY (account_id, form_b_id, form_a_id),
  FOREIGN KEY (account_id, form_b_id) REFERENCES form_bs (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, form_a_id) REFERENCES form_as (account_id, id)
);
GRANT SELECT, INSERT, UPDATE ON form_as, form_bs, form_b_lines TO sessional_app;
CALL protect_by_account('form_as');
CALL protect_by_account('form_bs');
CALL protect_by_account('form_b_lines');
