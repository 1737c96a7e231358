-- A locum leaves: thirty days in which they can come back, then everything goes but the fact that it went.

CREATE TABLE account_closures (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  asked_at timestamptz NOT NULL,
  -- the day whose night takes everything away
  erase_on date NOT NULL,
  -- SHA-256, in hex, of the secret part of the certificate's address, which only the person was mailed
  certificate_hash text NOT NULL,
  -- how many days before the end the locum was last reminded
  reminded_days integer
);
GRANT SELECT, INSERT, UPDATE, DELETE ON account_closures TO sessional_app;
CALL protect_by_account('account_closures');
-- what is due has to be found for all accounts, and its certificate once there is no account any more
GRANT SELECT ON account_closures TO sessional_auth;
CREATE POLICY find_due ON account_closures FOR SELECT TO sessional_auth USING (true);

-- Says that an account was erased, and names nobody. No foreign key: there is nothing left to point at.
CREATE TABLE erasures (
  erased_account uuid PRIMARY KEY,
  erased_at timestamptz NOT NULL,
  -- null where nobody asked for a certificate, as after a restored backup
  certificate_hash text UNIQUE,
  -- {"bookings": 12, …}: rows by table, and "stored files"
  removed jsonb NOT NULL
);
GRANT SELECT, INSERT ON erasures TO sessional_auth;

-- Retention (rules/retention.ts): what has ended goes by itself.
GRANT DELETE ON access_links, api_keys TO sessional_app;
GRANT DELETE ON erasures TO sessional_auth;
-- of the audit log only what outlived its account by a year, and only by the role that sees no work
GRANT SELECT (account_id), DELETE ON audit_entries TO sessional_auth;
CREATE POLICY outlived ON audit_entries TO sessional_auth
  USING (account_id IN (SELECT erased_account FROM erasures WHERE erased_at < now() - interval '365 days'));

-- Up to which change of the legal pages somebody has been told.
CREATE TABLE legal_notices (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  read_up_to date NOT NULL,
  read_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON legal_notices TO sessional_app;
CALL protect_by_account('legal_notices');
