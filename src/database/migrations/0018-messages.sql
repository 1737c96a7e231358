-- A thread for each booking, request and invoice: the locum writes in the app, the organisation on its link or by mail. Kept as long as its subject.

CREATE TABLE messages (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- the thread it belongs to: exactly one of the three
  booking_id uuid,
  request_id uuid,
  invoice_id uuid,
  author text NOT NULL CHECK (author IN ('locum', 'organisation')),
  author_name text NOT NULL,
  body text NOT NULL CHECK (body <> ''),
  via text NOT NULL CHECK (via IN ('app', 'link', 'mail')),
  -- the provider's id of the mail it came by: the same mail delivered twice is one message
  inbound_id text,
  sent_at timestamptz NOT NULL,
  -- when the locum saw it; the locum's own are seen from the start
  read_at timestamptz,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, inbound_id),
  CHECK (num_nonnulls(booking_id, request_id, invoice_id) = 1),
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, request_id) REFERENCES booking_requests (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id) ON DELETE CASCADE
);
CREATE INDEX messages_by_booking ON messages (account_id, booking_id, id) WHERE booking_id IS NOT NULL;
CREATE INDEX messages_by_request ON messages (account_id, request_id, id) WHERE request_id IS NOT NULL;
CREATE INDEX messages_by_invoice ON messages (account_id, invoice_id, id) WHERE invoice_id IS NOT NULL;
CREATE INDEX messages_unread ON messages (account_id, id) WHERE read_at IS NULL;

CREATE TABLE message_files (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  message_id uuid NOT NULL,
  file_id uuid NOT NULL,
  PRIMARY KEY (account_id, message_id, file_id),
  FOREIGN KEY (account_id, message_id) REFERENCES messages (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);

GRANT SELECT, INSERT, UPDATE ON messages, message_files TO sessional_app;
CALL protect_by_account('messages');
CALL protect_by_account('message_files');
