-- Each time that numbers run out the database commits, in the midst of whatever is being written:
-- with its usual 32 that is twice for a fact told to fifty chats. A crash leaves a gap, no more.

ALTER TABLE delivery ALTER COLUMN id SET CACHE 1000;
ALTER TABLE fact ALTER COLUMN id SET CACHE 1000;
ALTER TABLE history ALTER COLUMN id SET CACHE 1000;
