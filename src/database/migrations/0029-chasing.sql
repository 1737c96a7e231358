-- Being paid late: reminders on a schedule of the locum's choosing, and interest and compensation by the Act as a paper of its own.

CREATE TABLE chasing_settings (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  is_on boolean NOT NULL,
  -- days after the due day, rising
  days jsonb NOT NULL,
  updated_at timestamptz NOT NULL
);

-- how an organisation pays, as the locum has learnt it
CREATE TABLE payer_records (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  organisation_id uuid NOT NULL,
  is_chased boolean NOT NULL,
  charges_interest boolean NOT NULL,
  registration_steps text NOT NULL,
  order_rule text NOT NULL,
  payment_run text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, organisation_id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id) ON DELETE CASCADE
);

-- what holds back the reminders of one invoice, or its interest
CREATE TABLE invoice_holds (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  invoice_id uuid NOT NULL,
  paused_at timestamptz,
  -- "we pay on …", as the locum was told
  promised_on date,
  interest_waived_at timestamptz,
  PRIMARY KEY (account_id, invoice_id),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id) ON DELETE CASCADE
);

CREATE TABLE invoice_chases (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  invoice_id uuid NOT NULL,
  chased_at timestamptz NOT NULL,
  by_hand boolean NOT NULL,
  to_address text NOT NULL,
  PRIMARY KEY (account_id, invoice_id, chased_at),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id) ON DELETE CASCADE
);

CREATE TABLE interest_invoice_counters (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  last_number integer NOT NULL CHECK (last_number >= 0)
);

CREATE TABLE interest_invoices (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- the invoice that was paid late
  invoice_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  -- as printed
  number_text text NOT NULL,
  issue_date date NOT NULL,
  -- interest is charged up to and including this day; the next one goes on from here
  charged_to date NOT NULL,
  interest_pence bigint NOT NULL CHECK (interest_pence >= 0),
  compensation_pence bigint NOT NULL CHECK (compensation_pence >= 0),
  -- everything printed, as it stood when issued
  content jsonb NOT NULL,
  file_id uuid NOT NULL,
  issued_at timestamptz NOT NULL,
  paid_on date,
  waived_at timestamptz,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, number),
  CHECK (interest_pence + compensation_pence > 0),
  CHECK (paid_on IS NULL OR waived_at IS NULL),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id),
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);
CREATE INDEX interest_invoices_by_invoice ON interest_invoices (account_id, invoice_id);

CREATE FUNCTION refuse_change_of_interest_invoice() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF (to_jsonb(NEW) - ARRAY['paid_on', 'waived_at']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['paid_on', 'waived_at']) THEN
      RAISE EXCEPTION 'interest invoice % is issued and cannot be edited', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END
  $$;
CREATE TRIGGER interest_invoices_stand BEFORE UPDATE ON interest_invoices
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_interest_invoice();

GRANT SELECT, INSERT, UPDATE ON chasing_settings TO sessional_app;
GRANT SELECT, INSERT, UPDATE ON payer_records TO sessional_app;
GRANT SELECT, INSERT, UPDATE ON invoice_holds TO sessional_app;
-- what was sent was sent
GRANT SELECT, INSERT ON invoice_chases TO sessional_app;
GRANT SELECT, INSERT, UPDATE ON interest_invoice_counters TO sessional_app;
GRANT SELECT, INSERT, UPDATE ON interest_invoices TO sessional_app;
CALL protect_by_account('chasing_settings');
CALL protect_by_account('payer_records');
CALL protect_by_account('invoice_holds');
CALL protect_by_account('invoice_chases');
CALL protect_by_account('interest_invoice_counters');
CALL protect_by_account('interest_invoices');
