-- Tenancy is a lock, not a habit: every owner's row is visible only to transactions that say whose they are.

-- The roles sessional_app (pages, API, jobs) and sessional_auth (sign-in only) are made by migrate.ts, since roles belong to the server.
CREATE EXTENSION IF NOT EXISTS btree_gist;

GRANT USAGE ON SCHEMA public TO sessional_app, sessional_auth;

-- Whose transaction this is; set by platform/access.ts, null outside of one, and then nothing is visible.
CREATE FUNCTION current_account() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.account_id', true), '')::uuid $$;

-- Locks a table to its owner. Called once for each table that has an account_id.
CREATE PROCEDURE protect_by_account(target regclass)
  LANGUAGE plpgsql
  AS $$
  BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format(
      'CREATE POLICY owner_only ON %s TO sessional_app USING (account_id = (SELECT current_account())) WITH CHECK (account_id = (SELECT current_account()))',
      target);
  END
  $$;
