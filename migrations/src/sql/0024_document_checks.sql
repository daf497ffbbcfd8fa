-- A paper that the virus scanner has not called clean (R56): hidden from everybody while there is a row. The row goes when the
-- scanner finds nothing, and stays, with what was found, when it finds something.
CREATE TABLE document_checks (
  document_id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  -- When the paper must be known, for its release.
  needed_at BIGINT,
  due_at BIGINT NOT NULL,
  tries BIGINT NOT NULL DEFAULT 0,
  -- Why there is no verdict yet: away, unclear.
  why TEXT,
  -- What the scanner calls what it found.
  found TEXT,
  found_at BIGINT,
  CHECK ((found IS NULL) = (found_at IS NULL)),
  UNIQUE (municipality_id, document_id),
  FOREIGN KEY (municipality_id, document_id) REFERENCES documents (municipality_id, id)
) STRICT;
CREATE INDEX document_checks_due ON document_checks (due_at);
