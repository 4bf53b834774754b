-- Orders that were given together share the message that tells of them.
CREATE INDEX order_log_by_message ON order_log (chat_id, message_id);
