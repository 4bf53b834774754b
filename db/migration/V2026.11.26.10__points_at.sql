-- What an update points at (the message it answers, people it names, whether it was forwarded), as
-- JSON; null for the most, which point at nothing.
ALTER TABLE inbox ADD COLUMN points_at VARCHAR;
