-- To which address a mail of ours comes back: no other header names it. Null for a mail from before, which does not.
ALTER TABLE outbox ADD COLUMN bounce_token TEXT;
CREATE UNIQUE INDEX outbox_bounce ON outbox (bounce_token);
