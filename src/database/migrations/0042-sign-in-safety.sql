-- A second step at sign-in: codes of an app, recovery codes, passkeys; and when a session last proved who sits before it.

ALTER TABLE sessions
  -- true between the password and the code: such a session opens nothing but the page that asks for the code
  ADD COLUMN awaits_code boolean NOT NULL DEFAULT false,
  -- wrong codes so far; the session ends after a few
  ADD COLUMN wrong_codes integer NOT NULL DEFAULT 0,
  -- when a password, a code or a passkey was given last; sensitive steps ask for one of the last ten minutes
  ADD COLUMN proved_at timestamptz,
  -- country in words, from the proxy's header; null where no proxy tells
  ADD COLUMN place text;
GRANT UPDATE (awaits_code, wrong_codes, proved_at, place) ON sessions TO sessional_app;

-- Codes that change every half minute (RFC 6238).
CREATE TABLE second_factors (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  secret_sealed text NOT NULL,
  begun_at timestamptz NOT NULL,
  -- null until a right code was entered: it is not asked for before that
  switched_on_at timestamptz,
  -- half minute of the last code that was taken, so that none is taken twice
  last_step bigint NOT NULL DEFAULT 0
);
GRANT SELECT, INSERT, UPDATE, DELETE ON second_factors TO sessional_app;
CALL protect_by_account('second_factors');

-- Codes for when the app is lost: shown once, each works once.
CREATE TABLE recovery_codes (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  -- SHA-256 of the code, which has 80 random bits, so no salt is needed
  code_hash text NOT NULL,
  made_at timestamptz NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (account_id, code_hash)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON recovery_codes TO sessional_app;
CALL protect_by_account('recovery_codes');

-- Keys that a phone, a computer or a stick keeps; we have their public halves.
CREATE TABLE passkeys (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- as its keeper names it, in base64url
  credential_id text NOT NULL UNIQUE,
  -- COSE, in base64url
  public_key text NOT NULL,
  -- signatures so far as its keeper counts them; nought where it does not
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  label text NOT NULL CHECK (label <> ''),
  made_at timestamptz NOT NULL,
  last_used_at timestamptz,
  PRIMARY KEY (account_id, id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON passkeys TO sessional_app;
CALL protect_by_account('passkeys');
