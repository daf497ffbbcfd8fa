DROP TRIGGER exposures_never_go;
CREATE TRIGGER exposures_never_go BEFORE DELETE ON exposures
WHEN NOT EXISTS (
  SELECT 1 FROM retention_runs r
  JOIN exposures e ON e.id = CASE OLD.kind WHEN 'void' THEN OLD.voids_id ELSE OLD.id END
  WHERE r.municipality_id = OLD.municipality_id AND r.still_open IS NOT NULL
    AND e.municipality_id = r.municipality_id AND e.kind = 'reached' AND e.channel = 'portal' AND e.at < r.cutoff
    AND (r.person_id IS NULL OR (r.person_id = e.person_id AND EXISTS (
      SELECT 1 FROM objections o
      WHERE o.municipality_id = r.municipality_id AND o.person_id = r.person_id AND o.withdrawn_at IS NULL)))
)
BEGIN SELECT RAISE(ABORT, 'exposures are append-only'); END;
CREATE TRIGGER retention_runs_never_go BEFORE DELETE ON retention_runs BEGIN SELECT RAISE(ABORT, 'retention runs are append-only'); END;
CREATE TRIGGER retention_runs_only_close BEFORE UPDATE ON retention_runs
WHEN OLD.still_open IS NULL OR NEW.still_open IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.cutoff IS NOT OLD.cutoff
  OR NEW.at IS NOT OLD.at OR NEW.municipality_id IS NOT OLD.municipality_id OR NEW.person_id IS NOT OLD.person_id
BEGIN SELECT RAISE(ABORT, 'retention runs only close'); END;
CREATE TRIGGER lookups_never_change BEFORE UPDATE ON lookups BEGIN SELECT RAISE(ABORT, 'lookups are append-only'); END;
CREATE TRIGGER lookups_never_go BEFORE DELETE ON lookups BEGIN SELECT RAISE(ABORT, 'lookups are append-only'); END;
CREATE TRIGGER measuring_decisions_never_change BEFORE UPDATE ON measuring_decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER measuring_decisions_never_go BEFORE DELETE ON measuring_decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
