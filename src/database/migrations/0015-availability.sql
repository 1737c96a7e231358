-- When a locum may be booked: sessions that are offered, what is not as usual, and what their own calendars say is taken.

CREATE TABLE availability_settings (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  -- kept free before and after anything that is taken, for travel and rest
  guard_minutes integer NOT NULL CHECK (guard_minutes BETWEEN 0 AND 480),
  -- nothing is offered that starts sooner
  notice_hours integer NOT NULL CHECK (notice_hours BETWEEN 0 AND 2160),
  -- what is left of a session is offered only if it is as long as this
  shortest_minutes integer NOT NULL CHECK (shortest_minutes BETWEEN 15 AND 1440),
  -- nothing is offered further ahead
  horizon_days integer NOT NULL CHECK (horizon_days BETWEEN 7 AND 400),
  updated_at timestamptz NOT NULL
);

CREATE TABLE availability_rules (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- Monday to Sunday, 1 for offered: 0100000 is every Tuesday
  weekdays text NOT NULL CHECK (weekdays ~ '^[01]{7}$' AND weekdays <> '0000000'),
  -- times of day in London; an end at or before the start is on the next day
  starts time NOT NULL,
  ends time NOT NULL CHECK (ends <> starts),
  first_day date NOT NULL,
  -- null: until further notice
  last_day date CHECK (last_day >= first_day),
  -- 2: every second week, counted from the week of the first day
  every_weeks integer NOT NULL CHECK (every_weeks IN (1, 2)),
  -- does not hold during the term breaks
  term_time_only boolean NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE availability_exceptions (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- extra: a session more on one day; block: hours of one day that are taken; off: whole days
  kind text NOT NULL CHECK (kind IN ('extra', 'block', 'off')),
  first_day date NOT NULL,
  -- the same day but for days off
  last_day date NOT NULL CHECK (last_day >= first_day),
  -- null for days off
  starts time,
  ends time CHECK (ends <> starts),
  -- for the locum alone
  reason text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  CHECK ((kind = 'off') = (starts IS NULL) AND (kind = 'off') = (ends IS NULL)),
  CHECK (kind = 'off' OR first_day = last_day)
);
CREATE INDEX availability_exceptions_by_day ON availability_exceptions (account_id, last_day);

CREATE TABLE term_breaks (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- both included
  first_day date NOT NULL,
  last_day date NOT NULL CHECK (last_day >= first_day),
  -- "Christmas holidays"
  label text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE calendars (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  label text NOT NULL CHECK (label <> ''),
  -- where it is read from: whoever has the address reads the whole calendar; null for an uploaded file
  address_sealed text,
  -- when it was last read well; null where it never was
  last_read_at timestamptz,
  -- when reading was last tried, well or not
  last_tried_at timestamptz,
  -- why the last reading failed, for people; null where it did not
  last_problem text,
  -- entries that could not be understood at the last reading
  unreadable_entries integer NOT NULL DEFAULT 0 CHECK (unreadable_entries >= 0),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);

-- All that is kept of a calendar: what is taken, never what for.
CREATE TABLE calendar_busy (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  calendar_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
  PRIMARY KEY (account_id, calendar_id, starts_at),
  FOREIGN KEY (account_id, calendar_id) REFERENCES calendars (account_id, id) ON DELETE CASCADE
);
CREATE INDEX calendar_busy_by_end ON calendar_busy (account_id, ends_at);

GRANT SELECT, INSERT, UPDATE, DELETE
  ON availability_settings, availability_rules, availability_exceptions, term_breaks, calendars, calendar_busy
  TO sessional_app;
CALL protect_by_account('availability_settings');
CALL protect_by_account('availability_rules');
CALL protect_by_account('availability_exceptions');
CALL protect_by_account('term_breaks');
CALL protect_by_account('calendars');
CALL protect_by_account('calendar_busy');
