-- "We have paid" and "this is not right", as an organisation says them on an invoice's link. The locum answers both.

CREATE TABLE payment_claims (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  -- who says so
  name text NOT NULL,
  paid_on date NOT NULL,
  amount_pence bigint NOT NULL CHECK (amount_pence > 0),
  reference text NOT NULL DEFAULT '',
  claimed_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'confirmed', 'rejected')),
  answered_at timestamptz,
  -- why it was rejected
  reason text,
  -- the payment that came of it
  payment_id uuid,
  PRIMARY KEY (account_id, id),
  CHECK ((state = 'open') = (answered_at IS NULL)),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id),
  FOREIGN KEY (account_id, payment_id) REFERENCES payments (account_id, id)
);
CREATE INDEX payment_claims_by_invoice ON payment_claims (account_id, invoice_id, id);

CREATE TABLE invoice_disputes (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  name text NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  opened_at timestamptz NOT NULL,
  settled_at timestamptz,
  -- how it was settled
  outcome text,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id)
);
CREATE INDEX invoice_disputes_by_invoice ON invoice_disputes (account_id, invoice_id, id);

GRANT SELECT, INSERT, UPDATE ON payment_claims, invoice_disputes TO sessional_app;
CALL protect_by_account('payment_claims');
CALL protect_by_account('invoice_disputes');
