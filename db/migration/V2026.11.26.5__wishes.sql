-- What each chat wishes to hear, and when without sound.
--
-- filter_words are the words of a filter in their one spelling; empty: every agent.

ALTER TABLE subscription ADD COLUMN filter_words VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE subscription DROP CONSTRAINT subscription_once;
ALTER TABLE subscription
  ADD CONSTRAINT subscription_once UNIQUE (chat_id, topic, filter_words);

-- A chat may choose one thing without the other; quiet_hours as in '22:00-07:00'.
ALTER TABLE chat_settings ALTER COLUMN zone DROP NOT NULL;
ALTER TABLE chat_settings ADD COLUMN quiet_hours VARCHAR(11);
ALTER TABLE chat_settings ADD COLUMN children BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE chat_settings ADD COLUMN looked_at TIMESTAMP(6) WITH TIME ZONE;

CREATE TABLE mute (
  chat_id BIGINT NOT NULL,
  topic INTEGER NOT NULL,
  filter_words VARCHAR NOT NULL,
  muted_until TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (chat_id, topic, filter_words)
);
