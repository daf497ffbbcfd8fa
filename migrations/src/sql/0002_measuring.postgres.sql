CREATE FUNCTION refuse_but_retention() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (
    SELECT 1 FROM retention_runs r
    JOIN exposures e ON e.id = CASE OLD.kind WHEN 'void' THEN OLD.voids_id ELSE OLD.id END
    WHERE r.municipality_id = OLD.municipality_id AND r.still_open IS NOT NULL
      AND e.municipality_id = r.municipality_id AND e.kind = 'reached' AND e.channel = 'portal' AND e.at < r.cutoff
      AND (r.person_id IS NULL OR (r.person_id = e.person_id AND EXISTS (
        SELECT 1 FROM objections o
        WHERE o.municipality_id = r.municipality_id AND o.person_id = r.person_id AND o.withdrawn_at IS NULL)))
  ) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
DROP TRIGGER exposures_append_only ON exposures;
CREATE TRIGGER exposures_append_only BEFORE UPDATE OR DELETE ON exposures FOR EACH ROW EXECUTE FUNCTION refuse_but_retention();
CREATE FUNCTION only_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.still_open IS NOT NULL AND NEW.still_open IS NULL AND NEW.id = OLD.id
    AND NEW.cutoff = OLD.cutoff AND NEW.at = OLD.at AND NEW.municipality_id = OLD.municipality_id
    AND NEW.person_id IS NOT DISTINCT FROM OLD.person_id THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% only close', TG_TABLE_NAME;
END $$;
CREATE TRIGGER retention_runs_only_close BEFORE UPDATE OR DELETE ON retention_runs FOR EACH ROW EXECUTE FUNCTION only_close();
CREATE TRIGGER lookups_append_only BEFORE UPDATE OR DELETE ON lookups FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER measuring_decisions_append_only BEFORE UPDATE OR DELETE ON measuring_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- A row trigger does not see TRUNCATE.
CREATE TRIGGER exposures_never_emptied BEFORE TRUNCATE ON exposures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER lookups_never_emptied BEFORE TRUNCATE ON lookups FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER retention_runs_never_emptied BEFORE TRUNCATE ON retention_runs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
