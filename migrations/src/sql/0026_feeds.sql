-- What a feed is made of in a few numbers, read from the index alone: a calendar asks every hour, and mostly nothing changed.
CREATE INDEX gatherings_mark ON gatherings (municipality_id, starts_at, version, changed_at) WHERE planned_at IS NOT NULL;
CREATE INDEX invitations_mark ON invitations (municipality_id, person_id, answered_at, answer, version)
    WHERE withdrawn_at IS NULL;
