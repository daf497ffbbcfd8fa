CREATE TRIGGER balance_reports_never_change BEFORE UPDATE ON balance_reports BEGIN SELECT RAISE(ABORT, 'closed reports are append-only'); END;
CREATE TRIGGER balance_reports_never_go BEFORE DELETE ON balance_reports BEGIN SELECT RAISE(ABORT, 'closed reports are append-only'); END;
