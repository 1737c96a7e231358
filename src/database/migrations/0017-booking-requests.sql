-- What an organisation asks a locum for from the public page: several days at once, each answered on its own.

CREATE TABLE booking_requests (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- unconfirmed: the work address has not been proved, and the locum sees nothing yet
  state text NOT NULL CHECK (state IN ('unconfirmed', 'waiting', 'countered', 'accepted', 'declined', 'withdrawn')),
  organisation_name text NOT NULL CHECK (organisation_name <> ''),
  organisation_kind text NOT NULL,
  -- as it stands on invoices
  organisation_address text NOT NULL DEFAULT '',
  organisation_postcode text,
  contact_name text NOT NULL,
  contact_email text NOT NULL CHECK (contact_email = lower(contact_email)),
  contact_phone text,
  -- true where the address belongs to a domain of the health service
  is_health_service boolean NOT NULL,
  work_type text NOT NULL,
  rate_kind text NOT NULL CHECK (rate_kind IN ('hourly', 'session', 'day', 'fixed')),
  -- null: the organisation leaves the rate to the locum
  rate_pence bigint CHECK (rate_pence >= 0),
  notes text NOT NULL DEFAULT '',
  -- made for instant booking: at the locum's own terms, agreed once the address is proved
  is_instant boolean NOT NULL DEFAULT false,
  -- the entry of the address book it became or belongs to
  organisation_id uuid,
  -- what the locum proposes instead
  counter_rate_kind text CHECK (counter_rate_kind IN ('hourly', 'session', 'day', 'fixed')),
  counter_rate_pence bigint CHECK (counter_rate_pence >= 0),
  counter_note text,
  counter_pensionable boolean,
  created_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  countered_at timestamptz,
  answered_at timestamptz,
  answered_by text CHECK (answered_by IN ('locum', 'organisation')),
  reason text,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id)
);
CREATE INDEX booking_requests_by_state ON booking_requests (account_id, state, id);

CREATE TABLE booking_request_days (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  request_id uuid NOT NULL,
  work_date date NOT NULL,
  -- clock times in Europe/London; an end at or before the start is on the next day
  start_time time NOT NULL,
  end_time time NOT NULL,
  -- what the locum proposes instead
  counter_start_time time,
  counter_end_time time,
  -- offered: the locum stands ready on the countered terms
  answer text NOT NULL DEFAULT 'open' CHECK (answer IN ('open', 'offered', 'accepted', 'declined')),
  -- the booking that came of it
  booking_id uuid,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, request_id, work_date, start_time),
  FOREIGN KEY (account_id, request_id) REFERENCES booking_requests (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id) ON DELETE SET NULL (booking_id)
);

CREATE TABLE trusted_contacts (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  -- an address the locum vouches for, though no domain of the health service
  email text NOT NULL CHECK (email = lower(email)),
  added_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, email)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON booking_requests, booking_request_days, trusted_contacts TO sessional_app;
CALL protect_by_account('booking_requests');
CALL protect_by_account('booking_request_days');
CALL protect_by_account('trusted_contacts');
