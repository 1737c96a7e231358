-- The audit log: who did what, when and from where, chained by hashes per account, added to by the database itself at commit and never changed.

ALTER TABLE facts
  ADD COLUMN actor_kind text NOT NULL DEFAULT 'system'
    CHECK (actor_kind IN ('owner', 'delegate', 'api_key', 'link', 'stranger', 'staff', 'system')),
  -- the session, key or link; null for strangers and the system
  ADD COLUMN actor_id uuid,
  -- keyed hash of the caller's address: tells two callers apart and names nobody
  ADD COLUMN caller_hash text,
  -- browser and system in words
  ADD COLUMN device text;

-- No foreign key to accounts: the log is kept for a year after the account is gone. It holds ids, days and pence, no names.
CREATE TABLE audit_entries (
  account_id uuid NOT NULL,
  -- 1, 2, 3 … without a gap
  place bigint NOT NULL CHECK (place > 0),
  -- the fact's id
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind !~ '\n'),
  subject_id uuid NOT NULL,
  details jsonb NOT NULL,
  -- "unrecorded" for what happened before this log was kept
  actor_kind text NOT NULL
    CHECK (actor_kind IN ('owner', 'delegate', 'api_key', 'link', 'stranger', 'staff', 'system', 'unrecorded')),
  actor_id uuid,
  caller_hash text CHECK (caller_hash !~ '\n'),
  device text CHECK (device !~ '\n'),
  happened_at timestamptz NOT NULL,
  -- hash of the entry before; empty for the first
  previous text NOT NULL,
  -- SHA-256, in hex, of audit_text()
  hash text NOT NULL,
  PRIMARY KEY (account_id, place),
  UNIQUE (account_id, id)
);

-- What is hashed: every column but the hash, one a line. src/features/audit/verify-chain.ts writes the same text by itself.
CREATE FUNCTION audit_text(entry audit_entries) RETURNS text
  LANGUAGE sql STABLE
  AS $$
    SELECT concat_ws(E'\n', entry.previous, entry.account_id::text, entry.place::text, entry.id::text, entry.kind,
      entry.subject_id::text, entry.details::text, entry.actor_kind, coalesce(entry.actor_id::text, ''),
      coalesce(entry.caller_hash, ''), coalesce(entry.device, ''),
      to_char(entry.happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
  $$;

-- Place and hashes are the database's to give, whatever is handed in. The lock makes two transactions of one account follow each other.
CREATE FUNCTION chain_audit_entry() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  DECLARE
    last_place bigint;
    last_hash text;
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('audit ' || NEW.account_id, 0));
    SELECT place, hash INTO last_place, last_hash
      FROM audit_entries WHERE account_id = NEW.account_id ORDER BY place DESC LIMIT 1;
    NEW.place := coalesce(last_place, 0) + 1;
    NEW.previous := coalesce(last_hash, '');
    NEW.hash := encode(sha256(convert_to(audit_text(NEW), 'UTF8')), 'hex');
    RETURN NEW;
  END
  $$;
CREATE TRIGGER chained BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION chain_audit_entry();

CREATE FUNCTION audit_fact() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    INSERT INTO audit_entries (account_id, id, kind, subject_id, details, actor_kind, actor_id, caller_hash, device, happened_at)
    VALUES (NEW.account_id, NEW.id, NEW.kind, NEW.subject_id, NEW.details, NEW.actor_kind, NEW.actor_id, NEW.caller_hash, NEW.device,
      NEW.happened_at);
    RETURN NULL;
  END
  $$;
-- at commit, when every other lock is held already: nobody waits for this one while holding what its holder needs
CREATE CONSTRAINT TRIGGER audited AFTER INSERT ON facts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION audit_fact();

-- what happened until now begins the chains
ALTER TABLE facts NO FORCE ROW LEVEL SECURITY;
INSERT INTO audit_entries (account_id, id, kind, subject_id, details, actor_kind, happened_at)
  SELECT account_id, id, kind, subject_id, details, 'unrecorded', happened_at FROM facts ORDER BY account_id, id;
ALTER TABLE facts FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT ON audit_entries TO sessional_app;
CALL protect_by_account('audit_entries');
-- who checks the chains reads them all, those of accounts that are gone too
CREATE POLICY checks_chains ON audit_entries FOR SELECT TO CURRENT_USER USING (true);
