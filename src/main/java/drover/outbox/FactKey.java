package drover.outbox;

/**
 * What makes a fact one fact: it is stored, and told to a chat, once.
 *
 * @param subject whom it is about: an agent life's key, a chat
 * @param kind a stable lower-case word: "stalled", "recovered", "end", "appeared", "digest"
 * @param episode which one, where there can be several
 */
public record FactKey(String subject, String kind, long episode) {}
