-- A practice signs Form A on its link; the signed paper repeats what was sent, word for word, and says who signed, when and from where.

-- everything printed on the form as it was sent, sealed: what is signed is what was sent. Null on forms made before this.
ALTER TABLE form_as ADD COLUMN content_sealed text;

CREATE TABLE form_a_signatures (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  form_a_id uuid NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  -- the practice's half of the form
  practice_code text NOT NULL DEFAULT '',
  covered_gps text NOT NULL DEFAULT '',
  paid_on date,
  method text NOT NULL CHECK (method IN ('typed', 'drawn')),
  -- SHA-256 of the unsigned form as it was shown to the signer, hex
  document_sha256 text NOT NULL,
  signed_at timestamptz NOT NULL,
  device text NOT NULL,
  caller_hash text NOT NULL,
  -- the signed paper with its page of evidence
  file_id uuid NOT NULL,
  PRIMARY KEY (account_id, form_a_id),
  FOREIGN KEY (account_id, form_a_id) REFERENCES form_as (account_id, id),
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);
GRANT SELECT, INSERT ON form_a_signatures TO sessional_app;
CALL protect_by_account('form_a_signatures');
