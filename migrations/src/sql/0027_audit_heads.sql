-- One row for each municipality: on which of its days the end of its audit log was last written to a file elsewhere.
CREATE TABLE audit_heads (
  municipality_id UUID NOT NULL PRIMARY KEY REFERENCES municipalities (id),
  -- The day; empty before the first one.
  written_day TEXT NOT NULL,
  written_at BIGINT,
  -- Until when one worker is at it; others leave it alone.
  taken_until BIGINT NOT NULL
) STRICT;
