-- The seal of each audit row, numbered from 1 in each municipality: a hash over the row and the seal before it.
CREATE TABLE audit_seals (
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  number BIGINT NOT NULL CHECK (number > 0),
  audit_id UUID NOT NULL UNIQUE,
  hash BYTES NOT NULL,
  PRIMARY KEY (municipality_id, number)
) STRICT;
