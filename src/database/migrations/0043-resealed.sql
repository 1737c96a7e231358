-- Which accounts' sealed values and files have been sealed anew under which key, so that replacing a key can be watched and taken up again.
CREATE TABLE resealings (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  -- the key's id, as ENCRYPTION_KEYS names it
  key_id text NOT NULL,
  -- values and files that were still under another key
  changed_values integer NOT NULL CHECK (changed_values >= 0),
  changed_files integer NOT NULL CHECK (changed_files >= 0),
  done_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, key_id)
);
GRANT SELECT, INSERT, UPDATE ON resealings TO sessional_app;
CALL protect_by_account('resealings');
