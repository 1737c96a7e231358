-- The end of chasing: where e-invoices go to and come from, formal letters before a claim, and the evidence of one invoice in an archive.

-- an organisation's address in the Peppol network, as it told the locum
CREATE TABLE electronic_addresses (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  organisation_id uuid NOT NULL,
  -- 0088 GLN, 9932 UK VAT number, 0060 D-U-N-S number
  scheme text NOT NULL CHECK (scheme IN ('0088', '9932', '0060')),
  identifier text NOT NULL CHECK (identifier ~ '^[A-Z0-9]+$'),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, organisation_id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES organisations (account_id, id) ON DELETE CASCADE
);

-- the locum's own
CREATE TABLE own_electronic_addresses (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  scheme text NOT NULL CHECK (scheme IN ('0088', '9932', '0060')),
  identifier text NOT NULL CHECK (identifier ~ '^[A-Z0-9]+$'),
  updated_at timestamptz NOT NULL
);

CREATE TABLE formal_letters (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  made_on date NOT NULL,
  pay_by date NOT NULL,
  -- the invoice, interest and compensation together, up to the day it was made
  total_pence bigint NOT NULL CHECK (total_pence > 0),
  -- everything printed, as it stood when made
  content jsonb NOT NULL,
  file_id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  sent_at timestamptz,
  sent_to text,
  -- by the locum, on paper
  posted_on date,
  PRIMARY KEY (account_id, id),
  CHECK (pay_by > made_on),
  CHECK ((sent_at IS NULL) = (sent_to IS NULL)),
  CHECK (posted_on IS NULL OR posted_on >= made_on),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id),
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);
CREATE INDEX formal_letters_by_invoice ON formal_letters (account_id, invoice_id);

CREATE FUNCTION refuse_change_of_formal_letter() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF (to_jsonb(NEW) - ARRAY['sent_at', 'sent_to', 'posted_on'])
      IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['sent_at', 'sent_to', 'posted_on']) THEN
      RAISE EXCEPTION 'letter % is made and cannot be edited', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END
  $$;
CREATE TRIGGER formal_letters_stand BEFORE UPDATE ON formal_letters
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_formal_letter();

-- all that proves one invoice, made by a worker
CREATE TABLE evidence_packs (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
  -- how far it is: files gathered, and how many there will be; nought until that is known
  done integer NOT NULL DEFAULT 0 CHECK (done >= 0),
  parts integer NOT NULL DEFAULT 0 CHECK (parts >= 0),
  file_id uuid,
  asked_at timestamptz NOT NULL,
  ready_at timestamptz,
  PRIMARY KEY (account_id, id),
  CHECK ((state = 'ready') = (file_id IS NOT NULL)),
  CHECK ((state = 'ready') = (ready_at IS NOT NULL)),
  FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);
CREATE INDEX evidence_packs_by_invoice ON evidence_packs (account_id, invoice_id, id);

GRANT SELECT, INSERT, UPDATE, DELETE ON electronic_addresses, own_electronic_addresses TO sessional_app;
GRANT SELECT, INSERT, UPDATE ON formal_letters TO sessional_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON evidence_packs TO sessional_app;
CALL protect_by_account('electronic_addresses');
CALL protect_by_account('own_electronic_addresses');
CALL protect_by_account('formal_letters');
CALL protect_by_account('evidence_packs');
