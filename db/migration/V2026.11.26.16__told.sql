-- Which message tells what stands by itself: a delivery that waits has no place in an index of
-- messages, and one fact for fifty chats no longer changes fifty places in each of two.
-- Each step can be done again: the database keeps them one by one, and may be killed in between.

CREATE TABLE IF NOT EXISTS told (
  -- The chat's number when it was sent, under which the message's own number counts.
  message_chat BIGINT NOT NULL,
  message_id BIGINT NOT NULL,
  delivery_id BIGINT NOT NULL,
  -- MESSAGE, ROW (one of many) or EDIT.
  told_as VARCHAR(8) NOT NULL,
  told_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (message_chat, message_id, delivery_id)
);

MERGE INTO told (message_chat, message_id, delivery_id, told_as, told_at)
KEY (message_chat, message_id, delivery_id)
SELECT chat_id, message_id, id, COALESCE(told_as, 'MESSAGE'), settled_at
FROM delivery WHERE message_id IS NOT NULL AND settled_at IS NOT NULL;

-- When a chat was last told: found without reading all that it was ever told.
CREATE INDEX IF NOT EXISTS told_by_time ON told (message_chat, told_at);

DROP INDEX IF EXISTS delivery_by_message;
DROP INDEX IF EXISTS delivery_by_settling;

-- Only what waits for a time of its own has one: what goes at once or is over stays in its place
-- here whatever becomes of it.
DROP INDEX IF EXISTS delivery_by_due;
UPDATE delivery SET due_at = TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00Z'
WHERE state IN ('SENT', 'GIVEN_UP');
CREATE INDEX IF NOT EXISTS delivery_by_due ON delivery (due_at);

-- Last, since what was read above is not there afterwards.
ALTER TABLE delivery DROP COLUMN message_id, told_as;
