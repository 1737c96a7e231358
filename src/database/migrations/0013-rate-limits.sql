-- How often something was tried lately, shared by all web processes. Keys are hashes; nothing here names a person.

CREATE UNLOGGED TABLE rate_limits (
  key text PRIMARY KEY,
  used integer NOT NULL,
  resets_at timestamptz NOT NULL
);
CREATE INDEX rate_limits_by_reset ON rate_limits (resets_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits TO sessional_auth;
