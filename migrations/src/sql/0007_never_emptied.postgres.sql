-- A row trigger does not see TRUNCATE.
CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seals_never_emptied BEFORE TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER note_versions_never_emptied BEFORE TRUNCATE ON note_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER measuring_decisions_never_emptied BEFORE TRUNCATE ON measuring_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER briefings_never_emptied BEFORE TRUNCATE ON briefings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER balance_answers_never_emptied BEFORE TRUNCATE ON balance_answers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER balance_reports_never_emptied BEFORE TRUNCATE ON balance_reports FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
