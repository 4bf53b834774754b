-- When something was written down, which after an outage is later than when it happened. Digests go
-- by it: each entry falls into one of them. Rows from before are taken as told in time.
ALTER TABLE history ADD COLUMN recorded_at TIMESTAMP(6) WITH TIME ZONE;
UPDATE history SET recorded_at = latest;
ALTER TABLE history ALTER COLUMN recorded_at SET NOT NULL;
CREATE INDEX history_by_recording ON history (recorded_at, id);
