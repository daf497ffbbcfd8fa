-- What a page costs must not follow what is stored: indexes for lists in their order, and for what waits.
-- Gatherings as the list keeps them; the end decides between coming and past, so it lies in the index.
CREATE INDEX gatherings_listed ON gatherings (municipality_id, starts_at, id, ends_at)
  WHERE cancelled_at IS NULL AND planned_at IS NOT NULL;
CREATE INDEX gatherings_listed_of_kind ON gatherings (municipality_id, kind, starts_at, id, ends_at)
  WHERE cancelled_at IS NULL AND planned_at IS NOT NULL;
CREATE INDEX gatherings_drafts ON gatherings (municipality_id, starts_at, id)
  WHERE cancelled_at IS NULL AND planned_at IS NULL;
CREATE INDEX gatherings_cancelled ON gatherings (municipality_id, starts_at, id) WHERE cancelled_at IS NOT NULL;
CREATE INDEX gatherings_to_invite ON gatherings (municipality_id, starts_at)
  WHERE cancelled_at IS NULL AND planned_at IS NOT NULL AND invited_at IS NULL;
-- What else is on a day, in its order, and whoever is host of any.
CREATE INDEX gatherings_of_day ON gatherings (municipality_id, date, starts_at, id);
CREATE INDEX gatherings_by_host ON gatherings (municipality_id, host_id) WHERE host_id IS NOT NULL;
-- Who is invited, in order; without it SQLite rather takes an index in that order, and reads those of all gatherings.
CREATE INDEX invitations_of_gathering ON invitations (municipality_id, gathering_id, id);
-- What waits for somebody's answer.
CREATE INDEX invitations_unanswered ON invitations (municipality_id, person_id)
  WHERE answer IS NULL AND withdrawn_at IS NULL;
-- Who is replaced; asked at every request.
CREATE INDEX appointments_replacing ON appointments (municipality_id, replaces_id) WHERE replaces_id IS NOT NULL;
-- The register of questions in its order, and its parts.
CREATE INDEX questions_in_order ON questions
  (municipality_id, (CASE WHEN answered_at IS NULL THEN 0 ELSE 1 END), answered_at DESC, due_on, asked_at, id);
CREATE INDEX questions_open ON questions (municipality_id, due_on) WHERE answered_at IS NULL;
CREATE INDEX questions_answered ON questions (municipality_id, answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX questions_of_faction ON questions (municipality_id, asker_faction_id, answered_at);
CREATE INDEX questions_of_gathering ON questions (municipality_id, gathering_id) WHERE gathering_id IS NOT NULL;
CREATE INDEX updates_published ON updates (municipality_id, quarter, published_at, id) WHERE published_at IS NOT NULL;
CREATE INDEX updates_unpublished ON updates (municipality_id, edited_at) WHERE published_at IS NULL;
-- What was shared and when, and what was not.
CREATE INDEX briefings_by_sharing ON briefings (municipality_id, shared_at);
-- What must be known soon.
CREATE INDEX items_by_need ON items (municipality_id, needed_at) WHERE needed_at IS NOT NULL;
