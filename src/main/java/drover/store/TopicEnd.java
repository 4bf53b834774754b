package drover.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives what was for a topic to the chat itself, once the topic is gone. Where the chat has the
 * same already, that stays. Numbers of messages stay true, since a chat's topics share one count;
 * those of the topic's own messages find nothing any more, and what they tell is told anew.
 *
 * <p>A test compares {@link #MOVING} and {@link #STAYING} with all tables that name a chat.
 */
final class TopicEnd {
  /** Those whose rows become the chat's. */
  static final List<String> MOVING =
      List.of(
          "delivery",
          "left_out",
          "group_message",
          "incident_message",
          "chat_settings",
          "subscription",
          "mute",
          "digest_plan",
          "order_log");

  /**
   * What was done there was done there; what nobody can press or answer any more ends by itself.
   */
  static final List<String> STAYING =
      List.of("audit", "inbox", "button", "draft", "lane_park", "trouble", "disabled_chat");

  /** In order, with {@code :chat} and {@code :topic}. */
  static final List<String> STATEMENTS = statements();

  private TopicEnd() {}

  private static List<String> statements() {
    List<String> all = new ArrayList<>();
    all.add(withTwin("delivery", "twin.fact_id = delivery.fact_id"));
    all.add(withTwin("left_out", "TRUE"));
    all.add(withTwin("group_message", "twin.message_id = group_message.message_id"));
    // The chat's own message of an incident shows its changes; the topic's would show them again.
    all.add(withTwin("incident_message", "twin.incident_id = incident_message.incident_id"));
    all.add(withTwin("chat_settings", "TRUE"));
    all.add(withTwin("subscription", "twin.filter_words = subscription.filter_words"));
    all.add(withTwin("mute", "twin.filter_words = mute.filter_words"));
    all.add(withTwin("digest_plan", "TRUE"));
    for (String table : MOVING) {
      all.add("UPDATE " + table + " SET topic = 0 WHERE chat_id = :chat AND topic = :topic");
    }
    all.add("DELETE FROM trouble WHERE kind = 'NO_RIGHTS' AND chat_id = :chat AND topic = :topic");
    return List.copyOf(all);
  }

  private static String withTwin(String table, String sameElse) {
    return "DELETE FROM "
        + table
        + " WHERE chat_id = :chat AND topic = :topic AND EXISTS (SELECT 1 FROM "
        + table
        + " twin WHERE twin.chat_id = :chat AND twin.topic = 0 AND "
        + sameElse
        + ")";
  }
}
