-- What working costs, under HMRC's own category keys.

CREATE TABLE expenses (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- key of rules/expense-categories.ts
  category text NOT NULL,
  spent_on date NOT NULL,
  description text NOT NULL CHECK (description <> ''),
  amount_pence bigint NOT NULL CHECK (amount_pence > 0),
  -- the booking it was for, if any
  booking_id uuid,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, booking_id) REFERENCES bookings (account_id, id)
);
CREATE INDEX expenses_by_day ON expenses (account_id, spent_on);
GRANT SELECT, INSERT, UPDATE, DELETE ON expenses TO sessional_app;
CALL protect_by_account('expenses');
