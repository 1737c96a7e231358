-- What an organisation was told of a booking and what it acknowledged, so that a later change is noticed and mailed; claims closed by events; sessions a day; which availability may be booked at once.

-- the hash of what was agreed when it was said (confirmations/agreed-hash.ts); null: said before this was kept
ALTER TABLE booking_answers ADD COLUMN agreed_hash text;

-- What the organisation was last mailed of a booking. No row: it was mailed nothing, so no change is mailed either.
CREATE TABLE booking_tellings (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  booking_id uuid NOT NULL,
  -- whom it was told: the booking may since be with another
  organisation_id uuid NOT NULL,
  agreed_hash text NOT NULL,
  -- day and times in words, as they were told
  when_words text NOT NULL,
  is_cancelled boolean NOT NULL,
  told_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, booking_id),
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON booking_tellings TO sessional_app;
CALL protect_by_account('booking_tellings');

-- closed: the invoice was paid, credited or voided without this claim being answered
ALTER TABLE payment_claims DROP CONSTRAINT payment_claims_state_check;
ALTER TABLE payment_claims
  ADD CONSTRAINT payment_claims_state_check CHECK (state IN ('open', 'confirmed', 'rejected', 'closed'));

-- sessions or days that a day of a request counts as, in hundredths, where it is paid by them
ALTER TABLE booking_request_days
  ADD COLUMN units_hundredths integer NOT NULL DEFAULT 100 CHECK (units_hundredths > 0);

-- never booked at once: the locum is asked first, whatever the publication says
ALTER TABLE availability_rules ADD COLUMN asks_first boolean NOT NULL DEFAULT false;
ALTER TABLE availability_exceptions ADD COLUMN asks_first boolean NOT NULL DEFAULT false;
