-- Gatherings that were planned together: each is a gathering like any other, and knows of which series it is.
CREATE TABLE gathering_series (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  rhythm TEXT NOT NULL CHECK (rhythm IN ('wekelijks', 'tweewekelijks', 'maandelijks', 'kwartaal')),
  created_by UUID NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (municipality_id, id)
) STRICT;
ALTER TABLE gatherings ADD COLUMN series_id UUID REFERENCES gathering_series (id);
CREATE INDEX gatherings_of_series ON gatherings (municipality_id, series_id, starts_at, id) WHERE series_id IS NOT NULL;

-- The invitations one mail is about, when it is about several, and how far each calendar entry was ahead then.
CREATE TABLE outbox_invitations (
  municipality_id UUID NOT NULL,
  outbox_id UUID NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  invitation_id UUID NOT NULL,
  ahead BIGINT NOT NULL,
  PRIMARY KEY (outbox_id, invitation_id),
  FOREIGN KEY (municipality_id, invitation_id) REFERENCES invitations (municipality_id, id)
) STRICT;
CREATE INDEX outbox_invitations_of ON outbox_invitations (municipality_id, invitation_id);
