-- How far the SEQUENCE of one person's calendar entry is ahead of the gathering's: it goes up by one when the invitation is
-- taken back and by one when it is given again, and nobody else's calendar has to know.
ALTER TABLE invitations ADD COLUMN sequence_ahead BIGINT NOT NULL DEFAULT 0;
