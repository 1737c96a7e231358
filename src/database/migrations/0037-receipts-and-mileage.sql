-- What working costs, whole: receipts, shares of private things, what repeats, files of others, the miles driven, and work at home.

ALTER TABLE expenses
  -- what was paid, where only a part of it was for the business; null: all of it was, and amount_pence is what was paid
  ADD COLUMN paid_pence bigint CHECK (paid_pence >= amount_pence),
  ADD COLUMN business_basis_points integer NOT NULL DEFAULT 10000 CHECK (business_basis_points BETWEEN 1 AND 10000),
  -- a thing that lasts for years, kept apart from running costs
  ADD COLUMN is_capital boolean NOT NULL DEFAULT false,
  -- billed on to the organisation of its booking; else the locum bears it
  ADD COLUMN is_billed boolean NOT NULL DEFAULT false,
  ADD COLUMN recurring_id uuid,
  -- the day on which it fell due by its recurring expense: made once
  ADD COLUMN recurred_on date,
  ADD COLUMN expense_import_id uuid,
  ADD CHECK ((paid_pence IS NULL) = (business_basis_points = 10000)),
  ADD CHECK (NOT is_billed OR booking_id IS NOT NULL),
  ADD CHECK ((recurring_id IS NULL) = (recurred_on IS NULL)),
  ADD UNIQUE (account_id, recurring_id, recurred_on);
CREATE INDEX expenses_by_import ON expenses (account_id, expense_import_id) WHERE expense_import_id IS NOT NULL;

CREATE TABLE recurring_expenses (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  category text NOT NULL,
  description text NOT NULL CHECK (description <> ''),
  -- as paid each time
  amount_pence bigint NOT NULL CHECK (amount_pence > 0),
  business_basis_points integer NOT NULL CHECK (business_basis_points BETWEEN 1 AND 10000),
  every_months integer NOT NULL CHECK (every_months IN (1, 3, 12)),
  first_on date NOT NULL,
  -- the last day on which it may fall; null: until ended
  until_on date CHECK (until_on >= first_on),
  -- every expense up to this day is made; null: none yet
  made_to date,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);
ALTER TABLE expenses ADD FOREIGN KEY (account_id, recurring_id) REFERENCES recurring_expenses (account_id, id);

CREATE TABLE expense_imports (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  file_name text NOT NULL,
  imported_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);
ALTER TABLE expenses ADD FOREIGN KEY (account_id, expense_import_id) REFERENCES expense_imports (account_id, id);

CREATE TABLE expense_receipts (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  file_id uuid NOT NULL,
  expense_id uuid NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, file_id),
  FOREIGN KEY (account_id, expense_id) REFERENCES expenses (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);
CREATE INDEX expense_receipts_by_expense ON expense_receipts (account_id, expense_id);

-- Where receipts are mailed to. The address is a signed token of account and link_id, which is no row of access_links: another id, and the old address is nobody's.
CREATE TABLE receipt_addresses (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  link_id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (account_id)
);

CREATE TABLE receipt_mails (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- the provider's id: the same mail delivered twice is one
  inbound_id text NOT NULL,
  sender_name text NOT NULL,
  sender_address text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  received_at timestamptz NOT NULL,
  -- entered as an expense, or put away: no longer waiting
  settled_at timestamptz,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, inbound_id)
);

CREATE TABLE receipt_mail_files (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  file_id uuid NOT NULL,
  receipt_mail_id uuid NOT NULL,
  PRIMARY KEY (account_id, file_id),
  FOREIGN KEY (account_id, receipt_mail_id) REFERENCES receipt_mails (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);

-- Work at home, month by month: by hours, or by a share of what the home really cost.
CREATE TABLE home_months (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  -- the first day of the month
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  hours integer CHECK (hours BETWEEN 0 AND 744),
  cost_pence bigint CHECK (cost_pence > 0),
  business_basis_points integer CHECK (business_basis_points BETWEEN 1 AND 10000),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, month),
  CHECK ((hours IS NULL) = (cost_pence IS NOT NULL)),
  CHECK ((cost_pence IS NULL) = (business_basis_points IS NULL))
);

CREATE TABLE vehicles (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('car', 'van', 'motorcycle', 'bicycle')),
  name text NOT NULL CHECK (name <> ''),
  -- flat rates a mile, or actual costs entered as expenses; it stays so for as long as the vehicle is used
  method text NOT NULL CHECK (method IN ('flat_rate', 'actual_costs')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE trips (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  made_on date NOT NULL,
  from_place text NOT NULL CHECK (from_place <> ''),
  to_place text NOT NULL CHECK (to_place <> ''),
  purpose text NOT NULL CHECK (purpose <> ''),
  booking_id uuid,
  vehicle_id uuid NOT NULL,
  is_return boolean NOT NULL,
  -- the whole trip, there and back, in tenths of a mile
  miles_tenths integer NOT NULL CHECK (miles_tenths > 0),
  distance_by text NOT NULL CHECK (distance_by IN ('typed', 'odometer', 'postcodes')),
  -- readings before and after, in tenths of a mile
  odometer_start_tenths integer CHECK (odometer_start_tenths >= 0),
  odometer_end_tenths integer,
  -- what the straight line was multiplied by, in hundredths
  factor_hundredths integer CHECK (factor_hundredths BETWEEN 100 AND 300),
  -- ordinary commuting: kept in the log, never claimed
  is_commuting boolean NOT NULL DEFAULT false,
  -- its miles were put on its booking's invoice by it
  recharged_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  CHECK ((distance_by = 'odometer') = (odometer_start_tenths IS NOT NULL)),
  CHECK ((odometer_start_tenths IS NULL) = (odometer_end_tenths IS NULL)),
  CHECK (odometer_end_tenths > odometer_start_tenths),
  CHECK ((distance_by = 'postcodes') = (factor_hundredths IS NOT NULL)),
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id),
  FOREIGN KEY (account_id, vehicle_id) REFERENCES vehicles (account_id, id)
);
CREATE INDEX trips_by_day ON trips (account_id, made_on, id);
CREATE INDEX trips_by_booking ON trips (account_id, booking_id) WHERE booking_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON recurring_expenses, expense_imports, expense_receipts, receipt_addresses, receipt_mails,
  receipt_mail_files, home_months, vehicles, trips TO sessional_app;
CALL protect_by_account('recurring_expenses');
CALL protect_by_account('expense_imports');
CALL protect_by_account('expense_receipts');
CALL protect_by_account('receipt_addresses');
CALL protect_by_account('receipt_mails');
CALL protect_by_account('receipt_mail_files');
CALL protect_by_account('home_months');
CALL protect_by_account('vehicles');
CALL protect_by_account('trips');
