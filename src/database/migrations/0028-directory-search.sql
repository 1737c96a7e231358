-- The directory's filters find words anywhere in an entry and several at once, by an index; all by name is in an index's order; free days reach as far as availability does.

-- specialties (A), skills (B) and clinical systems (C) as plain words, without stems: what begins like a wanted word fits
ALTER TABLE listings ADD COLUMN traits tsvector NOT NULL DEFAULT '';
CREATE INDEX listings_by_traits ON listings USING gin (traits) WHERE visibility = 'published';

-- today and the longest horizon, 400 days
ALTER TABLE listings ALTER COLUMN free_bits TYPE bit varying(401);

CREATE INDEX listings_by_name_alone ON listings (name, account_id) WHERE visibility = 'published';
DROP INDEX listings_by_name;
CREATE INDEX listings_by_name ON listings (profession, name, account_id) WHERE visibility = 'published';

ALTER TABLE listings NO FORCE ROW LEVEL SECURITY;
UPDATE listings SET traits =
  setweight(to_tsvector('simple', lower(regexp_replace(array_to_string(specialties, ' '), '[^[:alnum:]]+', ' ', 'g'))), 'A')
  || setweight(to_tsvector('simple', lower(regexp_replace(array_to_string(skills, ' '), '[^[:alnum:]]+', ' ', 'g'))), 'B')
  || setweight(to_tsvector('simple', lower(regexp_replace(array_to_string(clinical_systems, ' '), '[^[:alnum:]]+', ' ', 'g'))), 'C');
ALTER TABLE listings FORCE ROW LEVEL SECURITY;
