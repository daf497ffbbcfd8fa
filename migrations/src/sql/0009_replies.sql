-- Invitations that a calendar answers by mail, and what came in.

-- An answer may come from a calendar. The engines have no common word for changing a CHECK, so the column is made anew.
ALTER TABLE invitations ADD COLUMN via TEXT CHECK (via IN ('web', 'mail', 'griffie', 'fractie', 'api', 'agenda'));
UPDATE invitations SET via = answered_via;
ALTER TABLE invitations DROP COLUMN answered_via;
ALTER TABLE invitations RENAME COLUMN via TO answered_via;

-- A mail about an invitation: the worker puts the reply address on its calendar file.
ALTER TABLE outbox ADD COLUMN invitation_id UUID;
ALTER TABLE outbox ADD COLUMN method TEXT CHECK (method IN ('REQUEST', 'CANCEL'));
-- When the mail server said later that it did not arrive after all.
ALTER TABLE outbox ADD COLUMN bounced_at BIGINT;

-- The address in an invitation to which a calendar sends its answer: one for its whole life, because calendars take
-- another organizer for another meeting. Kept as it is, for every later mail carries it; it only says which invitation
-- is meant, and the sender has to be proven besides.
CREATE TABLE reply_addresses (
  token TEXT NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  invitation_id UUID NOT NULL,
  made_at BIGINT NOT NULL,
  UNIQUE (municipality_id, invitation_id),
  FOREIGN KEY (municipality_id, invitation_id) REFERENCES invitations (municipality_id, id)
) STRICT;

-- Other addresses from which somebody answers, as the clerk saw them do.
CREATE TABLE person_addresses (
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  address TEXT NOT NULL,
  added_by UUID NOT NULL,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (municipality_id, person_id, address),
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;

-- What came in: what it said, who sent it and how sure that is, and what became of it. The mail itself is not kept.
CREATE TABLE incoming_mail (
  id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  invitation_id UUID,
  -- The mail of ours that came back.
  outbox_id UUID,
  source TEXT NOT NULL CHECK (source IN ('smtp', 'lmtp', 'webhook', 'imap')),
  received_at BIGINT NOT NULL,
  -- SHA-256 of the mail: the same one twice is one.
  digest BYTES NOT NULL,
  message_id TEXT NOT NULL,
  sender TEXT NOT NULL,
  proof TEXT NOT NULL,
  answer TEXT CHECK (answer IN ('ja', 'misschien', 'nee')),
  remark TEXT NOT NULL,
  sequence BIGINT,
  stamped_at BIGINT,
  proposed_start BIGINT,
  proposed_end BIGINT,
  delegate TEXT,
  standing TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- What it replaced, for taking it back.
  answer_before TEXT,
  note_before TEXT,
  -- The link by which the person says that it was them; only its hash.
  ask_hash BYTES,
  settled_at BIGINT,
  settled_by UUID,
  UNIQUE (municipality_id, id),
  FOREIGN KEY (municipality_id, invitation_id) REFERENCES invitations (municipality_id, id)
) STRICT;
CREATE INDEX incoming_mail_of ON incoming_mail (municipality_id, received_at);
CREATE INDEX incoming_mail_about ON incoming_mail (municipality_id, invitation_id, received_at);
CREATE UNIQUE INDEX incoming_mail_ask ON incoming_mail (ask_hash);

-- A mail to ourselves that proves the way out and back.
CREATE TABLE mail_trials (
  token TEXT NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL REFERENCES municipalities (id),
  outbox_occasion TEXT NOT NULL,
  started_by UUID NOT NULL,
  started_at BIGINT NOT NULL,
  returned_at BIGINT,
  proof TEXT
) STRICT;
CREATE INDEX mail_trials_of ON mail_trials (municipality_id, started_at);
