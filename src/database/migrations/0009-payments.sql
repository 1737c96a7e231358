-- Money received against an invoice, in full or in part. A wrong entry is withdrawn, not erased.

CREATE TABLE payments (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  received_on date NOT NULL,
  amount_pence bigint NOT NULL CHECK (amount_pence > 0),
  note text NOT NULL DEFAULT '',
  recorded_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id)
);
CREATE INDEX payments_by_invoice ON payments (account_id, invoice_id) WHERE withdrawn_at IS NULL;
CREATE INDEX payments_by_day ON payments (account_id, received_on) WHERE withdrawn_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON payments TO sessional_app;
CALL protect_by_account('payments');
