-- An organisation needs no account: a signed, expiring, revocable address lets it see one thing and act on it.

CREATE TABLE access_links (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  -- part of the address; the address also carries a signature that only the server's secret can make, so this row opens nothing
  id uuid NOT NULL,
  -- what kind of thing it opens
  scope text NOT NULL CHECK (scope IN ('booking', 'sign_off', 'schedule', 'invoice', 'form_a', 'request', 'compliance', 'calendar')),
  -- the one thing it opens; the account itself for a calendar feed
  subject_id uuid NOT NULL,
  -- what may be done there beside reading
  actions text[] NOT NULL DEFAULT '{}',
  -- whom it was made for
  recipient_name text,
  recipient_address text,
  created_at timestamptz NOT NULL,
  -- null: until it is revoked (calendar feeds)
  expires_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX access_links_by_subject ON access_links (account_id, subject_id, id);

CREATE TABLE access_link_uses (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  link_id uuid NOT NULL,
  used_at timestamptz NOT NULL,
  -- "opened", or what was done: "acknowledged", "claimed_paid"
  action text NOT NULL,
  -- browser and system in words, never the whole header
  device text NOT NULL,
  -- keyed hash of the caller's address: tells two callers apart and names nobody
  caller_hash text NOT NULL,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, link_id) REFERENCES access_links (account_id, id) ON DELETE CASCADE
);
CREATE INDEX access_link_uses_by_link ON access_link_uses (account_id, link_id, id);

GRANT SELECT, INSERT, UPDATE ON access_links TO sessional_app;
-- what happened is added to, never altered
GRANT SELECT, INSERT ON access_link_uses TO sessional_app;
CALL protect_by_account('access_links');
CALL protect_by_account('access_link_uses');
