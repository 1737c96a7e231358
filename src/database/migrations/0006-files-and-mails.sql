-- What was kept and what was sent: file records (bytes are in the file store) and the outbox of mails with their fate.

CREATE TABLE files (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- what it is: invoice, form_a, form_b
  kind text NOT NULL,
  name text NOT NULL,
  content_type text NOT NULL,
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  -- hex; read back and compared before the bytes are served
  sha256 text NOT NULL,
  -- key in the file store
  store_key text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);
GRANT SELECT, INSERT, DELETE ON files TO sessional_app;
CALL protect_by_account('files');

CREATE TABLE mails (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- which letter it is: verify_email, reset_password, invoice, …
  kind text NOT NULL,
  -- what it is about, for showing its status there; null for account mails
  subject_id uuid,
  to_name text NOT NULL,
  to_address text NOT NULL,
  -- who it is from in words; the address is the operator's
  from_name text NOT NULL,
  reply_to_name text,
  reply_to_address text,
  subject text NOT NULL,
  text_body text NOT NULL,
  html_body text NOT NULL,
  -- [{"fileId": …, "name": …}]
  attachments jsonb NOT NULL DEFAULT '[]',
  state text NOT NULL CHECK (state IN ('queued', 'sent', 'refused')),
  -- which adapter took it, and under what name
  provider text,
  provider_message_id text,
  -- why it was refused
  reason text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX mails_by_subject ON mails (account_id, subject_id, id);
GRANT SELECT, INSERT, UPDATE ON mails TO sessional_app;
CALL protect_by_account('mails');
