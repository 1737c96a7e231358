-- What came into a locum's account, as the bank's own file says, so that it can be laid beside the invoices. Only money that came in is kept.
CREATE TABLE bank_imports (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  file_name text NOT NULL,
  -- rules/bank/bank-line.ts
  format text NOT NULL CHECK (format IN ('barclays', 'lloyds', 'hsbc', 'natwest', 'santander', 'nationwide', 'monzo', 'starling', 'csv', 'ofx', 'qif')),
  imported_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE bank_lines (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  import_id uuid NOT NULL,
  paid_on date NOT NULL,
  amount_pence bigint NOT NULL CHECK (amount_pence > 0),
  description text NOT NULL,
  -- which of several equal lines of one day this is, from 1
  occurrence integer NOT NULL CHECK (occurrence > 0),
  ignored_at timestamptz,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, paid_on, amount_pence, description, occurrence),
  FOREIGN KEY (account_id, import_id) REFERENCES bank_imports (account_id, id) ON DELETE CASCADE
);
CREATE INDEX bank_lines_by_import ON bank_lines (account_id, import_id);

-- A line's payments. It counts as settled while one of them is not withdrawn: that is derived, so that a payment withdrawn elsewhere opens its line.
CREATE TABLE bank_matches (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  bank_line_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  matched_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, bank_line_id, payment_id),
  UNIQUE (account_id, payment_id),
  FOREIGN KEY (account_id, bank_line_id) REFERENCES bank_lines (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, payment_id) REFERENCES payments (account_id, id),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id)
);

-- "Always": lines of this pattern come from that organisation.
CREATE TABLE bank_rules (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  pattern text NOT NULL CHECK (pattern <> ''),
  organisation_id uuid NOT NULL,
  learned_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, pattern),
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id) ON DELETE CASCADE
);

GRANT SELECT, INSERT, UPDATE, DELETE ON bank_imports, bank_lines, bank_rules TO sessional_app;
GRANT SELECT, INSERT ON bank_matches TO sessional_app;
CALL protect_by_account('bank_imports');
CALL protect_by_account('bank_lines');
CALL protect_by_account('bank_matches');
CALL protect_by_account('bank_rules');
