-- When the council does not meet, set by the municipality itself; both days belong to it.
CREATE TABLE recesses (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  name TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  created_by UUID NOT NULL,
  created_at BIGINT NOT NULL,
  CHECK (last_day >= first_day),
  FOREIGN KEY (municipality_id, created_by) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX recesses_of ON recesses (municipality_id, last_day);

-- Whose school holidays the calendar of a municipality shows. No row: nobody said so yet.
CREATE TABLE school_regions (
  municipality_id UUID NOT NULL PRIMARY KEY REFERENCES municipalities (id),
  region TEXT NOT NULL CHECK (region IN ('noord', 'midden', 'zuid'))
) STRICT;

-- A view of the calendar asks for local days.
CREATE INDEX gatherings_by_date ON gatherings (municipality_id, date);
