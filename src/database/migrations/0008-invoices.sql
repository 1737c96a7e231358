-- Money asked for. Numbers have no gaps, and what is issued is never edited: it is paid, or voided with a reason.

CREATE TABLE invoice_counters (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  -- the last number given; the row is locked while one is issued, which is what makes the series gapless
  last_number integer NOT NULL CHECK (last_number >= 0)
);

CREATE TABLE invoices (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'issued', 'paid', 'void')),
  number integer CHECK (number > 0),
  -- as printed: prefix and number
  number_text text,
  issue_date date,
  due_date date,
  payment_terms_days integer NOT NULL CHECK (payment_terms_days BETWEEN 0 AND 120),
  purchase_order text,
  notes text NOT NULL DEFAULT '',
  -- sums of the lines; rules/invoice-totals.ts
  work_pence bigint NOT NULL CHECK (work_pence >= 0),
  expenses_pence bigint NOT NULL CHECK (expenses_pence >= 0),
  -- Form A box 1 and 2 and 3; nought where nothing is pensioned
  pensionable_fee_pence bigint NOT NULL DEFAULT 0 CHECK (pensionable_fee_pence >= 0),
  pensionable_pay_pence bigint NOT NULL DEFAULT 0 CHECK (pensionable_pay_pence >= 0),
  employer_contribution_pence bigint NOT NULL DEFAULT 0 CHECK (employer_contribution_pence >= 0),
  employer_basis_points integer,
  total_pence bigint NOT NULL,
  -- everything printed, as it stood when issued
  content jsonb,
  file_id uuid,
  issued_at timestamptz,
  voided_at timestamptz,
  void_reason text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, number),
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id),
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id),
  CHECK (total_pence = work_pence + expenses_pence + employer_contribution_pence),
  CHECK (pensionable_fee_pence <= work_pence),
  CHECK ((state = 'draft') = (number IS NULL)),
  CHECK (state = 'draft' OR (issue_date IS NOT NULL AND due_date IS NOT NULL AND issued_at IS NOT NULL AND content IS NOT NULL AND file_id IS NOT NULL AND number_text IS NOT NULL)),
  CHECK ((state = 'void') = (voided_at IS NOT NULL)),
  CHECK (state <> 'void' OR void_reason <> '')
);
CREATE INDEX invoices_by_state ON invoices (account_id, state, due_date);
CREATE INDEX invoices_by_organisation ON invoices (account_id, organisation_id, id);

CREATE TABLE invoice_lines (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  invoice_id uuid NOT NULL,
  position integer NOT NULL,
  booking_id uuid,
  -- fee, extra_work, cancellation, mileage, expense
  kind text NOT NULL,
  worked_on date,
  description text NOT NULL,
  quantity_text text NOT NULL DEFAULT '',
  rate_text text NOT NULL DEFAULT '',
  pensioned boolean NOT NULL DEFAULT false,
  amount_pence bigint NOT NULL CHECK (amount_pence >= 0),
  PRIMARY KEY (account_id, invoice_id, position),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id)
);
CREATE INDEX invoice_lines_by_booking ON invoice_lines (account_id, booking_id) WHERE booking_id IS NOT NULL;

ALTER TABLE bookings ADD FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id);

-- Once issued, only its state and the reason for voiding may change; it can never be deleted, nor can its lines be touched.
CREATE FUNCTION refuse_change_of_issued_invoice() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF TG_OP = 'DELETE' THEN
      IF OLD.state <> 'draft' AND current_user = 'sessional_app' THEN
        RAISE EXCEPTION 'invoice % is issued and cannot be deleted', OLD.id USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN OLD;
    END IF;
    IF OLD.state <> 'draft' AND
      (to_jsonb(NEW) - ARRAY['state', 'voided_at', 'void_reason', 'updated_at']) IS DISTINCT FROM
      (to_jsonb(OLD) - ARRAY['state', 'voided_at', 'void_reason', 'updated_at'])
    THEN
      RAISE EXCEPTION 'invoice % is issued and cannot be edited', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'void' AND NEW.state <> 'void' THEN
      RAISE EXCEPTION 'invoice % is void and stays so', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END
  $$;
CREATE TRIGGER issued_invoices_stand BEFORE UPDATE OR DELETE ON invoices
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued_invoice();

CREATE FUNCTION refuse_change_of_issued_lines() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  DECLARE
    line record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  BEGIN
    IF EXISTS (
      SELECT FROM invoices WHERE account_id = line.account_id AND id = line.invoice_id AND state <> 'draft'
    ) AND current_user = 'sessional_app' THEN
      RAISE EXCEPTION 'the lines of invoice % are issued and cannot be changed', line.invoice_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN line;
  END
  $$;
CREATE TRIGGER issued_lines_stand BEFORE INSERT OR UPDATE OR DELETE ON invoice_lines
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued_lines();

GRANT SELECT, INSERT, UPDATE ON invoice_counters TO sessional_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON invoices, invoice_lines TO sessional_app;
CALL protect_by_account('invoice_counters');
CALL protect_by_account('invoices');
CALL protect_by_account('invoice_lines');
