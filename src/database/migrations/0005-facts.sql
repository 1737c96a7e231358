-- The event ledger: what happened, to what, when. Append-only; the worker hands each fact to whoever subscribed.

CREATE TABLE facts (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- subject and past tense: "invoice.issued", "booking.cancelled"
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  -- ids, dates and pence only, no personal data
  details jsonb NOT NULL DEFAULT '{}',
  happened_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX facts_by_subject ON facts (account_id, subject_id, id);
GRANT SELECT, INSERT ON facts TO sessional_app;
CALL protect_by_account('facts');
