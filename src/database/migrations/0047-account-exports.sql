-- The whole account as one file, made by a worker, and the right of the schema's owner to bring such a file into an account that it names.

CREATE TABLE account_exports (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
  -- how far it is: files gathered, and how many there will be; nought until that is known
  done integer NOT NULL DEFAULT 0 CHECK (done >= 0),
  parts integer NOT NULL DEFAULT 0 CHECK (parts >= 0),
  file_id uuid,
  asked_at timestamptz NOT NULL,
  ready_at timestamptz,
  -- after this moment it opens no more, and the night takes its bytes
  expires_at timestamptz,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id),
  CHECK ((state = 'ready') = (file_id IS NOT NULL)),
  CHECK ((file_id IS NULL) = (expires_at IS NULL))
);
GRANT SELECT, INSERT, UPDATE, DELETE ON account_exports TO sessional_app;
CALL protect_by_account('account_exports');

-- an export says which schema its tables have
GRANT SELECT ON kysely_migration TO sessional_app;

-- An import writes issued papers, which the role of pages may not, so it acts as the schema's owner. Row-level security binds that one
-- too where it is no superuser: it sees the rows of the account that its transaction names, and no others.
CREATE PROCEDURE open_to_schema_owner(target regclass)
  LANGUAGE plpgsql
  AS $$
  BEGIN
    EXECUTE format(
      'CREATE POLICY named_account ON %s TO CURRENT_USER USING (account_id = (SELECT current_account())) WITH CHECK (account_id = (SELECT current_account()))',
      target);
  END
  $$;

DO $$
DECLARE
  one text;
BEGIN
  FOR one IN SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'account_id'
  LOOP
    CALL open_to_schema_owner(one::regclass);
  END LOOP;
END
$$;
CREATE POLICY named_account ON accounts TO CURRENT_USER USING (id = (SELECT current_account())) WITH CHECK (id = (SELECT current_account()));

-- tables to come
CREATE OR REPLACE PROCEDURE protect_by_account(target regclass)
  LANGUAGE plpgsql
  AS $$
  BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format(
      'CREATE POLICY owner_only ON %s TO sessional_app USING (account_id = (SELECT current_account())) WITH CHECK (account_id = (SELECT current_account()))',
      target);
    CALL open_to_schema_owner(target);
  END
  $$;
