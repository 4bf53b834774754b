-- Which message tells what stands by itself: a delivery that waits has no place in an index of
-- messages, and one fact for fifty chats no longer changes fifty places in each of two.

CREATE TABLE told (
  -- The chat's number when it was sent, under which the message's own number counts.
  message_chat BIGINT NOT NULL,
  message_id BIGINT NOT NULL,
  delivery_id BIGINT NOT NULL,
  -- MESSAGE, ROW (one of many) or EDIT.
  told_as VARCHAR(8) NOT NULL,
  told_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (message_chat, message_id, delivery_id)
);

INSERT INTO told (message_chat, message_id, delivery_id, told_as, told_at)
SELECT chat_id, message_id, id, COALESCE(told_as, 'MESSAGE'), settled_at
FROM delivery WHERE message_id IS NOT NULL AND settled_at IS NOT NULL;

DROP INDEX delivery_by_message;
DROP INDEX delivery_by_settling;
ALTER TABLE delivery DROP COLUMN message_id;
ALTER TABLE delivery DROP COLUMN told_as;

-- Only what waits for a time of its own has one: what goes at once or is over stays in its place
-- here whatever becomes of it.
UPDATE delivery SET due_at = TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00Z'
WHERE state IN ('SENT', 'GIVEN_UP');
DROP INDEX delivery_by_due;
CREATE INDEX delivery_by_due ON delivery (due_at);
