-- What a locum means to earn in a year, and what they bring along from elsewhere: imported rows can be told from our own, and taken back.
CREATE TABLE earning_goals (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  tax_year text NOT NULL CHECK (tax_year ~ '^20[0-9]{2}-[0-9]{2}$'),
  amount_pence bigint NOT NULL CHECK (amount_pence > 0),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, tax_year)
);

CREATE TABLE import_batches (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('organisations', 'sessions', 'invoices')),
  file_name text NOT NULL,
  -- the file's first line, and for each column the field it goes to, or ""
  headings jsonb NOT NULL,
  fields jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('mapping', 'running', 'done', 'undone')),
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE import_rows (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  batch_id uuid NOT NULL,
  -- as in the file, the headings being line 1
  line integer NOT NULL CHECK (line > 1),
  cells jsonb NOT NULL,
  -- empty until the job came by
  outcome text CHECK (outcome IN ('made', 'duplicate', 'wrong')),
  reason text NOT NULL DEFAULT '',
  PRIMARY KEY (account_id, batch_id, line),
  FOREIGN KEY (account_id, batch_id) REFERENCES import_batches (account_id, id) ON DELETE CASCADE
);

-- What a line made, so that the whole can be taken back. No foreign key: the thing may be gone by then.
CREATE TABLE import_made (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  batch_id uuid NOT NULL,
  line integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('organisation', 'booking', 'invoice', 'payment')),
  thing_id uuid NOT NULL,
  PRIMARY KEY (account_id, batch_id, kind, thing_id),
  FOREIGN KEY (account_id, batch_id) REFERENCES import_batches (account_id, id) ON DELETE CASCADE
);
CREATE INDEX import_made_by_thing ON import_made (account_id, kind, thing_id);

-- An imported invoice was issued elsewhere: it has its number as printed there, none of our series, and no paper of ours.
ALTER TABLE invoices ADD COLUMN import_batch_id uuid;
ALTER TABLE invoices ADD FOREIGN KEY (account_id, import_batch_id) REFERENCES import_batches (account_id, id);
ALTER TABLE invoices DROP CONSTRAINT invoices_check2;
ALTER TABLE invoices DROP CONSTRAINT invoices_check3;
ALTER TABLE invoices ADD CONSTRAINT invoices_numbered CHECK ((state = 'draft' OR import_batch_id IS NOT NULL) = (number IS NULL));
ALTER TABLE invoices ADD CONSTRAINT invoices_complete CHECK (
  state = 'draft' OR (issue_date IS NOT NULL AND due_date IS NOT NULL AND issued_at IS NOT NULL AND number_text IS NOT NULL
    AND (import_batch_id IS NOT NULL OR (content IS NOT NULL AND file_id IS NOT NULL)))
);
CREATE UNIQUE INDEX invoices_imported_once ON invoices (account_id, lower(number_text)) WHERE import_batch_id IS NOT NULL AND number_text IS NOT NULL;

-- A payment is withdrawn, never deleted, but for those that came with an import which is taken back.
CREATE FUNCTION refuse_deleting_payment() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF current_user = 'sessional_app' AND NOT EXISTS (
      SELECT FROM import_made WHERE account_id = OLD.account_id AND kind = 'payment' AND thing_id = OLD.id
    ) THEN
      RAISE EXCEPTION 'payment % was recorded here and cannot be deleted', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END
  $$;
CREATE TRIGGER payments_stand BEFORE DELETE ON payments
  FOR EACH ROW EXECUTE FUNCTION refuse_deleting_payment();

GRANT SELECT, INSERT, UPDATE, DELETE ON earning_goals, import_batches, import_rows, import_made TO sessional_app;
GRANT DELETE ON payments TO sessional_app;
CALL protect_by_account('earning_goals');
CALL protect_by_account('import_batches');
CALL protect_by_account('import_rows');
CALL protect_by_account('import_made');
