-- Making Tax Digital updates that the locum marked as sent, what is taxable for VAT, and the year-end pack for the accountant.

-- standard quarters end on the fifth, calendar ones with the month; an election for the whole tax year
ALTER TABLE tax_years ADD COLUMN quarters text NOT NULL DEFAULT 'standard' CHECK (quarters IN ('standard', 'calendar'));

-- what an update said when it was sent: never edited; a mark made by mistake is taken away
CREATE TABLE tax_updates (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  tax_year text NOT NULL CHECK (tax_year ~ '^20[0-9]{2}-[0-9]{2}$'),
  quarter integer NOT NULL CHECK (quarter BETWEEN 1 AND 4),
  quarters text NOT NULL CHECK (quarters IN ('standard', 'calendar')),
  basis text NOT NULL CHECK (basis IN ('cash', 'accruals')),
  sent_on date NOT NULL,
  -- what the software that sent it answered
  reference text,
  turnover_pence bigint NOT NULL,
  -- pence by HMRC's key, those that are not nought
  expenses jsonb NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX tax_updates_by_year ON tax_updates (account_id, tax_year, quarter);

-- work for an organisation is exempt as health care unless the locum says that it is not
CREATE TABLE vat_treatments (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  organisation_id uuid NOT NULL,
  treatment text NOT NULL CHECK (treatment IN ('exempt', 'taxable')),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, organisation_id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id) ON DELETE CASCADE
);

-- a year's papers and tables in one archive, made by a worker
CREATE TABLE tax_packs (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  tax_year text NOT NULL CHECK (tax_year ~ '^20[0-9]{2}-[0-9]{2}$'),
  state text NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
  -- how far it is: files gathered, and how many there will be; nought until that is known
  done integer NOT NULL DEFAULT 0 CHECK (done >= 0),
  parts integer NOT NULL DEFAULT 0 CHECK (parts >= 0),
  file_id uuid,
  asked_at timestamptz NOT NULL,
  ready_at timestamptz,
  -- after this moment its bytes are thrown away
  expires_at timestamptz,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id),
  CHECK ((state = 'ready') = (file_id IS NOT NULL)),
  CHECK ((file_id IS NULL) = (expires_at IS NULL))
);
CREATE INDEX tax_packs_by_year ON tax_packs (account_id, tax_year, id);

GRANT SELECT, INSERT, DELETE ON tax_updates TO sessional_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON vat_treatments, tax_packs TO sessional_app;
CALL protect_by_account('tax_updates');
CALL protect_by_account('vat_treatments');
CALL protect_by_account('tax_packs');
