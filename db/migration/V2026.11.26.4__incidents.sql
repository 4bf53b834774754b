-- Incidents of anything, the server as well; who takes care of them, and when they want to be heard.
ALTER TABLE incident ADD COLUMN IF NOT EXISTS subject VARCHAR;
UPDATE incident SET subject = run || '#' || session_id WHERE subject IS NULL;
ALTER TABLE incident ALTER COLUMN subject SET NOT NULL;
ALTER TABLE incident DROP CONSTRAINT IF EXISTS incident_once;
ALTER TABLE incident ALTER COLUMN episode SET DATA TYPE BIGINT;
ALTER TABLE incident ADD CONSTRAINT incident_once UNIQUE (subject, kind, episode);

ALTER TABLE incident ADD COLUMN IF NOT EXISTS data_json VARCHAR DEFAULT '{}' NOT NULL;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS version INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS acked_by BIGINT;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS acked_by_name VARCHAR;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS acked_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS snoozed_by BIGINT;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS snoozed_by_name VARCHAR;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS snoozed_until TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS repeats INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS next_repeat TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS escalate_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS escalated_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS closed_by_name VARCHAR;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS detail VARCHAR;

-- What the notice said, for those that were told before.
UPDATE incident SET data_json = COALESCE(
  (SELECT data_json FROM fact WHERE fact.subject = incident.subject
     AND fact.kind = CASE incident.kind WHEN 'STALL' THEN 'stalled' ELSE 'end' END
     AND fact.episode = incident.episode),
  data_json);
-- Their messages may wait for an edit still: they show what was before the end.
UPDATE incident SET version = 1 WHERE closed_at IS NOT NULL;

ALTER TABLE incident DROP COLUMN IF EXISTS session_id;
ALTER TABLE incident DROP COLUMN IF EXISTS run;
CREATE INDEX IF NOT EXISTS incident_by_repeat ON incident (next_repeat);
CREATE INDEX IF NOT EXISTS incident_by_escalation ON incident (escalate_at);
CREATE INDEX IF NOT EXISTS incident_by_kind ON incident (kind, closed_at);

ALTER TABLE incident_message ADD COLUMN IF NOT EXISTS version INTEGER DEFAULT 0 NOT NULL;
