-- What strangers may see of a locum: a copy of what was chosen and nothing else, in tables of its own that a role of its own may read.

-- The role sessional_public is made by roles.ts. It sees these two tables, and nothing that a locum did not choose to show.
GRANT USAGE ON SCHEMA public TO sessional_public;

CREATE TABLE publications (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  visibility text NOT NULL DEFAULT 'private' CHECK (visibility IN ('published', 'unlisted', 'private')),
  -- names of the optional fields that are shown, see features/directory/publication.ts
  shown text[] NOT NULL DEFAULT '{}',
  headline text,
  -- how far the locum goes, in miles
  travel_miles integer NOT NULL DEFAULT 25 CHECK (travel_miles BETWEEN 1 AND 200),
  photo_file_id uuid,
  -- instant booking: at these terms, with this much notice, where the days are offered
  instant boolean NOT NULL DEFAULT false,
  instant_rate_kind text CHECK (instant_rate_kind IN ('hourly', 'session', 'day', 'fixed')),
  instant_rate_pence bigint CHECK (instant_rate_pence > 0),
  instant_notice_hours integer NOT NULL DEFAULT 48 CHECK (instant_notice_hours BETWEEN 0 AND 2160),
  updated_at timestamptz NOT NULL,
  CHECK (NOT instant OR (instant_rate_kind IS NOT NULL AND instant_rate_pence IS NOT NULL)),
  FOREIGN KEY (account_id, photo_file_id) REFERENCES files (account_id, id)
);
GRANT SELECT, INSERT, UPDATE ON publications TO sessional_app;
CALL protect_by_account('publications');

CREATE TABLE listing_slugs (
  -- the address of the public page, once taken never another's
  slug text PRIMARY KEY CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) BETWEEN 3 AND 60),
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  -- false: an old address that leads to the current one
  is_current boolean NOT NULL
);
CREATE UNIQUE INDEX listing_slugs_current ON listing_slugs (account_id) WHERE is_current;
GRANT SELECT, INSERT, UPDATE ON listing_slugs TO sessional_app;
CALL protect_by_account('listing_slugs');
GRANT SELECT ON listing_slugs TO sessional_public;
CREATE POLICY strangers ON listing_slugs FOR SELECT TO sessional_public USING (true);

CREATE TABLE listings (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  visibility text NOT NULL CHECK (visibility IN ('published', 'unlisted')),
  -- title, first and last name, as the person wants to be called
  name text NOT NULL,
  -- code of rules/professions.ts
  profession text NOT NULL,
  -- null or empty: not shown
  headline text,
  biography text,
  specialties text[] NOT NULL,
  skills text[] NOT NULL,
  clinical_systems text[] NOT NULL,
  registration text,
  email text,
  phone text,
  has_photo boolean NOT NULL,
  travel_miles integer,
  -- a place name, such as the postcode area's; never a postcode
  place text,
  -- longitude and latitude of the middle of a cell of about five kilometres: the directory does not hold where anybody lives
  location point,
  -- the same point in miles on a flat map (rules/distance.ts), by which the index finds the nearest
  flat_location point,
  -- one bit a day from free_from on, 1 where something is offered; empty where availability is not shown
  free_from date NOT NULL,
  free_bits bit varying(400) NOT NULL,
  -- everything above that is text, for searching
  words tsvector NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX listings_by_location ON listings USING gist (flat_location) WHERE visibility = 'published';
CREATE INDEX listings_by_words ON listings USING gin (words) WHERE visibility = 'published';
CREATE INDEX listings_by_name ON listings (profession, name) WHERE visibility = 'published';
GRANT SELECT, INSERT, UPDATE, DELETE ON listings TO sessional_app;
CALL protect_by_account('listings');
GRANT SELECT ON listings TO sessional_public;
CREATE POLICY strangers ON listings FOR SELECT TO sessional_public USING (true);
