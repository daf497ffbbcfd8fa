-- When this session proved more than a password: a code, a device remembered by one. Null: a password alone.
ALTER TABLE sessions ADD COLUMN second_factor_at BIGINT;

-- When a code was last typed in this session, or to open it. Null: never.
ALTER TABLE sessions ADD COLUMN code_proven_at BIGINT;
-- Made on the command line of the installation, for a program, by who could read the tables anyway.
ALTER TABLE api_tokens ADD COLUMN by_operator BOOLEAN NOT NULL DEFAULT FALSE;

-- The app somebody makes codes with. `secret` is sealed; `last_step` is the newest code used, and none older counts.
CREATE TABLE second_factors (
  person_id UUID NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  secret BYTES NOT NULL,
  last_step BIGINT NOT NULL,
  confirmed_at BIGINT NOT NULL,
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;

-- For who lost the app: each once, and only as a hash.
CREATE TABLE recovery_codes (
  code_hash BYTES NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX recovery_codes_of ON recovery_codes (municipality_id, person_id);

-- Browsers that need no code for a while, because their owner gave one there and said so.
CREATE TABLE known_devices (
  token_hash BYTES NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX known_devices_of ON known_devices (municipality_id, person_id);

-- Between the password and the code: nobody is signed in yet.
CREATE TABLE sign_in_steps (
  token_hash BYTES NOT NULL PRIMARY KEY,
  municipality_id UUID NOT NULL,
  person_id UUID NOT NULL,
  trusted BOOLEAN NOT NULL,
  onward TEXT NOT NULL,
  tries BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  FOREIGN KEY (municipality_id, person_id) REFERENCES people (municipality_id, id)
) STRICT;
CREATE INDEX sign_in_steps_of ON sign_in_steps (municipality_id, person_id);

-- Days the text of mail that left is kept.
ALTER TABLE municipalities ADD COLUMN mail_days BIGINT NOT NULL DEFAULT 180 CHECK (mail_days BETWEEN 30 AND 3650);

-- When name and addresses of somebody who left were taken away.
ALTER TABLE people ADD COLUMN anonymised_at BIGINT;
