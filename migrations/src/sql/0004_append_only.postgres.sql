CREATE TRIGGER balance_reports_append_only BEFORE UPDATE OR DELETE ON balance_reports FOR EACH ROW EXECUTE FUNCTION refuse_change();
