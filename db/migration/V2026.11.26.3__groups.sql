-- Many facts told by one message, and facts held back while a chat wants to hear nothing.

ALTER TABLE delivery DROP CONSTRAINT delivery_state;
ALTER TABLE delivery ADD CONSTRAINT delivery_state
  CHECK (state IN ('WAITING', 'HELD', 'SENDING', 'SENT', 'GIVEN_UP'));

-- It was held back once, and goes out with all that was.
ALTER TABLE delivery ADD COLUMN held BOOLEAN DEFAULT FALSE NOT NULL;

-- The chat service refused a message that told it with others: it goes by itself.
ALTER TABLE delivery ADD COLUMN alone BOOLEAN DEFAULT FALSE NOT NULL;

-- How message_id tells it: MESSAGE, ROW (one of many) or EDIT.
ALTER TABLE delivery ADD COLUMN told_as VARCHAR(8);

CREATE INDEX delivery_by_message ON delivery (chat_id, message_id);

-- A message that tells many facts, and the page of it that is shown.
CREATE TABLE group_message (
  chat_id BIGINT NOT NULL,
  topic INTEGER NOT NULL,
  message_id BIGINT NOT NULL,
  page INTEGER NOT NULL,
  held BOOLEAN NOT NULL,
  sent_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (chat_id, topic, message_id)
);

-- How many notices were left out of a lane because too many waited.
CREATE TABLE left_out (
  chat_id BIGINT NOT NULL,
  topic INTEGER NOT NULL,
  number BIGINT NOT NULL,
  telling BIGINT NOT NULL,
  episode BIGINT NOT NULL,
  PRIMARY KEY (chat_id, topic)
);
