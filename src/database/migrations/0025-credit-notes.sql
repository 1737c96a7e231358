-- Money given back on an issued invoice: a credit note has a series of its own, a paper of its own, and stands like the invoice does.

CREATE TABLE credit_note_counters (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  last_number integer NOT NULL CHECK (last_number >= 0)
);

CREATE TABLE credit_notes (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  -- as printed
  number_text text NOT NULL,
  issue_date date NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  amount_pence bigint NOT NULL CHECK (amount_pence > 0),
  -- the Form A whose employer's share it gives back; null for other reasons
  form_a_id uuid,
  -- everything printed, as it stood when issued
  content jsonb NOT NULL,
  file_id uuid NOT NULL,
  issued_at timestamptz NOT NULL,
  -- where the invoice was paid: the day on which the money went back
  refunded_on date,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, number),
  UNIQUE (account_id, form_a_id),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id),
  FOREIGN KEY (account_id, form_a_id) REFERENCES form_as (account_id, id),
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);
CREATE INDEX credit_notes_by_invoice ON credit_notes (account_id, invoice_id);

CREATE FUNCTION refuse_change_of_credit_note() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF (to_jsonb(NEW) - ARRAY['refunded_on']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['refunded_on']) THEN
      RAISE EXCEPTION 'credit note % is issued and cannot be edited', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END
  $$;
CREATE TRIGGER credit_notes_stand BEFORE UPDATE ON credit_notes
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_credit_note();

GRANT SELECT, INSERT, UPDATE ON credit_note_counters TO sessional_app;
-- nobody deletes one but the account itself when it goes
GRANT SELECT, INSERT, UPDATE ON credit_notes TO sessional_app;
CALL protect_by_account('credit_note_counters');
CALL protect_by_account('credit_notes');
