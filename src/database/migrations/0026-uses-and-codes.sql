-- Every use of a link tells what it was about; of a mailed code only its id is kept, from which nobody without the server's secret can make it.

-- the name of the file that was downloaded; null where the action says all
ALTER TABLE access_link_uses ADD COLUMN about text;

-- codes work for a quarter of an hour: those that were mailed before this are asked for anew
ALTER TABLE compliance_codes NO FORCE ROW LEVEL SECURITY;
DELETE FROM compliance_codes;
ALTER TABLE compliance_codes FORCE ROW LEVEL SECURITY;
ALTER TABLE compliance_codes DROP COLUMN code_hash;
-- the six digits are an HMAC of this under the server's secret
ALTER TABLE compliance_codes ADD COLUMN code_id uuid NOT NULL;
