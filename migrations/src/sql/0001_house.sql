-- One dialect for both engines. The reader in `lib.rs` turns UUID, BIGINT, BOOLEAN and BYTES into what the engine
-- calls them and drops STRICT on PostgreSQL. Moments are milliseconds since 1970 in UTC, dates 'YYYY-MM-DD',
-- wall times 'HH:MM'. Every table of a municipality carries municipality_id, and points at others by
-- (municipality_id, id), so that the database itself refuses a reference across municipalities.

CREATE TABLE municipalities (
  id UUID NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  tooi_code TEXT,
  zone TEXT NOT NULL,
  office_name TEXT NOT NULL,
  office_email TEXT NOT NULL,
  office_phone TEXT,
  answer_days BIGINT NOT NULL,
  usual_place TEXT NOT NULL,
  usual_start TEXT NOT NULL,
  demo BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
) STRICT;

-- The council's dated decisions on measuring reading: the newest one counts.
CREATE TABLE measuring_decisions (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  level TEXT NOT NULL CHECK (level IN ('uit', 'aantallen', 'volledig')),
  dpia_reference TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  recorded_by UUID,
  recorded_at BIGINT NOT NULL
) STRICT;
CREATE INDEX measuring_decisions_by_time ON measuring_decisions (municipality_id, recorded_at);

-- People and the council -------------------------------------------------------------------------------------------

CREATE TABLE people (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  name TEXT NOT NULL,
  email TEXT,
  phone TEXT,
  lang TEXT NOT NULL CHECK (lang IN ('nl', 'en')),
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (municipality_id, id),
  UNIQUE (municipality_id, email)
) STRICT;

CREATE TABLE terms (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  name TEXT NOT NULL,
  seats BIGINT NOT NULL CHECK (seats > 0),
  from_date TEXT NOT NULL,
  to_date TEXT,
  version BIGINT NOT NULL,
  UNIQUE (municipality_id, id)
) STRICT;

CREATE TABLE factions (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  name TEXT NOT NULL,
  reach TEXT NOT NULL CHECK (reach IN ('lokaal', 'landelijk', 'onbekend')),
  split_from UUID,
  from_date TEXT NOT NULL,
  to_date TEXT,
  version BIGINT NOT NULL,
  UNIQUE (municipality_id, id),
  FOREIGN KEY (municipality_id, split_from) REFERENCES factions (municipality_id, id)
) STRICT;

CREATE TABLE side_spells (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  faction_id UUID NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('coalitie', 'oppositie', 'onbekend')),
  from_date TEXT NOT NULL,
  to_date TEXT,
  FOREIGN KEY (municipality_id, faction_id) REFERENCES factions (municipality_id, id)
) STRICT;
CREATE INDEX side_spells_by_faction ON side_spells (municipality_id, faction_id);

CREATE TABLE appointments (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  role TEXT NOT NULL,
  faction_id UUID,
  portfolio TEXT,
  from_date TEXT NOT NULL,
  to_date TEXT,
  replaces_id UUID,
  reason TEXT CHECK (reason IN ('verlof', 'ziekte')),
  version BIGINT NOT NULL,
  UNIQUE (municipality_id, id),
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id),
  FOREIGN KEY (municipality_id, faction_id) REFERENCES factions (municipality_id, id),
  FOREIGN KEY (municipality_id, replaces_id) REFERENCES appointments (municipality_id, id)
) STRICT;
CREATE INDEX appointments_by_person ON appointments (municipality_id, person_id);

-- An uploaded file waits here, as typed, until the clerk has seen what it would change.
CREATE TABLE import_previews (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  file_name TEXT NOT NULL,
  rows_json TEXT NOT NULL,
  uploaded_by UUID NOT NULL,
  uploaded_at BIGINT NOT NULL
) STRICT;

-- Accounts ---------------------------------------------------------------------------------------------------------

CREATE TABLE accounts (
  person_id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  password_hash TEXT,
  disabled_at BIGINT,
  created_at BIGINT NOT NULL,
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;

CREATE TABLE sessions (
  id_hash BYTES NOT NULL PRIMARY KEY,
  id UUID NOT NULL UNIQUE,
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  trusted BOOLEAN NOT NULL,
  device TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  authenticated_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  idle_until BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX sessions_by_person ON sessions (municipality_id, person_id);
CREATE INDEX sessions_by_end ON sessions (ends_at);

-- Links in mail: only the hash of the token is kept.
CREATE TABLE links (
  token_hash BYTES NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('uitnodiging', 'wachtwoord', 'antwoord')),
  subject_id UUID,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  revoked_at BIGINT,
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX links_by_person ON links (municipality_id, person_id, purpose);

CREATE TABLE throttles (
  key TEXT NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL
) STRICT;

CREATE TABLE api_tokens (
  token_hash BYTES NOT NULL PRIMARY KEY,
  id UUID NOT NULL UNIQUE,
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT,
  revoked_at BIGINT,
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;

-- A form sent twice does its work once: the second answer is the first one again.
CREATE TABLE idempotency_keys (
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  key TEXT NOT NULL,
  subject_id UUID NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (municipality_id, person_id, key)
) STRICT;

-- Gatherings -------------------------------------------------------------------------------------------------------

CREATE TABLE gatherings (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  date TEXT NOT NULL,
  start_time TEXT NOT NULL,
  end_time TEXT NOT NULL,
  zone TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  place TEXT NOT NULL,
  online_url TEXT,
  ris_url TEXT,
  legal_status TEXT NOT NULL,
  openness TEXT NOT NULL,
  openness_reason TEXT NOT NULL,
  audience TEXT NOT NULL,
  audience_reason TEXT NOT NULL,
  agenda TEXT NOT NULL,
  host_id UUID,
  capacity BIGINT CHECK (capacity IS NULL OR capacity > 0),
  planned_at BIGINT,
  invited_at BIGINT,
  cancelled_at BIGINT,
  cancel_reason TEXT,
  sequence BIGINT NOT NULL,
  created_by UUID NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  UNIQUE (municipality_id, id),
  FOREIGN KEY (municipality_id, host_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX gatherings_by_start ON gatherings (municipality_id, starts_at, id);

-- Who a narrower audience consists of: factions or people.
CREATE TABLE gathering_audience (
  municipality_id UUID NOT NULL,
  gathering_id UUID NOT NULL,
  faction_id UUID,
  person_id UUID,
  FOREIGN KEY (municipality_id, gathering_id) REFERENCES gatherings (municipality_id, id),
  FOREIGN KEY (municipality_id, faction_id) REFERENCES factions (municipality_id, id),
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX gathering_audience_of ON gathering_audience (municipality_id, gathering_id);

CREATE TABLE invitations (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  gathering_id UUID NOT NULL,
  person_id UUID NOT NULL,
  invited_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  answer TEXT CHECK (answer IN ('ja', 'misschien', 'nee')),
  note TEXT NOT NULL,
  answered_at BIGINT,
  answered_by UUID,
  answered_via TEXT CHECK (answered_via IN ('web', 'mail', 'griffie', 'fractie', 'api')),
  -- Since when this person counts as coming, for the order of the waiting list. Kept for a moment after a yes is taken
  -- back, so that who undoes a slip of the finger stands where they stood.
  coming_since BIGINT,
  reminded_at BIGINT,
  version BIGINT NOT NULL,
  UNIQUE (municipality_id, id),
  UNIQUE (gathering_id, person_id),
  FOREIGN KEY (municipality_id, gathering_id) REFERENCES gatherings (municipality_id, id),
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX invitations_by_person ON invitations (municipality_id, person_id);

CREATE TABLE presences (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  gathering_id UUID NOT NULL,
  person_id UUID,
  guest_name TEXT,
  state TEXT NOT NULL CHECK (state IN ('aanwezig', 'later', 'eerder-weg')),
  substitute_for UUID,
  recorded_by UUID NOT NULL,
  recorded_at BIGINT NOT NULL,
  UNIQUE (gathering_id, person_id),
  CHECK ((person_id IS NULL) <> (guest_name IS NULL)),
  FOREIGN KEY (municipality_id, gathering_id) REFERENCES gatherings (municipality_id, id),
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id),
  FOREIGN KEY (municipality_id, substitute_for) REFERENCES people (municipality_id, id)
) STRICT;

-- Attendance the clerk declared complete: from then on it counts in the ledger.
CREATE TABLE attendance_closings (
  gathering_id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  closed_by UUID NOT NULL,
  closed_at BIGINT NOT NULL,
  FOREIGN KEY (municipality_id, gathering_id) REFERENCES gatherings (municipality_id, id)
) STRICT;

-- Documents and notes ----------------------------------------------------------------------------------------------

CREATE TABLE documents (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  gathering_id UUID NOT NULL,
  title TEXT NOT NULL,
  url TEXT,
  file_name TEXT,
  media_type TEXT,
  size BIGINT,
  sha256 TEXT,
  stored_as TEXT,
  added_by UUID NOT NULL,
  added_at BIGINT NOT NULL,
  removed_at BIGINT,
  UNIQUE (municipality_id, id),
  CHECK ((url IS NULL) <> (stored_as IS NULL)),
  FOREIGN KEY (municipality_id, gathering_id) REFERENCES gatherings (municipality_id, id)
) STRICT;
CREATE INDEX documents_of ON documents (municipality_id, gathering_id);

CREATE TABLE notes (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  gathering_id UUID NOT NULL UNIQUE,
  draft TEXT NOT NULL,
  edited_by UUID NOT NULL,
  edited_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  UNIQUE (municipality_id, id),
  FOREIGN KEY (municipality_id, gathering_id) REFERENCES gatherings (municipality_id, id)
) STRICT;

CREATE TABLE note_versions (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  note_id UUID NOT NULL,
  number BIGINT NOT NULL,
  body TEXT NOT NULL,
  published_by UUID NOT NULL,
  published_at BIGINT NOT NULL,
  UNIQUE (note_id, number),
  FOREIGN KEY (municipality_id, note_id) REFERENCES notes (municipality_id, id)
) STRICT;

-- Questions and updates --------------------------------------------------------------------------------------------

CREATE TABLE questions (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  kind TEXT NOT NULL,
  asker_id UUID NOT NULL,
  asker_faction_id UUID,
  gathering_id UUID,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  -- Title, text and released answer in plain small letters: what searching looks through, the same on both engines.
  searchable TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  due_on TEXT NOT NULL,
  holder_id UUID,
  routed_at BIGINT,
  draft_answer TEXT NOT NULL,
  drafted_by UUID,
  answer TEXT,
  answered_by UUID,
  answered_at BIGINT,
  version BIGINT NOT NULL,
  UNIQUE (municipality_id, id),
  FOREIGN KEY (municipality_id, asker_id) REFERENCES people (municipality_id, id),
  FOREIGN KEY (municipality_id, asker_faction_id) REFERENCES factions (municipality_id, id),
  FOREIGN KEY (municipality_id, gathering_id) REFERENCES gatherings (municipality_id, id),
  FOREIGN KEY (municipality_id, holder_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX questions_by_time ON questions (municipality_id, asked_at, id);

CREATE TABLE updates (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  alderman_id UUID NOT NULL,
  quarter TEXT NOT NULL,
  title TEXT NOT NULL,
  happened TEXT NOT NULL,
  failed TEXT NOT NULL,
  ahead TEXT NOT NULL,
  scheduled_for BIGINT,
  published_at BIGINT,
  published_by UUID,
  edited_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  UNIQUE (municipality_id, id),
  FOREIGN KEY (municipality_id, alderman_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX updates_by_quarter ON updates (municipality_id, quarter);
CREATE INDEX updates_due ON updates (scheduled_for) WHERE published_at IS NULL;

CREATE TABLE update_figures (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  update_id UUID NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  target TEXT NOT NULL,
  source TEXT NOT NULL,
  FOREIGN KEY (municipality_id, update_id) REFERENCES updates (municipality_id, id)
) STRICT;
CREATE INDEX update_figures_of ON update_figures (municipality_id, update_id);

-- The ledger: what was released, to whom it was owed, and what is known of its reaching them ------------------------

CREATE TABLE items (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL CHECK (kind IN ('bijeenkomst', 'wijziging', 'annulering', 'verslag', 'document', 'antwoord', 'kwartaalupdate', 'gedeeld')),
  subject_id UUID NOT NULL,
  edition BIGINT NOT NULL,
  title TEXT NOT NULL,
  path TEXT NOT NULL,
  released_at BIGINT NOT NULL,
  needed_at BIGINT,
  released_by UUID NOT NULL,
  UNIQUE (municipality_id, id),
  UNIQUE (kind, subject_id, edition)
) STRICT;
CREATE INDEX items_by_release ON items (municipality_id, released_at);
CREATE INDEX items_by_subject ON items (municipality_id, subject_id);

-- Everybody the item is owed to, with side and faction as they were at the release.
CREATE TABLE item_audience (
  municipality_id UUID NOT NULL,
  item_id UUID NOT NULL,
  person_id UUID NOT NULL,
  role TEXT NOT NULL,
  faction_id UUID,
  side TEXT NOT NULL CHECK (side IN ('coalitie', 'oppositie', 'onbekend')),
  PRIMARY KEY (item_id, person_id),
  FOREIGN KEY (municipality_id, item_id) REFERENCES items (municipality_id, id),
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id),
  FOREIGN KEY (municipality_id, faction_id) REFERENCES factions (municipality_id, id)
) STRICT;
CREATE INDEX item_audience_by_person ON item_audience (municipality_id, person_id);

CREATE TABLE exposures (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  item_id UUID NOT NULL,
  person_id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('told', 'reached', 'confirmed', 'void')),
  channel TEXT NOT NULL CHECK (channel IN ('mail', 'portal', 'mond', 'presentie', 'agenda', 'correctie')),
  at BIGINT NOT NULL,
  recorded_by UUID,
  recorded_at BIGINT NOT NULL,
  -- What it rests on: the mail server's reply, or why an entry was voided.
  evidence TEXT NOT NULL,
  voids_id UUID,
  UNIQUE (municipality_id, id),
  CHECK ((kind = 'void') = (voids_id IS NOT NULL)),
  FOREIGN KEY (municipality_id, item_id) REFERENCES items (municipality_id, id),
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id),
  FOREIGN KEY (municipality_id, voids_id) REFERENCES exposures (municipality_id, id)
) STRICT;
CREATE INDEX exposures_by_person ON exposures (municipality_id, person_id, at);
CREATE INDEX exposures_by_item ON exposures (municipality_id, item_id);
-- One reading and one pressing of "Gelezen" per person and item. Presence can be voided and recorded again, so the code
-- that records it looks first (under the lock of the gathering).
CREATE UNIQUE INDEX exposures_once ON exposures (item_id, person_id, kind)
  WHERE kind IN ('reached', 'confirmed') AND channel <> 'presentie';

-- Mail -------------------------------------------------------------------------------------------------------------

CREATE TABLE outbox (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  -- Unique per message, recipient and occasion: inserting twice is sending once.
  occasion TEXT NOT NULL,
  kind TEXT NOT NULL,
  person_id UUID,
  to_name TEXT NOT NULL,
  to_address TEXT NOT NULL,
  subject TEXT NOT NULL,
  body_text TEXT NOT NULL,
  body_html TEXT NOT NULL,
  ics TEXT,
  item_id UUID,
  message_id TEXT NOT NULL,
  -- Mails of one wave leave in this shuffled order.
  shuffle BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  claimed_by UUID,
  claimed_until BIGINT,
  sent_at BIGINT,
  reply TEXT,
  parked_at BIGINT,
  last_error TEXT,
  UNIQUE (municipality_id, occasion)
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at, shuffle) WHERE sent_at IS NULL AND parked_at IS NULL;
CREATE INDEX outbox_of ON outbox (municipality_id, created_at);

-- What people did, in order --------------------------------------------------------------------------------------------

CREATE TABLE audit (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  at BIGINT NOT NULL,
  actor_id UUID,
  action TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id UUID,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_time ON audit (municipality_id, at);
CREATE INDEX audit_by_subject ON audit (municipality_id, subject_id);
