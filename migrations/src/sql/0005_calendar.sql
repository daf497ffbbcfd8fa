-- Subscriptions: a secret address per calendar, kept as its hash, that shows what its owner may see today.
CREATE TABLE calendar_feeds (
  token_hash BYTES NOT NULL PRIMARY KEY,
  id UUID NOT NULL,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  person_id UUID NOT NULL,
  -- The gatherings as they concern this faction, instead of the person's own.
  faction_id UUID,
  name TEXT NOT NULL,
  -- Whether the own answer stands before the title.
  prefixed BOOLEAN NOT NULL,
  reminder_minutes BIGINT CHECK (reminder_minutes BETWEEN 5 AND 10080),
  created_at BIGINT NOT NULL,
  last_fetched_at BIGINT,
  ended_at BIGINT,
  UNIQUE (municipality_id, id),
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id),
  FOREIGN KEY (municipality_id, faction_id) REFERENCES factions (municipality_id, id)
) STRICT;
CREATE INDEX calendar_feeds_of ON calendar_feeds (municipality_id, person_id);
