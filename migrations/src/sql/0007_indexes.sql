-- Whether somebody has an entry about an item is asked at every fetch of a calendar.
CREATE INDEX exposures_of_one ON exposures (item_id, person_id);
-- A calendar that asks on two devices in the same moment is told once.
CREATE UNIQUE INDEX exposures_by_feed_once ON exposures (item_id, person_id) WHERE kind = 'told' AND channel = 'agenda';
