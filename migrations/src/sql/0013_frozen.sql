-- Reading of each item of a closed quarter, as it may be shown: kept at the closing, beside the figures of the quarter.
ALTER TABLE balance_reports ADD COLUMN item_readings TEXT NOT NULL DEFAULT '{}';

-- When a quarterly update must be known; kept here while it waits for its moment.
ALTER TABLE updates ADD COLUMN needed_at BIGINT;

-- Where the presidium reads its mail; empty where the quarterly report goes to the griffie alone.
ALTER TABLE municipalities ADD COLUMN presidium_email TEXT NOT NULL DEFAULT '';

-- Who took along what holds reading times, and why.
CREATE TABLE extract_downloads (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  report_id UUID NOT NULL REFERENCES balance_reports (id),
  file TEXT NOT NULL CHECK (file IN ('volledig', 'volledig-verslag')),
  downloaded_by UUID NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  at BIGINT NOT NULL,
  UNIQUE (municipality_id, id),
  FOREIGN KEY (municipality_id, downloaded_by) REFERENCES people (municipality_id, id)
) STRICT;

-- Whom it was about.
CREATE TABLE extract_download_people (
  download_id UUID NOT NULL,
  person_id UUID NOT NULL,
  municipality_id UUID NOT NULL,
  PRIMARY KEY (download_id, person_id),
  FOREIGN KEY (municipality_id, download_id) REFERENCES extract_downloads (municipality_id, id),
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX extract_download_people_of ON extract_download_people (municipality_id, person_id);
