-- When a chat was last told: found without reading all that it was ever told.
CREATE INDEX delivery_by_settling ON delivery (chat_id, topic, settled_at);
