-- What is told once a life, and what a person said of a silence.
ALTER TABLE belief ADD COLUMN met_at TIMESTAMP(6) WITH TIME ZONE;
UPDATE belief SET met_at = as_of;
ALTER TABLE belief ALTER COLUMN met_at SET NOT NULL;
ALTER TABLE belief ADD COLUMN stall_excused_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE belief ADD COLUMN tokens_warned INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE belief ADD COLUMN late_warned BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE belief ADD COLUMN stuck_warned BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE belief ADD COLUMN vanished_at TIMESTAMP(6) WITH TIME ZONE;

-- How many times as long as others agents of a name may be silent.
CREATE TABLE stall_patience (
  name VARCHAR PRIMARY KEY,
  factor INTEGER NOT NULL
);
