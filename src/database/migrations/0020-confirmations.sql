-- What an organisation says of a booking: seen and agreed, a problem, the times as worked, a schedule acknowledged.

CREATE TABLE booking_answers (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  booking_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('acknowledged', 'problem')),
  -- who said so
  name text NOT NULL,
  note text NOT NULL DEFAULT '',
  answered_at timestamptz NOT NULL,
  -- when the locum settled a problem
  settled_at timestamptz,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id) ON DELETE CASCADE
);
CREATE INDEX booking_answers_by_booking ON booking_answers (account_id, booking_id, id);

CREATE TABLE booking_sign_offs (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  booking_id uuid NOT NULL,
  -- as the locum entered it, then as the organisation confirmed it; the booking may be corrected afterwards, this stays
  start_time time NOT NULL,
  end_time time NOT NULL,
  break_minutes integer NOT NULL,
  -- [{"kind", "description", "amountPence"}]
  extras jsonb NOT NULL,
  proposed_at timestamptz NOT NULL,
  -- who confirmed for the organisation, when and from where; empty until then
  name text,
  role text,
  signed_at timestamptz,
  device text,
  caller_hash text,
  PRIMARY KEY (account_id, booking_id),
  CHECK (num_nonnulls(name, role, signed_at, device, caller_hash) IN (0, 5)),
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id) ON DELETE CASCADE
);

CREATE TABLE booking_schedules (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  -- the lines as they stood when it was made; later changes of the bookings do not touch them
  content jsonb NOT NULL,
  file_id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  sent_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id),
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);
CREATE INDEX booking_schedules_by_organisation ON booking_schedules (account_id, organisation_id, id);

GRANT SELECT, INSERT, UPDATE ON booking_answers, booking_sign_offs, booking_schedules TO sessional_app;
GRANT DELETE ON booking_sign_offs TO sessional_app;
CALL protect_by_account('booking_answers');
CALL protect_by_account('booking_sign_offs');
CALL protect_by_account('booking_schedules');
