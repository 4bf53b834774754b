-- What keeps the bot from telling somebody, from its first sign to its end: admins hear of it once.
CREATE TABLE trouble (
  kind VARCHAR(32) NOT NULL,
  chat_id BIGINT NOT NULL, -- 0: of no chat
  topic INTEGER NOT NULL, -- 0: none
  since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  why VARCHAR NOT NULL,
  PRIMARY KEY (kind, chat_id, topic)
);
