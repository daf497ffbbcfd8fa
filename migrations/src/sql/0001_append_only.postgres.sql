CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER exposures_append_only BEFORE UPDATE OR DELETE ON exposures FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER note_versions_append_only BEFORE UPDATE OR DELETE ON note_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
