-- Who may sign in, with what, and from where they are signed in now.

CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  email_verified boolean NOT NULL DEFAULT false,
  -- first and last name in one, as better-auth wants it; the app reads the two below
  name text NOT NULL,
  -- what the person wants to be called before the name: "Dr", "Ms", anything or nothing
  title text,
  first_name text NOT NULL,
  last_name text NOT NULL,
  -- code of rules/professions.ts
  profession text NOT NULL,
  -- when the person declared to be 18 or over
  declared_adult_at timestamptz NOT NULL,
  -- never used; better-auth asks for it
  image text,
  -- a member of the demo's cast: may be signed in by one click, never in production
  is_demo boolean NOT NULL DEFAULT false,
  -- when the first-run set-up was finished or left for good; null while Today still offers it
  setup_closed_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  token text NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  -- always null; better-auth asks for it, and we keep no address
  ip_address text,
  -- browser and system in words ("Firefox on Android"), never the whole header
  user_agent text,
  created_at timestamptz NOT NULL,
  -- last activity
  updated_at timestamptz NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account_id, updated_at DESC);

CREATE TABLE credentials (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  -- "credential" for email and password
  provider_id text NOT NULL,
  provider_account_id text NOT NULL,
  -- argon2id with its salt and cost
  password text,
  -- of other sign-in services; never used, better-auth asks for them
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (provider_id, provider_account_id)
);
CREATE INDEX credentials_by_account ON credentials (account_id);

CREATE TABLE verifications (
  id uuid PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX verifications_by_identifier ON verifications (identifier);

-- Sign-in happens before an owner is known, so it has a role of its own that sees these four tables, whose an API key is, and how often something was tried.
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts, sessions, credentials, verifications TO sessional_auth;
GRANT SELECT, UPDATE ON accounts TO sessional_app;
GRANT SELECT, DELETE ON sessions TO sessional_app;

ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_only ON accounts TO sessional_app USING (id = (SELECT current_account())) WITH CHECK (id = (SELECT current_account()));
CREATE POLICY sign_in ON accounts TO sessional_auth USING (true) WITH CHECK (true);

CALL protect_by_account('sessions');
CREATE POLICY sign_in ON sessions TO sessional_auth USING (true) WITH CHECK (true);

CALL protect_by_account('credentials');
CREATE POLICY sign_in ON credentials TO sessional_auth USING (true) WITH CHECK (true);
