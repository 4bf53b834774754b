-- How people came by their roles, how they are called, and who asked to be let in. Until now every
-- admin was one by configuration.
ALTER TABLE person ADD COLUMN handle VARCHAR;
ALTER TABLE person ADD COLUMN how VARCHAR(32);
ALTER TABLE person ADD COLUMN granted_by BIGINT;
ALTER TABLE person ADD COLUMN granted_by_name VARCHAR;
ALTER TABLE person ADD COLUMN granted_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE person ADD COLUMN knocked_at TIMESTAMP(6) WITH TIME ZONE;
UPDATE person SET how = 'CONFIGURED', granted_by_name = 'telegram.admins',
  granted_at = CURRENT_TIMESTAMP WHERE role = 'ADMIN';
CREATE INDEX person_by_knock ON person (knocked_at);

-- The person that an entry is about, as an agent is.
ALTER TABLE audit ADD COLUMN about_id BIGINT;
