CREATE TRIGGER exposures_never_change BEFORE UPDATE ON exposures BEGIN SELECT RAISE(ABORT, 'exposures are append-only'); END;
CREATE TRIGGER exposures_never_go BEFORE DELETE ON exposures BEGIN SELECT RAISE(ABORT, 'exposures are append-only'); END;
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_never_goes BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER note_versions_never_change BEFORE UPDATE ON note_versions BEGIN SELECT RAISE(ABORT, 'note versions are append-only'); END;
CREATE TRIGGER note_versions_never_go BEFORE DELETE ON note_versions BEGIN SELECT RAISE(ABORT, 'note versions are append-only'); END;
