-- Days a reading entry is kept after its quarter, by the council's decision.
ALTER TABLE measuring_decisions ADD COLUMN reading_days BIGINT NOT NULL DEFAULT 90 CHECK (reading_days BETWEEN 30 AND 365);

-- Objections to being measured (AVG art. 21): while one runs, only what the person presses is recorded.
CREATE TABLE objections (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  -- Not measured from here on; the beginning of time where earlier readings were erased as well.
  from_at BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  erased_at BIGINT,
  withdrawn_at BIGINT,
  UNIQUE (municipality_id, id),
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX objections_by_person ON objections (municipality_id, person_id);
CREATE UNIQUE INDEX objections_one_runs ON objections (municipality_id, person_id) WHERE withdrawn_at IS NULL;

-- Who looked at another's record, when, and the reason they typed. Append-only.
CREATE TABLE lookups (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  looked_by UUID NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  UNIQUE (municipality_id, id),
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id),
  FOREIGN KEY (municipality_id, looked_by) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX lookups_by_person ON lookups (municipality_id, person_id, at);

-- Never holds a row. A run that is still open points here, and the pointer is checked when its transaction ends: no run
-- outlives the transaction it was opened in.
CREATE TABLE retention_door (
  id UUID NOT NULL PRIMARY KEY CHECK (1 = 0)
) STRICT;

-- Every opening of the one door through which reading entries go: those made before the cutoff, of everybody, or of one
-- person who objects.
CREATE TABLE retention_runs (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  person_id UUID,
  cutoff BIGINT NOT NULL,
  at BIGINT NOT NULL,
  deleted BIGINT,
  still_open UUID REFERENCES retention_door (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX retention_runs_by_time ON retention_runs (municipality_id, at);

CREATE INDEX exposures_reading ON exposures (municipality_id, at) WHERE kind = 'reached' AND channel = 'portal';
CREATE INDEX exposures_voids ON exposures (voids_id) WHERE voids_id IS NOT NULL;
