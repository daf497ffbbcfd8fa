-- What the council wants of mail: reminders, quiet hours, the daily mail. No row: as is usual.
CREATE TABLE mail_rules (
  municipality_id UUID NOT NULL PRIMARY KEY REFERENCES municipalities (id),
  -- Days before a gathering; 0 is never.
  answer_days BIGINT NOT NULL CHECK (answer_days BETWEEN 0 AND 21),
  day_before BOOLEAN NOT NULL,
  -- Days before a question is due; 0 is never.
  question_days BIGINT NOT NULL CHECK (question_days BETWEEN 0 AND 21),
  -- Hours after the end of a gathering; 0 is never.
  notes_hours BIGINT NOT NULL CHECK (notes_hours BETWEEN 0 AND 720),
  quiet_from TEXT NOT NULL,
  quiet_to TEXT NOT NULL,
  quiet_sunday BOOLEAN NOT NULL,
  news TEXT NOT NULL CHECK (news IN ('direct', 'dagelijks', 'keuze')),
  cutoff TEXT NOT NULL,
  version BIGINT NOT NULL
) STRICT;

-- Waves of reminders that went, or were skipped. What is to come is worked out anew each time.
CREATE TABLE reminder_waves (
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  -- Kind, what it is about and its day: a gathering that moves has a new wave.
  wave TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('antwoord', 'dag-vooraf', 'vraag', 'verslag')),
  subject_id UUID NOT NULL,
  sent_at BIGINT,
  recipients BIGINT NOT NULL,
  skipped_at BIGINT,
  skipped_by UUID,
  PRIMARY KEY (municipality_id, wave),
  CHECK ((sent_at IS NULL) <> (skipped_at IS NULL)),
  FOREIGN KEY (municipality_id, skipped_by) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX reminder_waves_sent ON reminder_waves (municipality_id, sent_at);

-- How somebody wants news by mail. No row: as the council decided.
CREATE TABLE news_choices (
  person_id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  choice TEXT NOT NULL CHECK (choice IN ('direct', 'dagelijks', 'geen')),
  changed_at BIGINT NOT NULL,
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;

-- The daily mails, by the moment up to which they hold what is new. The first one of a municipality is only a beginning.
CREATE TABLE news_editions (
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  upto BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  mails BIGINT NOT NULL,
  PRIMARY KEY (municipality_id, upto)
) STRICT;

-- What a mail tells besides the one item a mail may be about.
CREATE TABLE outbox_items (
  municipality_id UUID NOT NULL,
  outbox_id UUID NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  item_id UUID NOT NULL,
  PRIMARY KEY (outbox_id, item_id),
  FOREIGN KEY (municipality_id, item_id) REFERENCES items (municipality_id, id)
) STRICT;
CREATE INDEX outbox_items_of ON outbox_items (municipality_id, item_id);
CREATE INDEX outbox_by_item ON outbox (municipality_id, item_id) WHERE item_id IS NOT NULL;

-- One way out of the daily mail for each mail. Its address is kept until the mail has left, its hash longer.
CREATE TABLE news_exits (
  token_hash BYTES NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  outbox_id UUID NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  url TEXT,
  created_at BIGINT NOT NULL,
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX news_exits_of ON news_exits (outbox_id);
