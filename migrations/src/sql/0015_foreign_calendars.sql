-- Calendars of other systems, as the municipality had them: the agenda of the council information system. Those with an
-- address are asked again when it is time; the address is sealed, because who knows it can often read the calendar.
CREATE TABLE foreign_calendars (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  name TEXT NOT NULL,
  read_by UUID NOT NULL,
  read_at BIGINT NOT NULL,
  host TEXT,
  address BYTES,
  asked_at BIGINT,
  next_at BIGINT,
  failure TEXT,
  CHECK ((address IS NULL) = (host IS NULL)),
  CHECK ((address IS NULL) = (next_at IS NULL)),
  UNIQUE (municipality_id, id),
  UNIQUE (municipality_id, name),
  FOREIGN KEY (municipality_id, read_by) REFERENCES people (municipality_id, id)
) STRICT;

-- What stands in them. Local days; without times it lasts whole days.
CREATE TABLE foreign_entries (
  municipality_id UUID NOT NULL,
  calendar_id UUID NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  start_time TEXT,
  end_time TEXT,
  title TEXT NOT NULL,
  place TEXT NOT NULL,
  url TEXT NOT NULL,
  CHECK (last_day >= first_day),
  FOREIGN KEY (municipality_id, calendar_id) REFERENCES foreign_calendars (municipality_id, id)
) STRICT;
CREATE INDEX foreign_entries_by_day ON foreign_entries (municipality_id, last_day);
CREATE INDEX foreign_entries_of ON foreign_entries (municipality_id, calendar_id);

-- What was read and waits for a yes.
CREATE TABLE foreign_previews (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  name TEXT NOT NULL,
  reading_json TEXT NOT NULL,
  host TEXT,
  address BYTES,
  uploaded_by UUID NOT NULL,
  uploaded_at BIGINT NOT NULL
) STRICT;

-- When somebody had an address asked, so that nobody does it without end.
CREATE TABLE foreign_requests (
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  at BIGINT NOT NULL
) STRICT;
CREATE INDEX foreign_requests_by_moment ON foreign_requests (municipality_id, at);
