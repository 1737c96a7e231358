-- The pension ledger whole: forms of each nation, parts of a form, rejections, payments under a reference, other posts, statements, warnings and chases.

-- An invoice whose work lies in two scheme years needs a form for each; boxes are apportioned, so that their sum is the invoice's.
ALTER TABLE form_as DROP CONSTRAINT form_as_account_id_invoice_id_key;
ALTER TABLE form_as
  ADD COLUMN part integer NOT NULL DEFAULT 1 CHECK (part > 0),
  -- of the organisation when it was made: decides scheme, layout and who pays the employer's share
  ADD COLUMN nation text NOT NULL DEFAULT 'england',
  -- no longer to be pensioned: too late, rejected for good, or the locum changed their mind; the employer's share goes back
  ADD COLUMN given_up_on date,
  ADD COLUMN given_up_reason text CHECK (given_up_reason IN ('too_late', 'rejected', 'changed_mind')),
  -- by hand: the practice is not to be reminded of this form
  ADD COLUMN chasing_paused_at timestamptz,
  ADD UNIQUE (account_id, invoice_id, part),
  ADD CHECK ((given_up_on IS NULL) = (given_up_reason IS NULL));

-- One Form B a month and scheme: work in Scotland is on another office's form than work in England.
ALTER TABLE form_bs DROP CONSTRAINT form_bs_account_id_pension_month_revision_key;
ALTER TABLE form_bs
  ADD COLUMN scheme text NOT NULL DEFAULT 'england_and_wales' CHECK (scheme IN ('england_and_wales', 'scotland', 'northern_ireland')),
  -- as printed: the month of receipt unless the locum wrote another
  ADD COLUMN payment_reference text NOT NULL DEFAULT '',
  ADD COLUMN rejected_on date,
  ADD COLUMN rejection_reason text,
  -- contributions as paid over under the reference
  ADD COLUMN paid_on date,
  ADD COLUMN paid_pence bigint CHECK (paid_pence >= 0),
  ADD UNIQUE (account_id, pension_month, scheme, revision),
  ADD CHECK ((rejected_on IS NULL) = (rejection_reason IS NULL)),
  ADD CHECK ((paid_on IS NULL) = (paid_pence IS NULL));

-- What the locum knows of one scheme year and the rules cannot: a tier told or chosen, days as corrected.
CREATE TABLE pension_years (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  scheme_year text NOT NULL CHECK (scheme_year ~ '^20[0-9]{2}-[0-9]{2}$'),
  scheme text NOT NULL CHECK (scheme IN ('england_and_wales', 'scotland', 'northern_ireland')),
  -- the tier in use, in basis points; null: reckoned, or asked for where no table is known
  tier_basis_points integer CHECK (tier_basis_points BETWEEN 0 AND 2000),
  -- added to the days of service on the forms, with a note that says why
  days_adjustment integer NOT NULL DEFAULT 0 CHECK (days_adjustment BETWEEN -366 AND 366),
  days_note text NOT NULL DEFAULT '',
  -- Northern Ireland, as the locum was told: no source says whether income is annualised there
  annualises boolean,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, scheme_year, scheme)
);

-- Pensioned work outside Forms A and B, as posts with their pay by month: SOLO, salaried, partner; officer posts stay out of the tier.
CREATE TABLE pension_posts (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('solo', 'salaried', 'partner', 'officer')),
  employer text NOT NULL CHECK (employer <> ''),
  -- where SOLO work is booked here, its organisation; null for a post that is only told
  organisation_id uuid,
  scheme text NOT NULL CHECK (scheme IN ('england_and_wales', 'scotland', 'northern_ireland')),
  started_on date NOT NULL,
  ended_on date,
  -- contractual membership on every day from start to end
  is_continuous boolean NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id),
  CHECK (ended_on >= started_on)
);

CREATE TABLE pension_post_pay (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  post_id uuid NOT NULL,
  pay_month text NOT NULL CHECK (pay_month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  pensionable_pence bigint NOT NULL CHECK (pensionable_pence >= 0),
  -- taken from the pay by the payroll or provider; null where the locum does not know yet
  contributed_pence bigint CHECK (contributed_pence >= 0),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, post_id, pay_month),
  FOREIGN KEY (account_id, post_id) REFERENCES pension_posts (account_id, id) ON DELETE CASCADE
);

-- What the pension agency says it holds, as typed or imported from a statement. Compared with the ledger, never written into it.
CREATE TABLE pension_statements (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  scheme_year text NOT NULL CHECK (scheme_year ~ '^20[0-9]{2}-[0-9]{2}$'),
  scheme text NOT NULL CHECK (scheme IN ('england_and_wales', 'scotland', 'northern_ireland')),
  stated_on date NOT NULL,
  source text NOT NULL CHECK (source IN ('typed', 'imported')),
  file_name text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE pension_statement_lines (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  statement_id uuid NOT NULL,
  position integer NOT NULL,
  -- the month of the Form B; null where the statement gives the year as one figure
  pension_month text CHECK (pension_month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  description text NOT NULL DEFAULT '',
  pensionable_pence bigint NOT NULL CHECK (pensionable_pence >= 0),
  employee_pence bigint CHECK (employee_pence >= 0),
  employer_pence bigint CHECK (employer_pence >= 0),
  PRIMARY KEY (account_id, statement_id, position),
  FOREIGN KEY (account_id, statement_id) REFERENCES pension_statements (account_id, id) ON DELETE CASCADE
);

-- Each warning of a deadline is given once.
CREATE TABLE pension_warnings (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  -- a booking's or form's id, or month and scheme of a Form B
  subject text NOT NULL,
  -- days before the day; 0 says that it has passed
  days integer NOT NULL CHECK (days >= 0),
  warned_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, subject, days)
);

-- Reminders to a practice of a Form A that it has not signed, each with a fresh link.
CREATE TABLE form_a_chases (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  form_a_id uuid NOT NULL,
  chased_at timestamptz NOT NULL,
  -- the locum pressed the button, or the day's work did
  by_hand boolean NOT NULL,
  PRIMARY KEY (account_id, form_a_id, chased_at),
  FOREIGN KEY (account_id, form_a_id) REFERENCES form_as (account_id, id)
);

GRANT SELECT, INSERT, UPDATE ON pension_years, pension_warnings TO sessional_app;
GRANT SELECT, INSERT ON form_a_chases TO sessional_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON pension_posts, pension_post_pay, pension_statements, pension_statement_lines TO sessional_app;
CALL protect_by_account('pension_years');
CALL protect_by_account('pension_posts');
CALL protect_by_account('pension_post_pay');
CALL protect_by_account('pension_statements');
CALL protect_by_account('pension_statement_lines');
CALL protect_by_account('pension_warnings');
CALL protect_by_account('form_a_chases');
