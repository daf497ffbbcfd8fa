-- The mailbox that answers of calendars are fetched from. One row at most: it is the installation's, not a municipality's.
CREATE TABLE reply_mailbox (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  -- Who reads it now, and until when nobody else does.
  turn UUID,
  free_at BIGINT NOT NULL,
  asked_at BIGINT,
  read_at BIGINT,
  -- What the last reading met, and what the mail server said.
  trouble TEXT,
  words TEXT NOT NULL
) STRICT;
