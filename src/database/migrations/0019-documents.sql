-- Papers that prove who a locum is and what they may do, with what of them was shown to whom.

CREATE TABLE documents (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- code of rules/compliance-checklist.ts
  category text NOT NULL,
  title text NOT NULL CHECK (title <> ''),
  -- of the version that stands
  issued_on date,
  expires_on date,
  file_id uuid NOT NULL,
  -- counts up with each renewal
  version integer NOT NULL CHECK (version > 0),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  CHECK (expires_on > issued_on),
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);
CREATE INDEX documents_by_expiry ON documents (account_id, expires_on);

CREATE TABLE document_versions (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  document_id uuid NOT NULL,
  version integer NOT NULL,
  issued_on date,
  expires_on date,
  file_id uuid NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, document_id, version),
  FOREIGN KEY (account_id, document_id) REFERENCES documents (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, file_id) REFERENCES files (account_id, id)
);

CREATE TABLE document_reminders (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  document_id uuid NOT NULL,
  version integer NOT NULL,
  -- 60, 30, 7 or 0
  days_before integer NOT NULL,
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, document_id, version, days_before),
  FOREIGN KEY (account_id, document_id) REFERENCES documents (account_id, id) ON DELETE CASCADE
);

-- How long a kind of document counts for this locum, where it differs from the usual.
CREATE TABLE document_validities (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  category text NOT NULL,
  -- null: it does not expire
  months integer CHECK (months BETWEEN 1 AND 240),
  PRIMARY KEY (account_id, category)
);

CREATE TABLE compliance_packs (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  label text NOT NULL CHECK (label <> ''),
  recipient_name text NOT NULL,
  recipient_email text,
  -- how its reader is told from a finder of the link
  guard text NOT NULL CHECK (guard IN ('none', 'passcode', 'email')),
  -- scrypt of the passcode with its salt
  passcode_hash text,
  watermark boolean NOT NULL,
  -- a renewed document replaces the old one in this pack
  follows_renewals boolean NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  CHECK ((guard = 'passcode') = (passcode_hash IS NOT NULL)),
  CHECK (guard <> 'email' OR recipient_email IS NOT NULL)
);

CREATE TABLE compliance_pack_documents (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  pack_id uuid NOT NULL,
  document_id uuid NOT NULL,
  -- the version that was chosen; the newest counts where the pack follows renewals
  version integer NOT NULL,
  PRIMARY KEY (account_id, pack_id, document_id),
  FOREIGN KEY (account_id, pack_id) REFERENCES compliance_packs (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, document_id) REFERENCES documents (account_id, id) ON DELETE CASCADE
);

-- Codes mailed to the recipient of a pack.
CREATE TABLE compliance_codes (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  pack_id uuid NOT NULL,
  -- scrypt of the six digits with its salt
  code_hash text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, pack_id),
  FOREIGN KEY (account_id, pack_id) REFERENCES compliance_packs (account_id, id) ON DELETE CASCADE
);

CREATE TABLE compliance_asks (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  pack_id uuid NOT NULL,
  name text NOT NULL,
  wanted text NOT NULL CHECK (wanted <> ''),
  asked_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, pack_id) REFERENCES compliance_packs (account_id, id) ON DELETE CASCADE
);

GRANT SELECT, INSERT, UPDATE, DELETE ON documents, document_versions, document_reminders, document_validities, compliance_packs,
  compliance_pack_documents, compliance_codes, compliance_asks TO sessional_app;
CALL protect_by_account('documents');
CALL protect_by_account('document_versions');
CALL protect_by_account('document_reminders');
CALL protect_by_account('document_validities');
CALL protect_by_account('compliance_packs');
CALL protect_by_account('compliance_pack_documents');
CALL protect_by_account('compliance_codes');
CALL protect_by_account('compliance_asks');
