-- What somebody of the executive or the griffie told a part of the council. What was told never changes; that it was
-- shared with everybody is noted once. To whom it was told is in the ledger.
CREATE TABLE briefings (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('mond', 'telefoon', 'papier')),
  teller_id UUID NOT NULL,
  logged_by UUID NOT NULL,
  told_at BIGINT NOT NULL,
  logged_at BIGINT NOT NULL,
  shared_at BIGINT,
  shared_by UUID,
  UNIQUE (municipality_id, id),
  CHECK ((shared_at IS NULL) = (shared_by IS NULL)),
  FOREIGN KEY (municipality_id, teller_id) REFERENCES people (municipality_id, id),
  FOREIGN KEY (municipality_id, logged_by) REFERENCES people (municipality_id, id),
  FOREIGN KEY (municipality_id, shared_by) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX briefings_by_time ON briefings (municipality_id, told_at);

-- What the griffie or the council did about what the balance of a quarter showed; the newest stands first.
CREATE TABLE balance_answers (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  quarter TEXT NOT NULL,
  in_name_of TEXT NOT NULL CHECK (in_name_of IN ('griffie', 'raad')),
  body TEXT NOT NULL,
  author_id UUID NOT NULL,
  written_at BIGINT NOT NULL,
  UNIQUE (municipality_id, id),
  FOREIGN KEY (municipality_id, author_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX balance_answers_by_quarter ON balance_answers (municipality_id, quarter, written_at);

ALTER TABLE municipalities ADD COLUMN share_days BIGINT NOT NULL DEFAULT 3;
