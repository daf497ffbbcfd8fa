-- The balance of a quarter as it was at its closing. A quarter in which the coalition changed has one row for each part.
-- What is shown to everybody is kept as JSON, because the entries about reading go after a while; the full extract is not
-- kept, only its hash and the key of its pseudonyms, so that it can be made again as long as the entries are there.
CREATE TABLE balance_reports (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  quarter TEXT NOT NULL,
  part BIGINT NOT NULL CHECK (part > 0),
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  computed_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  -- Nobody where the worker closed it.
  closed_by UUID,
  seed BIGINT NOT NULL,
  code_version TEXT NOT NULL,
  pseudonym_key BYTES NOT NULL,
  items BIGINT NOT NULL,
  telling_extract TEXT NOT NULL,
  telling_sha256 TEXT NOT NULL,
  telling_report TEXT NOT NULL,
  factions_report TEXT NOT NULL,
  full_sha256 TEXT NOT NULL,
  full_report TEXT NOT NULL,
  reading TEXT NOT NULL,
  UNIQUE (municipality_id, quarter, part),
  FOREIGN KEY (municipality_id, closed_by) REFERENCES people (municipality_id, id)
) STRICT;

-- Who may have the full extract besides the griffie, named by a dated decision of the council.
CREATE TABLE extract_readers (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  decided_on TEXT NOT NULL,
  reference TEXT NOT NULL,
  recorded_by UUID NOT NULL,
  recorded_at BIGINT NOT NULL,
  ended_by UUID,
  ended_at BIGINT,
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id),
  FOREIGN KEY (municipality_id, recorded_by) REFERENCES people (municipality_id, id),
  FOREIGN KEY (municipality_id, ended_by) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX extract_readers_of ON extract_readers (municipality_id, person_id);
