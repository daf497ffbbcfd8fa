CREATE TRIGGER briefings_keep_what_was_told BEFORE UPDATE OF title, body, way, teller_id, logged_by, told_at, logged_at ON briefings BEGIN SELECT RAISE(ABORT, 'what was told never changes'); END;
CREATE TRIGGER briefings_never_go BEFORE DELETE ON briefings BEGIN SELECT RAISE(ABORT, 'what was told never goes'); END;
CREATE TRIGGER balance_answers_never_change BEFORE UPDATE ON balance_answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
CREATE TRIGGER balance_answers_never_go BEFORE DELETE ON balance_answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
