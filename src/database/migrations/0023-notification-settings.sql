-- Which mails a locum wants to be sent.

CREATE TABLE notification_settings (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  -- kinds of mails to the locum that are switched off: message, request, claim, signature, answer, document
  muted text[] NOT NULL DEFAULT '{}',
  updated_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON notification_settings TO sessional_app;
CALL protect_by_account('notification_settings');
