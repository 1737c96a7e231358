-- One period of work at an organisation, from the first offer to the last penny. Two agreed bookings can never overlap.

CREATE TABLE bookings (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('offered', 'confirmed', 'delivered', 'invoiced', 'paid', 'cancelled')),
  billing_mode text NOT NULL CHECK (billing_mode IN ('self_invoiced', 'agency', 'paye')),
  -- code of features/bookings/input.ts: surgery, visits, triage, …
  work_type text NOT NULL,
  -- the calendar day in Europe/London on which it starts
  work_date date NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
  break_minutes integer NOT NULL DEFAULT 0 CHECK (break_minutes >= 0),
  rate_kind text NOT NULL CHECK (rate_kind IN ('hourly', 'session', 'day', 'fixed')),
  rate_pence bigint NOT NULL CHECK (rate_pence >= 0),
  -- sessions or days, in hundredths; 100 for hourly and fixed
  units_hundredths integer NOT NULL DEFAULT 100 CHECK (units_hundredths > 0),
  -- there and back, recharged to the organisation; rate in pence a mile
  miles_tenths integer NOT NULL DEFAULT 0 CHECK (miles_tenths >= 0),
  mileage_rate_pence integer NOT NULL DEFAULT 0 CHECK (mileage_rate_pence >= 0),
  pensionable boolean NOT NULL DEFAULT false,
  payment_terms_days integer NOT NULL CHECK (payment_terms_days BETWEEN 0 AND 120),
  -- notice bands as agreed when the booking was confirmed; frozen
  cancellation_terms jsonb NOT NULL,
  site_notes text NOT NULL DEFAULT '',
  -- bookings made together by "repeat" share this
  series_id uuid,
  -- as worked; null until delivered
  actual_starts_at timestamptz,
  actual_ends_at timestamptz,
  actual_break_minutes integer CHECK (actual_break_minutes >= 0),
  confirmed_at timestamptz,
  delivered_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by text CHECK (cancelled_by IN ('locum', 'organisation')),
  cancellation_reason text,
  -- what the frozen terms gave at the moment of cancelling
  cancellation_fee_pence bigint CHECK (cancellation_fee_pence >= 0),
  -- the invoice that bills it, draft or issued; emptied again when that invoice is withdrawn or voided
  invoice_id uuid,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id),
  CHECK ((actual_starts_at IS NULL) = (actual_ends_at IS NULL)),
  CHECK (actual_ends_at > actual_starts_at),
  CHECK (state <> 'cancelled' OR (cancelled_at IS NOT NULL AND cancellation_fee_pence IS NOT NULL)),
  CHECK (state NOT IN ('delivered', 'invoiced', 'paid') OR delivered_at IS NOT NULL),
  CONSTRAINT bookings_do_not_overlap EXCLUDE USING gist (
    account_id WITH =,
    tstzrange(coalesce(actual_starts_at, starts_at), coalesce(actual_ends_at, ends_at)) WITH &&
  ) WHERE (state IN ('confirmed', 'delivered', 'invoiced', 'paid'))
);
CREATE INDEX bookings_by_start ON bookings (account_id, starts_at);
CREATE INDEX bookings_by_state ON bookings (account_id, state, starts_at);
CREATE INDEX bookings_by_organisation ON bookings (account_id, organisation_id, starts_at);
CREATE INDEX bookings_by_invoice ON bookings (account_id, invoice_id) WHERE invoice_id IS NOT NULL;

CREATE TABLE booking_extras (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  booking_id uuid NOT NULL,
  -- work counts towards the pensionable fee (a home visit), expense never does (parking)
  kind text NOT NULL CHECK (kind IN ('work', 'expense')),
  description text NOT NULL CHECK (description <> ''),
  amount_pence bigint NOT NULL CHECK (amount_pence >= 0),
  position integer NOT NULL,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id) ON DELETE CASCADE
);
CREATE INDEX booking_extras_by_booking ON booking_extras (account_id, booking_id, position);

GRANT SELECT, INSERT, UPDATE, DELETE ON bookings, booking_extras TO sessional_app;
CALL protect_by_account('bookings');
CALL protect_by_account('booking_extras');
