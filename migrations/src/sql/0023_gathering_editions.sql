-- When and where a gathering was to be, each time the council was told of it: what a later change changed.
CREATE TABLE gathering_editions (
  item_id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  gathering_id UUID NOT NULL,
  title TEXT NOT NULL,
  date TEXT NOT NULL,
  start_time TEXT NOT NULL,
  end_time TEXT NOT NULL,
  place TEXT NOT NULL,
  online_url TEXT,
  FOREIGN KEY (municipality_id, item_id) REFERENCES items (municipality_id, id),
  FOREIGN KEY (municipality_id, gathering_id) REFERENCES gatherings (municipality_id, id)
) STRICT;
CREATE INDEX gathering_editions_of ON gathering_editions (municipality_id, gathering_id);

-- Of what was told before this table there is the last word only: it stands as it was told, or nobody invited would know.
INSERT INTO gathering_editions (item_id, municipality_id, gathering_id, title, date, start_time, end_time, place, online_url)
SELECT i.id, i.municipality_id, g.id, g.title, g.date, g.start_time, g.end_time, g.place, g.online_url
FROM items i JOIN gatherings g ON g.municipality_id = i.municipality_id AND g.id = i.subject_id
WHERE i.kind IN ('bijeenkomst', 'wijziging') AND NOT EXISTS (
  SELECT 1 FROM items l WHERE l.municipality_id = i.municipality_id AND l.subject_id = i.subject_id AND l.kind = 'wijziging'
  AND l.id <> i.id AND (l.released_at > i.released_at OR (l.released_at = i.released_at AND l.edition > i.edition)));
