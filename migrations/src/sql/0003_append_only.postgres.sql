CREATE TRIGGER briefings_keep_what_was_told BEFORE UPDATE OF title, body, way, teller_id, logged_by, told_at, logged_at ON briefings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER briefings_never_go BEFORE DELETE ON briefings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER balance_answers_append_only BEFORE UPDATE OR DELETE ON balance_answers FOR EACH ROW EXECUTE FUNCTION refuse_change();
