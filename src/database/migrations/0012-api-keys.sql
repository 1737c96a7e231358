-- Keys to the REST API: shown once, kept as a hash.

CREATE TABLE api_keys (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  label text NOT NULL CHECK (label <> ''),
  -- SHA-256 of the key, which has 256 random bits, so no salt is needed
  key_hash text NOT NULL UNIQUE,
  -- last four characters, to tell keys apart
  tail text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('read', 'write')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  last_used_at timestamptz,
  PRIMARY KEY (account_id, id)
);
GRANT SELECT, INSERT, UPDATE ON api_keys TO sessional_app;
CALL protect_by_account('api_keys');
-- whose key it is has to be found before the owner is known
GRANT SELECT ON api_keys TO sessional_auth;
CREATE POLICY find_owner ON api_keys FOR SELECT TO sessional_auth USING (true);
