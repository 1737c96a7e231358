-- Papers of money: credit notes by hand with their parts and lines, money above a balance, write-offs, statements of account, order numbers that have to be there; and what is issued stands in every table.

-- Credit notes ---------------------------------------------------------------------------------------------------------------------

ALTER TABLE credit_notes
  -- of the amount: pay for work, expenses passed on, and the employer's pension share; together they are the amount
  ADD COLUMN work_pence bigint NOT NULL DEFAULT 0 CHECK (work_pence >= 0),
  ADD COLUMN expenses_pence bigint NOT NULL DEFAULT 0 CHECK (expenses_pence >= 0),
  ADD COLUMN employer_pence bigint NOT NULL DEFAULT 0 CHECK (employer_pence >= 0),
  -- of the amount, what was paid already when the note was issued and has to go back
  ADD COLUMN refund_pence bigint NOT NULL DEFAULT 0 CHECK (refund_pence >= 0);
ALTER TABLE credit_notes NO FORCE ROW LEVEL SECURITY;
ALTER TABLE credit_notes DISABLE TRIGGER credit_notes_stand;
-- until now each gave back the employer's share of a Form A
UPDATE credit_notes SET
  work_pence = CASE WHEN form_a_id IS NULL THEN amount_pence ELSE 0 END,
  employer_pence = CASE WHEN form_a_id IS NULL THEN 0 ELSE amount_pence END,
  refund_pence = coalesce((content ->> 'refundPence')::bigint, 0);
ALTER TABLE credit_notes ENABLE TRIGGER credit_notes_stand;
ALTER TABLE credit_notes FORCE ROW LEVEL SECURITY;
ALTER TABLE credit_notes
  ADD CHECK (work_pence + expenses_pence + employer_pence = amount_pence),
  ADD CHECK (refund_pence <= amount_pence);

-- lines of the invoice that a credit note takes back whole; each line once
CREATE TABLE credit_note_lines (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  credit_note_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  position integer NOT NULL,
  PRIMARY KEY (account_id, invoice_id, position),
  FOREIGN KEY (account_id, credit_note_id) REFERENCES credit_notes (account_id, id),
  FOREIGN KEY (account_id, invoice_id, position) REFERENCES invoice_lines (account_id, invoice_id, position)
);
GRANT SELECT, INSERT ON credit_note_lines TO sessional_app;
CALL protect_by_account('credit_note_lines');

-- Write-offs -----------------------------------------------------------------------------------------------------------------------

-- The balance of an invoice that will not be paid. Undone where the money comes after all; it stays visible.
CREATE TABLE write_offs (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  written_off_on date NOT NULL,
  amount_pence bigint NOT NULL CHECK (amount_pence > 0),
  reason text NOT NULL CHECK (reason <> ''),
  recorded_at timestamptz NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id)
);
CREATE UNIQUE INDEX write_offs_once ON write_offs (account_id, invoice_id) WHERE undone_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON write_offs TO sessional_app;
CALL protect_by_account('write_offs');

-- Remittances ----------------------------------------------------------------------------------------------------------------------

-- One sum of money of one organisation, for one invoice or several. What is on no invoice and was not sent back is the organisation's credit.
CREATE TABLE remittances (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  received_on date NOT NULL,
  amount_pence bigint NOT NULL CHECK (amount_pence > 0),
  reference text NOT NULL DEFAULT '',
  -- how it came to be known: typed from an advice, a line of the bank, more than one invoice asked for, or a credit note's refund kept
  source text NOT NULL CHECK (source IN ('advice', 'bank', 'overpayment', 'credit_note')),
  recorded_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id)
);
CREATE INDEX remittances_by_organisation ON remittances (account_id, organisation_id, id);
ALTER TABLE payments ADD COLUMN remittance_id uuid,
  ADD FOREIGN KEY (account_id, remittance_id) REFERENCES remittances (account_id, id);
CREATE INDEX payments_by_remittance ON payments (account_id, remittance_id) WHERE remittance_id IS NOT NULL;

CREATE TABLE remittance_refunds (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  remittance_id uuid NOT NULL,
  refunded_on date NOT NULL,
  amount_pence bigint NOT NULL CHECK (amount_pence > 0),
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, remittance_id) REFERENCES remittances (account_id, id)
);
CREATE INDEX remittance_refunds_by_remittance ON remittance_refunds (account_id, remittance_id);
GRANT SELECT, INSERT, UPDATE ON remittances TO sessional_app;
GRANT SELECT, INSERT ON remittance_refunds TO sessional_app;
CALL protect_by_account('remittances');
CALL protect_by_account('remittance_refunds');

-- Statements of account ------------------------------------------------------------------------------------------------------------

CREATE TABLE account_statements (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  as_of date NOT NULL,
  -- what the organisation owes by it; negative where money of its is kept
  owed_pence bigint NOT NULL,
  -- everything printed
  content jsonb NOT NULL,
  file_id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  -- null where no address was known
  sent_to text,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id),
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);
CREATE INDEX account_statements_by_organisation ON account_statements (account_id, organisation_id, id);
GRANT SELECT, INSERT ON account_statements TO sessional_app;
CALL protect_by_account('account_statements');

-- Order numbers and references of the buyer ----------------------------------------------------------------------------------------

ALTER TABLE organisations
  -- what the buyer wants to read on each invoice: a cost centre, a contact, a contract
  ADD COLUMN buyer_reference text,
  -- an invoice without an order number is sent back there
  ADD COLUMN requires_purchase_order boolean NOT NULL DEFAULT false;
ALTER TABLE invoices ADD COLUMN buyer_reference text;

-- What is issued stands ------------------------------------------------------------------------------------------------------------

-- The line was looked up by where it goes; one that left an issued invoice for a draft slipped through.
CREATE OR REPLACE FUNCTION refuse_change_of_issued_lines() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF current_user = 'sessional_app' AND (
      (TG_OP <> 'INSERT' AND EXISTS (
        SELECT FROM invoices WHERE account_id = OLD.account_id AND id = OLD.invoice_id AND state <> 'draft'))
      OR (TG_OP <> 'DELETE' AND EXISTS (
        SELECT FROM invoices WHERE account_id = NEW.account_id AND id = NEW.invoice_id AND state <> 'draft'))
    ) THEN
      RAISE EXCEPTION 'the lines of an issued invoice cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END
  $$;

-- The arguments are the columns that may change.
CREATE FUNCTION refuse_change_of_what_stands() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF (to_jsonb(NEW) - TG_ARGV) IS DISTINCT FROM (to_jsonb(OLD) - TG_ARGV) THEN
      RAISE EXCEPTION '% % stands and cannot be edited', TG_TABLE_NAME, OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END
  $$;
-- the sealed content is sealed anew when the key changes: what it opens to is bound to the row and stays
CREATE TRIGGER form_as_stand BEFORE UPDATE ON form_as FOR EACH ROW EXECUTE FUNCTION
  refuse_change_of_what_stands('withdrawn_at', 'given_up_on', 'given_up_reason', 'chasing_paused_at', 'content_sealed');
CREATE TRIGGER form_bs_stand BEFORE UPDATE ON form_bs FOR EACH ROW EXECUTE FUNCTION
  refuse_change_of_what_stands('submitted_on', 'submitted_to', 'submission_reference', 'rejected_on', 'rejection_reason', 'paid_on', 'paid_pence');
CREATE TRIGGER booking_schedules_stand BEFORE UPDATE ON booking_schedules FOR EACH ROW EXECUTE FUNCTION
  refuse_change_of_what_stands('sent_at', 'acknowledged_at', 'acknowledged_by');
CREATE TRIGGER payments_unchanged BEFORE UPDATE ON payments FOR EACH ROW EXECUTE FUNCTION refuse_change_of_what_stands('withdrawn_at');
CREATE TRIGGER remittances_stand BEFORE UPDATE ON remittances FOR EACH ROW EXECUTE FUNCTION refuse_change_of_what_stands('withdrawn_at');
CREATE TRIGGER write_offs_stand BEFORE UPDATE ON write_offs FOR EACH ROW EXECUTE FUNCTION refuse_change_of_what_stands('undone_at');
REVOKE UPDATE ON form_b_lines FROM sessional_app;
